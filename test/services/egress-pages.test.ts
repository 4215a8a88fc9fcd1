import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { EgressOptions } from '../../src/services/egress/egress.ts'
import { serverKeys } from '../support/certificate.ts'
import { outside, startOrigin, type TestOrigin, type TlsKeys, testEgress } from '../support/origin.ts'

const html = '<!doctype html><title>A page</title><p>Words.'
const megabyte = 1_000_000
const opened: TestOrigin[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(opened.splice(0).map((origin) => origin.stop()))
})

/** An origin called paper.example, and how to fetch from it. */
async function paper(listener: RequestListener, { tls, ...options }: EgressOptions & { tls?: TlsKeys } = {}) {
  const origin = await startOrigin(listener, tls ? { tls } : {})
  opened.push(origin)
  const egress = testEgress([origin.port], { 'paper.example': [outside], 'twin.example': [outside] }, options)
  const at = (path = '/', name = 'paper.example') => `${tls ? 'https' : 'http'}://${name}:${origin.port}${path}`
  return { origin, at, fetch: (path?: string, name?: string) => egress.fetchPage(at(path, name)) }
}

/** Answers with these bytes under these headers. */
function sends(body: string | Buffer, headers: Record<string, string> = {}): RequestListener {
  return (_, answer) => answer.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body)
}

describe('a page', () => {
  test('is fetched with its address, without the place on it', async () => {
    const { fetch, at } = await paper(sends(html))
    const page = { url: at('/a'), type: 'html', text: html, lostLetters: false }
    expect(await fetch('/a#there')).toEqual({ kind: 'page', page })
  })

  test('is followed where it has moved to, five times and no more, and never by anything but a redirect [CL-04]', async () => {
    const moves: RequestListener = ({ url = '', method }, answer) => {
      const left = Number(url.slice(1))
      if (left === 0) return answer.writeHead(200, { 'content-type': 'text/html', refresh: '0;url=/9' }).end(`${method} ${html}`)
      return answer.writeHead([301, 302, 303, 307, 308][left % 5] ?? 302, { location: `./${left - 1}` }).end('elsewhere')
    }
    const { fetch, at, origin } = await paper(moves)
    expect(await fetch('/5')).toMatchObject({ kind: 'page', page: { url: at('/0'), text: `GET ${html}` } })
    expect(origin.connections()).toBe(6)
    expect(await fetch('/6')).toEqual({ kind: 'unreachable', reason: 'sent on more than 5 times' })
    const lettered = await paper(({ url }, answer) => {
      if (url !== '/') return answer.writeHead(200, { 'content-type': 'text/html' }).end(html)
      return answer.writeHead(302, { location: Buffer.from('/café').toString('latin1') }).end()
    })
    expect(await lettered.fetch()).toMatchObject({ kind: 'page', page: { url: lettered.at('/caf%C3%A9') } })
    const circle = await paper((_, answer) => answer.writeHead(302, { location: '/' }).end())
    expect((await circle.fetch()).kind).toBe('unreachable')
    expect(circle.origin.connections()).toBe(6)
  })

  test('that the source doesn’t give is told with what the source says', async () => {
    for (const status of [404, 410, 403, 451, 500, 204, 304]) {
      const { fetch, at } = await paper((_, answer) => answer.writeHead(status).end())
      expect(await fetch('/a')).toEqual({ kind: 'answered', status, url: at('/a') })
    }
  })

  test('every page has a connection of its own, whatever the server would like [CL-05]', async () => {
    const heard: (string | undefined)[] = []
    const { fetch, origin } = await paper((request, answer) => {
      heard.push(request.headers.connection)
      answer.writeHead(200, { 'content-type': 'text/html', connection: 'keep-alive', 'keep-alive': 'timeout=60' }).end(html)
    })
    for (const name of ['paper.example', 'twin.example', 'paper.example']) expect((await fetch('/', name)).kind).toBe('page')
    expect(origin.connections()).toBe(3)
    expect(heard).toEqual(['close', 'close', 'close'])
  })

  test('is asked for with nothing of ours: no cookie, no password, no proxy, always the same name [CL-18]', async () => {
    const seen: IncomingHttpHeaders[] = []
    const trap = await startOrigin(sends(html))
    opened.push(trap)
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY'])
      vi.stubEnv(name, `http://${outside}:${trap.port}`)
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    const { fetch, origin } = await paper((request, answer) => {
      seen.push(request.headers)
      const headers = { 'set-cookie': 'known=1', 'www-authenticate': 'Basic', location: '/second', 'content-type': 'text/html' }
      answer.writeHead(seen.length === 1 ? 302 : 200, headers).end(html)
    })
    expect((await fetch()).kind).toBe('page')
    expect((await fetch()).kind).toBe('page')
    const always = {
      host: `paper.example:${origin.port}`,
      'user-agent': 'Mozilla/5.0 (compatible; Tessera clipper)',
      accept: 'text/html,application/xhtml+xml,text/plain;q=0.8',
      'accept-encoding': 'gzip, br, zstd, deflate',
      connection: 'close',
    }
    expect(seen).toEqual([always, always, always])
    expect(trap.connections()).toBe(0)
  })

  test('over TLS comes only from who has a certificate for the name [CL-03]', async () => {
    const tls = serverKeys('paper.example')
    const { fetch } = await paper(sends(html), { tls, roots: [tls.cert] })
    expect(await fetch()).toMatchObject({ kind: 'page' })
    expect(await fetch('/', 'twin.example')).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringMatching(/altnames|ALTNAME/i),
    })
    const untrusted = await paper(sends(html), { tls })
    expect(await untrusted.fetch()).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(/self-signed/) })
  })
})

