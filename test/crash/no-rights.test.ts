import { chmodSync, chownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { writePicks } from './imports.ts'
import { ask, leftIn } from './readers.ts'
import { ensureProgram, kill, makeFolder, runTessera, serve } from './tessera.ts'

const nobody = 65_534
const { folder, remove } = makeFolder()
const data = join(folder, 'data')
let few: string
let more: string
beforeAll(async () => {
  ensureProgram()
  few = writePicks(folder, { name: 'Few', picks: 3 })
  more = writePicks(folder, { name: 'More', picks: 3 })
  expect(await runTessera(['import', few, '--publish', '--data', data]).finished).toMatchObject({ code: 0 })
})
afterAll(() => {
  chmodTree(data, 0o700)
  remove()
})

describe('in a folder that may only be read', () => {
  const listing = () =>
    readdirSync(data).map((name) => [name, statSync(join(data, name)).size, readFileSync(join(data, name), 'base64')])

  test('every command that would write says so in a sentence, and changes nothing [RL-05]', async () => {
    chmodTree(data, 0o500)
    const before = listing()
    const refused = await asNobody(async () => ({
      import: await runCli(['import', more, '--publish', '--data', data]),
      settings: await runCli(['settings', 'set', 'name', 'The Pier', '--data', data]),
      start: await runCli(['start', '--port', '0', '--empty', '--data', data]),
      startInside: await runCli(['start', '--port', '0', '--empty', '--data', join(data, 'new')]),
    }))
    for (const [command, { code, err }] of Object.entries(refused)) {
      expect(code, command).toBe(1)
      expect(err, command).toMatch(/^[^\n]*(may not write to|can’t open)[^\n]*\n$/)
      expect(err, command).toContain(data)
      expect(err, command).not.toMatch(/fault|\bat \w|Error/)
    }
    expect(listing()).toEqual(before)
  })

  test('the same commands work once it may be written to again [RL-05]', async () => {
    chmodTree(data, 0o700)
    expect(await runCli(['import', more, '--publish', '--data', data])).toMatchObject({ code: 0 })
    expect(await runCli(['doctor', '--data', data])).toMatchObject({ code: 0 })
  })
})

test('a path through a file, and a folder where nothing can be made, are refused in a sentence [RL-05]', async () => {
  for (const place of [join(few, 'data'), '/sys/tessera', '/dev/null']) {
    const { code, err } = await runCli(['import', more, '--data', place])
    expect({ code, err }, place).toEqual({ code: 1, err: expect.stringMatching(/^[^\n]+\n$/) })
    expect(err, place).not.toContain('fault')
  }
})

test('with no file left to open an import is refused and leaves the magazine whole [RL-05]', async () => {
  // Its own files are the last it opens, so of ever fewer the first that don't suffice are missing there.
  let refusal = await runTessera(['import', more, '--publish', '--data', data]).finished
  for (let files = 40; refusal.code === 0 && files > 15; files -= 2) {
    refusal = await runTessera(['import', more, '--publish', '--data', data], { limits: `ulimit -n ${files}` }).finished
  }
  expect(refusal.code, refusal.err).toBe(1)
  expect(refusal.err).toMatch(/^Tessera can’t open the database[^\n]+\n$/)
  expect(await runTessera(['doctor', '--data', data]).finished).toMatchObject({ code: 0 })
})

test('a server that can take no more connections goes on with those it has, and takes new ones when others have gone [RL-05]', async () => {
  const served = await serve(['--data', data], { limits: 'ulimit -n 60' })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { cookie } = await ask(agent, `${served.url}/picks/few-1`, null)
  const sockets = await fillConnections(Number(new URL(served.url).port), 120)
  const second = await ask(agent, `${served.url}/picks/few-2`, cookie)
  expect([second.status, leftIn(second.body)]).toEqual([200, 1])
  for (const socket of sockets) socket.destroy()
  const others = new Agent()
  const again = () =>
    ask(others, `${served.url}/picks/few-3`, cookie).then(
      ({ body }) => leftIn(body),
      () => 'no connection',
    )
  await expect.poll(again, { timeout: 5_000, interval: 20 }).toBe(0)
  agent.destroy()
  expect((await kill(served)).err).toBe('')
})

function chmodTree(path: string, mode: number): void {
  for (const name of readdirSync(path)) {
    chmodSync(join(path, name), mode & 0o666)
    if (isRoot()) chownSync(join(path, name), nobody, nobody)
  }
  chmodSync(path, mode)
  if (isRoot()) chownSync(path, nobody, nobody)
  chmodSync(folder, 0o755)
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Root may write everywhere, so for this it stops being root; anybody else stays who they are. */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!isRoot()) return work()
  process.setegid?.(nobody)
  process.seteuid?.(nobody)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
}

/** Opens that many connections, or as many as the server takes. */
async function fillConnections(port: number, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => {}))
  await Promise.all(
    sockets.map((socket) => new Promise<void>((settled) => socket.once('connect', settled).once('close', () => settled()))),
  )
  return sockets
}
