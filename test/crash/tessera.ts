import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'

const program = resolve('dist/cli.js')
const running = new Set<ChildProcess>()
// A test that fails half way leaves no server behind.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** What a command came to, and how long it took. `code` is null when a signal ended it. */
export type Finished = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string; ms: number }

/** A command that runs; `finished` never rejects. */
export type Command = { child: ChildProcess; finished: Promise<Finished> }

/** A magazine that is being served by a process of its own. */
export type Served = Command & { url: string; readyMs: number }

/** Where a command runs, besides what it is told. */
export type Surroundings = {
  env?: Record<string, string>
  /** Limits that the shell sets first, such as `ulimit -n 40`. */
  limits?: string
}

/** A folder that goes away with `remove`. */
export function makeFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-crash-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Sees to it that the program is built from these very sources. */
export function ensureProgram(): void {
  const { status, stderr } = spawnSync(process.execPath, [resolve('bin/tessera.mjs'), '--version'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`There is no program to test: ${stderr}`)
}

/** Starts `tessera` with these arguments, as it is shipped. */
export function runTessera(args: string[], { env = {}, limits }: Surroundings = {}): Command {
  const started = performance.now()
  const options = {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
  }
  const child =
    limits === undefined
      ? spawn(process.execPath, [program, ...args], options)
      : spawn('sh', ['-c', `${limits} && exec "$@"`, 'sh', process.execPath, program, ...args], options)
  running.add(child)
  child.once('exit', () => running.delete(child))
  let [out, err] = ['', '']
  child.stdout.on('data', (text: Buffer) => {
    out += text
  })
  child.stderr.on('data', (text: Buffer) => {
    err += text
  })
  const finished = new Promise<Finished>((done) => {
    child.once('close', (code, signal) => done({ code, signal, out, err, ms: performance.now() - started }))
  })
  return { child, finished }
}

/** Serves the magazine in a folder (or at DATABASE_URL) on a free port. Rejects with what the process said when it ends instead. */
export async function serve(args: string[], surroundings: Surroundings = {}): Promise<Served> {
  const started = performance.now()
  const command = runTessera(['start', '--port', '0', '--empty', ...args], surroundings)
  const url = await Promise.race([addressOf(command.child), command.finished])
  if (typeof url !== 'string') throw new Error(`start ended with ${url.code ?? url.signal}: ${url.err}`)
  return { ...command, url, readyMs: performance.now() - started }
}

/** Ends a command as a power switch would end its program. */
export function kill({ child, finished }: Command): Promise<Finished> {
  child.kill('SIGKILL')
  return finished
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((found) => {
    child.stdout?.on('data', (text: Buffer) => {
      said += text
      const address = /at (http:\/\/localhost:\d+)/.exec(said)?.[1]
      if (address !== undefined) found(address.replace('localhost', '127.0.0.1'))
    })
  })
}
