// Running other programs, and taking turns with other copies of this one. No dependency, any Node from 18 up.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Something to put right on this machine. Printed without a stack; exit code 1. */
export class SetupError extends Error {}

/** Runs the body of a command. What it returns is the exit code; a SetupError is one plain line and exit code 1. */
export async function main(body) {
  try {
    const code = await body()
    if (code !== undefined) process.exitCode = code
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}

/** One line for the person at the keyboard; standard output belongs to what was asked for. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Runs a program as if it had been started in this one's place: same terminal, same signals. Gives its exit code. */
export function handOver(command, args, environment = process.env) {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...environment, ...environmentFor(command) } })
  // At a terminal, Ctrl-C reaches the whole group, so the child has had it already.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)))
  }
  return exitOf(child, command)
}

/** Runs a step of the set-up and gives its exit code. It says what it is doing once that takes a second, then every five. */
export async function runStep(what, command, args, { quietFor = 1000, shell = false } = {}) {
  const started = Date.now()
  const first = setTimeout(() => say(`${what} ...`), quietFor)
  const later = setInterval(() => say(`  ${what}: ${Math.round((Date.now() - started) / 1000)} s so far`), 5000)
  try {
    return await exitOf(
      spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], env: environmentFor(process.execPath), shell }),
      command,
    )
  } finally {
    clearTimeout(first)
    clearInterval(later)
  }
}

/** The environment in which this `node` and the packages' own commands are found first. */
export function environmentFor(node) {
  return { ...process.env, PATH: [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter) }
}

/** Lets one process at a time do `what` in this folder; the others wait, and may then find it done. */
export async function withTurn(what, body) {
  const lock = join(tmpdir(), `tessera-${what}-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`)
  for (let waited = 0; !take(lock); waited += 100) {
    if (waited === 1000) say(`Waiting for another process to finish its ${what} (${lock}) ...`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  try {
    return await body()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** The text of a file, or null where there is none. */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function exitOf(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new SetupError(`${command} could not be started: ${error.message}`)))
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

function take(lock) {
  try {
    mkdirSync(lock)
    writeFileSync(join(lock, 'pid'), String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function isAbandoned(lock) {
  const pid = Number(readIfThere(join(lock, 'pid')))
  try {
    // Without a number it is being made this instant, or its maker died making it.
    if (!pid) return Date.now() - statSync(lock).mtimeMs > 5000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
