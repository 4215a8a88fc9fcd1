import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { accessSync, chmodSync, chownSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, runnableBinaries } from './postgres-binaries.ts'

export type TestServer = { url: string; stop: () => Promise<void> }

const run = promisify(execFile)
const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' }

/**
 * Starts a real PostgreSQL of its own on a free port, from the binaries in the npm package; about 1.5 s. It keeps fsync and
 * synchronous_commit on, as the product demands; in memory-backed storage they cost next to nothing.
 */
export async function startPostgres(): Promise<TestServer> {
  const parent = roomyFolder()
  sweepAbandoned(parent)
  const folder = mkdtempSync(join(parent, `tessera-pg-${process.pid}-`))
  try {
    const account = unprivilegedAccount(folder)
    const bin = await runnableBinaries(folder, account, env)
    const data = join(folder, 'data')
    const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', ...locale, '--no-sync'], {
      ...account,
      env,
      cwd: folder,
    })
    return await listen(join(bin, 'postgres'), data, account)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error('PostgreSQL did not start, and the tests need it', { cause: error })
  }
}

async function listen(postgres: string, data: string, account: Account): Promise<TestServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    try {
      const server = await startOn(port, postgres, data, account)
      return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop: () => stop(server, dirname(data)) }
    } catch (error) {
      // Between finding the port and taking it somebody else may have been quicker.
      if (attempt === 3) throw error
    }
  }
}

async function startOn(port: number, postgres: string, data: string, account: Account): Promise<ChildProcess> {
  const settings = ['unix_socket_directories=', 'max_connections=100', 'log_min_messages=warning']
  const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const server = spawn(postgres, args, { ...account, env, cwd: dirname(data), stdio: ['ignore', 'ignore', 'pipe'] })
  process.once('exit', () => server.kill('SIGQUIT'))
  let log = ''
  await new Promise<void>((ready, fail) => {
    server.stderr.on('data', (text: Buffer) => {
      log += text.toString()
      if (log.includes('ready to accept connections')) ready()
    })
    server.once('error', fail)
    server.once('exit', (code) => fail(new Error(`postgres ended with code ${code}\n${log}`)))
  })
  server.stderr.removeAllListeners('data').resume()
  return server
}

function stop(server: ChildProcess, folder: string): Promise<void> {
  return new Promise((done) => {
    server.once('exit', () => {
      rmSync(folder, { recursive: true, force: true })
      done()
    })
    server.kill('SIGINT')
  })
}

/** Memory-backed storage where there is enough of it: a container's default of 64 MB is not. */
function roomyFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    accessSync('/dev/shm', constants.W_OK)
    if (bavail * bsize > 1_000_000_000) return '/dev/shm'
  } catch {
    // No such place on this system.
  }
  return tmpdir()
}

// A run that was killed leaves its server behind; PostgreSQL ends by itself once its folder is gone.
function sweepAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^tessera-pg-(\d+)-/.exec(name)?.[1])
    if (pid && !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** PostgreSQL refuses to run as root, so root becomes nobody for it; anybody else stays who they are. */
function unprivilegedAccount(folder: string): Account {
  if (process.getuid?.() !== 0) return {}
  const nobody = { uid: 65534, gid: 65534 }
  chmodSync(folder, 0o755)
  chownSync(folder, nobody.uid, nobody.gid)
  return nobody
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address !== null && typeof address === 'object' ? found(address.port) : fail(new Error('no free port'))))
    })
  })
}