describe('a body', () => {
  const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync, 'x-gzip': gzipSync }
  const kinds = Object.keys(packers) as (keyof typeof packers)[]

  test.each(kinds)('packed as %s is unpacked', async (kind) => {
    const { fetch } = await paper(sends(packers[kind](Buffer.from(html)), { 'content-encoding': kind.toUpperCase() }))
    expect(await fetch()).toMatchObject({ kind: 'page', page: { text: html } })
  })

  test.each(kinds)('that swells when unpacked from %s is left early, in little memory [CL-06]', async (kind) => {
    const part = packers[kind](Buffer.alloc(20 * megabyte, 'a'))
    // A file of several parts is one file to gzip and zstd: half a gigabyte.
    const parts = Buffer.concat(kind === 'br' || kind === 'deflate' ? [part] : Array<Buffer>(25).fill(part))
    const { fetch } = await paper(sends(parts, { 'content-encoding': kind }))
    const before = process.memoryUsage.rss()
    expect(await fetch()).toMatchObject({ kind: 'too-large', reason: expect.stringContaining('5000000') })
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * megabyte)
  })

  test('packed twice, or in a way nobody knows, isn’t unpacked [CL-06]', async () => {
    const twice = gzipSync(gzipSync(Buffer.from(html)))
    for (const kind of ['gzip, gzip', 'gzip,br', 'br, identity', 'compress', 'aes128gcm']) {
      const { fetch } = await paper(sends(twice, { 'content-encoding': kind }))
      expect(await fetch(), kind).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('packed as') })
    }
    // Unpacked once it is no text.
    const { fetch } = await paper(sends(twice, { 'content-encoding': 'gzip' }))
    expect(await fetch()).toMatchObject({ kind: 'not-a-page' })
  })

  test('without an end, longer than may be, or shorter than it says is given up [CL-06]', async () => {
    let sent = 0
    const { fetch: endless } = await paper((_, answer) => {
      const more = () => {
        while (answer.write(Buffer.alloc(65_536, 'a'))) sent += 65_536
      }
      answer.writeHead(200, { 'content-type': 'text/html' }).on('drain', more)
      more()
    })
    expect(await endless()).toMatchObject({ kind: 'too-large', reason: expect.stringContaining('2000000') })
    expect(sent).toBeLessThan(20 * megabyte)
    const announced = await paper((_, answer) => answer.writeHead(200, { 'content-length': '2000001' }).write(html))
    expect(await announced.fetch()).toEqual({ kind: 'too-large', reason: '2000001 bytes announced' })
    const short = await paper((_, answer) => {
      answer.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' }).write(html, () => answer.destroy())
    })
    expect((await short.fetch()).kind).toBe('unreachable')
    const torn = await paper(sends(gzipSync(Buffer.from(html.repeat(100))).subarray(0, 60), { 'content-encoding': 'gzip' }))
    expect((await torn.fetch()).kind).toBe('unreachable')
  })

  test('may be as long as is allowed and not a byte longer', async () => {
    const exactly = await paper(sends('a'.repeat(2_000_000), { 'content-type': 'text/plain' }))
    expect((await exactly.fetch()).kind).toBe('page')
    const limits = { wire: 2_000_000, decoded: 1_000 }
    const packed = (length: number) => paper(sends(gzipSync('a'.repeat(length)), { 'content-encoding': 'gzip' }), { limits })
    expect((await (await packed(1_000)).fetch()).kind).toBe('page')
    expect((await (await packed(1_001)).fetch()).kind).toBe('too-large')
  })
})
