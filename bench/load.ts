// The client, in a process of its own: sends every request of a job once over a few open connections, and says how long they took.
import { connect } from 'node:net'
import { requestText, type Target } from './requests.ts'

/** What is to be sent where. */
export type Job = { port: number; connections: number; targets: Target[] }
/** Latencies are milliseconds; `failed` counts the answers that weren't 200. */
export type JobResult = { seconds: number; p50: number; p99: number; failed: number }

type Queue = { take: () => Buffer | undefined; finished: (milliseconds: number, status: string) => void }

process.on('message', (job: Job) => {
  run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})

async function run({ port, connections, targets }: Job): Promise<JobResult> {
  const requests = targets.map((target) => Buffer.from(requestText(port, target)))
  const latencies: number[] = []
  let [at, failed] = [0, 0]
  const queue: Queue = {
    take: () => requests[at++],
    finished: (milliseconds, status) => {
      latencies.push(milliseconds)
      if (status !== '200') failed++
    },
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: Math.min(connections, targets.length) }, () => talk(port, queue)))
  const seconds = (performance.now() - began) / 1000
  latencies.sort((a, b) => a - b)
  const share = (part: number) => latencies[Math.floor((latencies.length - 1) * part)] ?? 0
  return { seconds, p50: share(0.5), p99: share(0.99), failed }
}

/** One connection: a request, its answer, the next request, until there are no more. */
function talk(port: number, { take, finished }: Queue): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let [sentAt, missing, status, head] = [0, 0, '', '']
    const send = () => {
      const request = take()
      if (!request) return socket.end(done)
      head = ''
      sentAt = performance.now()
      return socket.write(request)
    }
    socket.once('connect', send)
    socket.once('error', fail)
    socket.once('close', () => fail(new Error('The server closed a connection')))
    socket.on('data', (chunk: Buffer) => {
      if (missing > 0) missing -= chunk.length
      else {
        head += chunk.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        status = head.slice(9, 12)
        missing = lengthOf(head.slice(0, end)) - (head.length - end - 4)
      }
      if (missing > 0) return
      finished(performance.now() - sentAt, status)
      send()
    })
  })
}

function lengthOf(head: string): number {
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer has no length: ${head.slice(0, 200)}`)
  return Number(length)
}
