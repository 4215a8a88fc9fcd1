import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { fileOf, manyPicks, pickWith } from '../support/pick-texts.ts'

/** The sources, which Node runs as they are as long as no page is asked for. */
const program = resolve('src/cli/main.ts')
/** The command as it is installed: it builds what has changed and runs that. */
const installed = resolve('bin/tessera.mjs')

let folder: string
let data: string
let started: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-program-'))
  data = join(folder, 'data')
  started = []
})
afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function start(args: string[], entry = program) {
  const env = { PATH: process.env.PATH }
  const child = spawn(process.execPath, [entry, ...args], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] })
  started.push(child)
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text))
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null }))
  return { child, said, ended }
}

async function run(args: string[], { stdin = '', entry = program } = {}) {
  const { child, said, ended } = start(args, entry)
  child.stdin.end(stdin)
  return { code: (await ended).code, ...said }
}

/** Waits until the output has it. */
async function waitFor(
  { child, said, ended }: ReturnType<typeof start>,
  where: 'out' | 'err',
  pattern: RegExp,
): Promise<RegExpExecArray> {
  let isOver = false
  void ended.then(() => {
    isOver = true
  })
  for (;;) {
    const found = pattern.exec(said[where])
    if (found) return found
    if (isOver) throw new Error(`The program ended without saying ${pattern}: ${said.out}${said.err}`)
    await Promise.race([once(where === 'out' ? (child.stdout ?? child) : (child.stderr ?? child), 'data'), ended])
  }
}

test('picks are imported from a file and from standard input, exported, and read again, with the exit codes a script needs', async () => {
  const file = join(folder, 'one.txt')
  writeFileSync(file, fileOf(pickWith()))
  expect(await run(['import', file, '--publish', '--data', data])).toEqual({
    code: 0,
    out: `${file}: 1 pick imported and published\n`,
    err: '',
  })
  expect(await run(['import', '-', '--data', data], { stdin: fileOf(pickWith({ headline: 'Low Water' })) })).toMatchObject({
    code: 0,
  })
  expect(await run(['export', '--data', data])).toEqual({
    code: 0,
    out: fileOf(pickWith(), pickWith({ headline: 'Low Water' })),
    err: '',
  })
  expect(await run(['import', join(folder, '*.md'), '--data', data])).toMatchObject({ code: 1, out: '' })
  expect(await run(['improt'])).toMatchObject({ code: 2, out: '' })
})

test('a reader of an export who stops early, as head does, is no error', async () => {
  const file = join(folder, 'many.txt')
  writeFileSync(file, fileOf(...manyPicks(1_000)))
  await run(['import', file, '--data', data])
  const running = start(['export', '--data', data])
  await waitFor(running, 'out', /./)
  running.child.stdout?.destroy()
  expect(await running.ended).toEqual({ code: 0, signal: null })
  expect(running.said.err).toBe('')
})

test('Ctrl-C in an import undoes it and says so', async () => {
  const file = join(folder, 'many.txt')
  writeFileSync(file, fileOf(...manyPicks(9_000)))
  const running = start(['import', file, '--data', data])
  await waitFor(running, 'err', / of 9,000 picks/)
  running.child.kill('SIGINT')
  expect(await running.ended).toEqual({ code: 1, signal: null })
  expect(running.said.out).toBe('')
  expect(running.said.err).toMatch(/many\.txt: stopped; nothing of this file was imported\.\n$/)
  expect(await run(['export', '--data', data])).toEqual({ code: 0, out: '', err: '' })
})

test('an import that can’t stop says after a while that a second Ctrl-C ends it at once, and then it does', async () => {
  const file = join(folder, 'one.txt')
  writeFileSync(file, fileOf(pickWith()))
  const running = start(['import', file, '-', '--data', data])
  await waitFor(running, 'out', /1 pick imported/)
  running.child.kill('SIGINT')
  running.child.kill('SIGINT')
  await waitFor(running, 'err', /Still stopping\. Ctrl-C once more ends it at once\.\n$/)
  running.child.kill('SIGINT')
  expect(await running.ended).toEqual({ code: 1, signal: null })
})

test('a magazine that npx serves ends with the shell that npx had put it in', async () => {
  const args = [process.execPath, installed, 'start', '--port', '0', '--empty', '--data', data]
  const env = { PATH: process.env.PATH, npm_command: 'exec' }
  const shell = spawn('sh', ['-c', '"$0" "$@"; :', ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  onTestFinished(() => {
    if (!said.includes('Stopping …')) process.kill(-(shell.pid ?? Number.NaN), 'SIGKILL')
  })
  await new Promise<void>((served) => {
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('makes you one')) served()
    })
  })
  shell.kill('SIGTERM')
  // Not before the magazine, too, has let go of its output.
  await once(shell, 'close')
  expect(said).toMatch(/Stopping …\n$/)
  expect(readdirSync(data).filter((name) => name.endsWith('-wal'))).toEqual([])
})

test('the installed command fills an empty folder, says where the magazine is, serves it, and ends when it is asked to', async () => {
  const running = start(['start', '--port', '0', '--data', data], installed)
  const [, address] = await waitFor(running, 'out', /The magazine is at (http:\S+)/)
  const page = await fetch(address ?? '')
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('The Hollow Reed')
  for (const path of ['about', 'subscribe']) {
    const text = await (await fetch(`${address}/${path}`)).text()
    expect(text).toContain('sample')
    expect(text).not.toMatch(/`|tessera settings/)
  }
  const second = await run(['start', '--port', '0', '--data', data], { entry: installed })
  expect(second).toMatchObject({ code: 1, err: expect.stringContaining('Stop that one first') })
  running.child.kill('SIGTERM')
  expect(await running.ended).toEqual({ code: 0, signal: null })
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a second %s, as npm passes it on, does not keep a server from closing its database',
  async (signal) => {
    const running = start(['start', '--port', '0', '--data', data], installed)
    const [, port] = await waitFor(running, 'out', /The magazine is at http:\S+:(\d+)/)
    // A request of which only the beginning has come keeps the server from being done before the second signal.
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
    await new Promise((sent) => socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ', sent))
    await fetch(`http://127.0.0.1:${port}/`)
    running.child.kill(signal)
    await waitFor(running, 'out', /Stopping …\n$/)
    running.child.kill(signal)
    socket.destroy()
    expect(await running.ended).toEqual({ code: 0, signal: null })
    expect(running.said.out).toMatch(/stops it\)\.\nIt has no owner yet\. [^\n]+\nStopping …\n$/)
    expect(running.said.err).toBe('')
    expect(readdirSync(data).filter((name) => name.endsWith('-wal'))).toEqual([])
  },
)
