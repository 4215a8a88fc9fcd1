import { Agent } from 'node:http'
import { hostname } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePicks } from './imports.ts'
import { ask } from './readers.ts'
import { ensureProgram, type Finished, kill, makeFolder, runTessera, type Served, serve } from './tessera.ts'

const folders = [makeFolder(), makeFolder()] as const
const [{ folder: data }, { folder: files }] = folders
const agent = new Agent({ keepAlive: true })
let first: Served
beforeAll(async () => {
  ensureProgram()
  first = await serve(['--data', data])
})
afterAll(async () => {
  agent.destroy()
  await kill(first)
  for (const { remove } of folders) remove()
})

const startAgain = () => runTessera(['start', '--port', '0', '--empty', '--data', data]).finished

test('a second server on the same folder is refused within a second, is told whose it is, and leaves the first alone [RL-06]', async () => {
  const refusals: Finished[] = []
  for (let attempt = 0; attempt < 3; attempt++) refusals.push(await startAgain())
  for (const { code, out, err } of refusals) {
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(`${data} is already served by process ${first.child.pid} on ${hostname()}, since 20`)
    expect(err).toContain('Stop that one first, or choose another folder with --data.')
  }
  // Measured against a command that does nothing, and three times, because the machine may be busy with other things.
  const bare = await runTessera(['--version']).finished
  expect(Math.min(...refusals.map(({ ms }) => ms)) - bare.ms).toBeLessThan(1_000)
  expect((await ask(agent, `${first.url}/`, null)).status).toBe(200)
  expect(first.child.exitCode).toBeNull()
})

test('the command line works on a magazine that is being served, and the server shows what it changed [RL-06]', async () => {
  const file = writePicks(files, { name: 'Meanwhile', picks: 3 })
  expect(await runTessera(['import', file, '--publish', '--data', data]).finished).toMatchObject({ code: 0 })
  const page = async () => (await ask(agent, `${first.url}/`, null)).body
  await expect.poll(page, { timeout: 5_000, interval: 50 }).toContain('Meanwhile 3')
})

test('a server that was killed leaves nothing that keeps the next one from starting, however often [RL-06]', async () => {
  for (let round = 0; round < 3; round++) {
    await kill(first)
    first = await serve(['--data', data])
    expect((await ask(agent, `${first.url}/picks/meanwhile-1`, null)).status).toBe(200)
  }
  expect((await startAgain()).err).toContain(`process ${first.child.pid} `)
})

test('of several servers that start at once exactly one gets the folder [RL-06]', async () => {
  await kill(first)
  const args = ['--data', data]
  const starts = await Promise.allSettled([serve(args), serve(args), serve(args)])
  const running = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const refused = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []))
  expect(refused).toHaveLength(2)
  for (const reason of refused) expect(reason).toContain(`${data} is already served by `)
  expect(running).toHaveLength(1)
  first = running[0] ?? first
})
