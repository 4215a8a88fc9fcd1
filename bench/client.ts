import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Job, JobResult } from './load.ts'
import type { Target } from './requests.ts'
import type { Server } from './servers.ts'

/** What requests of one kind cost: CPU of the server's process in µs a request, requests a second, and latencies in ms. */
export type Sample = { cpu: number; perSecond: number; p50: number; p99: number }

export type Client = {
  /** Sends every request once and says what that cost the server. Rejects when an answer isn't 200. */
  send: (server: Server, targets: Target[]) => Promise<Sample>
  stop: () => void
}

const connections = 32

/** Starts the client in a process of its own, so that its work isn't the server's. */
export function startClient(): Client {
  const child = fork(fileURLToPath(new URL('load.ts', import.meta.url)), { serialization: 'advanced' })
  const send = async (server: Server, targets: Target[]): Promise<Sample> => {
    const before = await server.usage()
    const { seconds, p50, p99, failed } = await new Promise<JobResult>((resolve, reject) => {
      child.once('message', (answer: JobResult | { error: string }) =>
        'error' in answer ? reject(new Error(`${server.name}: ${answer.error}`)) : resolve(answer),
      )
      child.send({ port: server.port, connections, targets } satisfies Job)
    })
    if (failed > 0) throw new Error(`${server.name}: ${failed} of ${targets.length} answers were not 200`)
    const after = await server.usage()
    const cpu = (after.cpuMicroseconds - before.cpuMicroseconds) / targets.length
    return { cpu, perSecond: targets.length / seconds, p50, p99 }
  }
  return { send, stop: () => child.disconnect() }
}

/** Waits until a server has nothing left to do, such as the daily job that starts with it. */
export async function untilIdle({ usage }: Server): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    const before = await usage()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const after = await usage()
    quiet = after.cpuMicroseconds - before.cpuMicroseconds < 10_000 ? quiet + 1 : 0
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
