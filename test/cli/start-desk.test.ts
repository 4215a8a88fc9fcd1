import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'

test('each start prints a link to the desk as long as nobody owns the magazine, and none after that [HD-08]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-desk-'))
  const start = async () => {
    const interruption = new AbortController()
    interruption.abort()
    const args = ['start', '--data', folder, '--port', '0', '--empty']
    const { out } = await runCli(args, { now: () => new Date(), interruption: interruption.signal })
    return /makes you one, once and within a day: http:\/\/localhost:\d+\/desk\/first\/([\w-]{43})\n/.exec(out)?.[1]
  }
  const [first, second] = [await start(), await start()]
  expect([first, second]).toEqual([expect.any(String), expect.any(String)])
  expect(second).not.toBe(first)
  await runCli(['staff', 'add', 'ada@paper.example', '--role', 'owner', '--data', folder])
  expect(await start()).toBeUndefined()
  rmSync(folder, { recursive: true, force: true })
})
