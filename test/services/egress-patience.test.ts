import { afterEach, describe, expect, test, vi } from 'vitest'
import type { EgressOptions } from '../../src/services/egress/egress.ts'
import { outside, startOrigin, startSocket, type TestOrigin, testEgress } from '../support/origin.ts'

const html = '<!doctype html><title>A page</title><p>Words.'
const patience = 300
const opened: TestOrigin[] = []
afterEach(() => Promise.all(opened.splice(0).map((origin) => origin.stop())))

async function keep(origin: Promise<TestOrigin>): Promise<TestOrigin> {
  opened.push(await origin)
  return origin
}

function fetchFrom(origin: TestOrigin, { scheme = 'http', ...options }: EgressOptions & { scheme?: string } = {}) {
  return testEgress([origin.port], { 'paper.example': [outside] }, { patience, ...options }).fetchPage(
    `${scheme}://paper.example:${origin.port}/`,
  )
}

describe('a source that takes its time', () => {
  test('is given up when its time is over, wherever it stands still [CL-07]', async () => {
    const silent = await keep(startSocket(() => {}))
    const halfHead = await keep(startSocket((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/ht')))
    const dripping = await keep(
      startOrigin((_, answer) => {
        const timer = setInterval(() => answer.write('a'), 20)
        answer.writeHead(200, { 'content-type': 'text/html' }).on('close', () => clearInterval(timer))
      }),
    )
    const sendingOn = await keep(
      startOrigin((_, answer) => setTimeout(() => answer.writeHead(302, { location: '/' }).end(), 100)),
    )
    const begun = performance.now()
    const all = await Promise.all([
      fetchFrom(silent),
      fetchFrom(silent, { scheme: 'https' }),
      fetchFrom(halfHead),
      fetchFrom(dripping),
      fetchFrom(sendingOn),
      fetchFrom(silent, { resolve: () => new Promise(() => {}) }),
    ])
    expect(all.map(({ kind }) => kind)).toEqual(Array(6).fill('unreachable'))
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  test('keeps nobody else waiting for long: fifty slow names are refused or over in the time of a few [CL-07]', async () => {
    const origin = await keep(startOrigin((_, answer) => answer.end(html)))
    const egress = testEgress([origin.port], {}, { patience, resolve: () => new Promise(() => {}) })
    const begun = performance.now()
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, at) => egress.fetchPage(`http://a${at}.example:${origin.port}/`)),
    )
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(all.filter(({ kind }) => kind === 'busy').length).toBeGreaterThanOrEqual(30)
    expect(all.filter(({ kind }) => kind === 'unreachable').length).toBeGreaterThanOrEqual(4)
  })

  test('four pages are fetched at a time, sixteen wait, and beyond that it is busy [CL-07]', async () => {
    let [now, most] = [0, 0]
    const waiting: (() => void)[] = []
    const origin = await keep(
      startOrigin((_, answer) => {
        now += 1
        most = Math.max(most, now)
        waiting.push(() => {
          now -= 1
          answer.writeHead(200, { 'content-type': 'text/html' }).end(html)
        })
        if (waiting.length >= 4) for (const end of waiting.splice(0)) end()
      }),
    )
    const egress = testEgress([origin.port], { 'paper.example': [outside] })
    const all = await Promise.all(Array.from({ length: 25 }, () => egress.fetchPage(`http://paper.example:${origin.port}/`)))
    expect(all.filter(({ kind }) => kind === 'page')).toHaveLength(20)
    expect(all.filter(({ kind }) => kind === 'busy')).toHaveLength(5)
    expect(most).toBe(4)
  })
})

test('what is under way is stopped when nobody waits for it, or the way out is closed, and then nothing more is fetched', async () => {
  let asked = 0
  const silent = await keep(
    startOrigin(() => {
      asked += 1
    }),
  )
  const egress = testEgress([silent.port], { 'paper.example': [outside] })
  const url = `http://paper.example:${silent.port}/`
  const waiting = new AbortController()
  const given = egress.fetchPage(url, { signal: waiting.signal })
  const others = Array.from({ length: 6 }, () => egress.fetchPage(url))
  await vi.waitFor(() => expect(asked).toBe(4))
  waiting.abort()
  expect(await given).toEqual({ kind: 'stopped' })
  egress.close()
  for (const one of await Promise.all(others)) expect(one).toEqual({ kind: 'stopped' })
  expect(await egress.fetchPage(url)).toEqual({ kind: 'stopped' })
  expect(asked).toBeLessThanOrEqual(5)
})

test('what can’t be reached takes the same least time to be told of, whatever it was [CL-17]', async () => {
  const closed = await startOrigin(() => {})
  await closed.stop()
  const open = await keep(startOrigin((_, answer) => answer.end(html)))
  const names = { 'paper.example': [outside], 'inner.example': ['127.0.0.1'] }
  const waits: number[] = []
  const wait = async (milliseconds: number) => void waits.push(performance.now() + milliseconds)
  const egress = testEgress([closed.port, open.port], names, { unreachableAfter: 60_000, wait })
  for (const [name, port] of [
    ['paper.example', closed.port],
    ['inner.example', open.port],
    ['none.example', open.port],
  ] as const) {
    const begun = performance.now()
    expect((await egress.fetchPage(`http://${name}:${port}/`)).kind, name).toBe('unreachable')
    expect((waits.pop() ?? 0) - begun, name).toBeGreaterThanOrEqual(60_000)
  }
})
