import { type ChildProcess, fork } from 'node:child_process'
import { createServer, get, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { leanEnvironment, leanFlags } from '../scripts/lean.mjs'
import { browserHeaders, type Target } from './requests.ts'

/** What a process has used since it began. */
export type Usage = { cpuMicroseconds: number; rssBytes: number }

/** An answer as it went over the wire. */
export type Page = { status: number; headers: Record<string, string>; bytes: Uint8Array }

/** A server in a process of its own. */
export type Server = { name: string; port: number; usage: () => Promise<Usage>; stop: () => Promise<void> }
export type BareServer = Server & { give: (pages: Map<string, Page>) => Promise<void> }

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const program = file('../dist/cli.js')
const patience = 20_000

/** Starts the built program on a folder or on PostgreSQL, and waits until it answers. With `profile` it leaves a CPU profile in that folder. */
export async function startTessera(
  name: string,
  place: { folder: string } | { url: string },
  profile: string | null = null,
): Promise<Server> {
  const port = await freePort()
  const child = startProgram(place, port, profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])
  await firstAnswer(port, '/health')
  return serverOf(name, port, child)
}

/** Starts what `tessera start` starts, without waiting for anything. */
export function startProgram(place: { folder: string } | { url: string }, port: number, flags: string[] = []): ChildProcess {
  const data = 'folder' in place ? ['--data', place.folder] : []
  return fork(program, ['start', ...data, '--port', String(port), '--empty'], {
    execArgv: [...leanFlags, '--import', file('probe.mjs'), ...flags],
    env: { PATH: process.env.PATH, ...leanEnvironment, ...('url' in place ? { DATABASE_URL: place.url } : {}) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** Starts the yardstick. It has nothing to send until it is given pages. */
export async function startBare(): Promise<BareServer> {
  const port = await freePort()
  const child = fork(file('bare-server.ts'), [String(port)], {
    execArgv: ['--import', file('probe.mjs')],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await firstAnswer(port, '/')
  const give = async (pages: Map<string, Page>) => {
    const taken = reply(child)
    child.send({ pages: [...pages] })
    await taken
  }
  return { ...serverOf('bare node:http', port, child), give }
}

/** Resolves with the time when the server first answers anything at all; rejects when it doesn't within twenty seconds. */
export async function firstAnswer(port: number, path: string, wanted: number | null = null): Promise<number> {
  for (const until = Date.now() + patience; Date.now() < until; ) {
    const page = await fetchPage(port, { path, cookie: '' }).catch(() => null)
    if (page && (wanted === null || page.status === wanted)) return performance.now()
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
  throw new Error(`Nothing answered for ${path} on port ${port}`)
}

/** One request as a browser makes it, with the bytes as they come. */
export function fetchPage(port: number, { path, cookie }: Target, headers: Record<string, string> = {}): Promise<Page> {
  const options = { port, path, host: '127.0.0.1', agent: false, headers: { ...browserHeaders, ...headers, cookie } }
  return new Promise((resolve, reject) => {
    get(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: plain(response.headers),
          bytes: new Uint8Array(Buffer.concat(chunks)),
        }),
      )
    }).on('error', reject)
  })
}

export function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => found(port))
    })
  })
}

function serverOf(name: string, port: number, child: ChildProcess): Server {
  const usage = () => {
    const answer = reply(child)
    child.send('usage')
    return answer as Promise<Usage>
  }
  const stop = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done())
      child.kill('SIGTERM')
    })
  return { name, port, usage, stop }
}

function reply(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('A server that was to be measured has ended'))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message)
    })
  })
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  const own = new Set(['date', 'connection', 'keep-alive', 'set-cookie'])
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (own.has(name) ? [] : [[name, String(value)]])))
}
