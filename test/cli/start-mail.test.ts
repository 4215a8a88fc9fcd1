import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Cli } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import { openDatabase } from '../../src/data/database.ts'
import { startMagazine } from '../../src/main.ts'
import { runCli } from '../support/cli.ts'
import { startSmtp } from '../support/smtp.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-mail-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The program as it is started, until `stop`; `printed` grows meanwhile. */
function start(env: Cli['env']) {
  const interruption = new AbortController()
  const running = { printed: '', stop: async () => {} }
  const keep = (text: string) => {
    running.printed += text
  }
  const ended = run(['start', '--data', folder, '--port', '0', '--empty'], {
    env,
    now: () => new Date(),
    out: async (text) => keep(text),
    err: keep,
    isTerminal: false,
    stdin: (async function* () {})(),
    open: openDatabase,
    start: startMagazine,
    payments: async () => null,
    interruption: () => interruption.signal,
  })
  running.stop = async () => {
    interruption.abort()
    expect(await ended).toBe(0)
  }
  return running
}

async function askToSignIn(running: { printed: string }): Promise<Response> {
  const addressOf = () => /at (http\S+) \(/.exec(running.printed)?.[1] ?? ''
  await expect.poll(addressOf, { timeout: 20_000 }).not.toBe('')
  return fetch(`${addressOf()}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email: 'ada@boat.example' }),
  })
}

test('with SMTP_URL the mail of a sign-in leaves within seconds, from the magazine', async () => {
  const smtp = await startSmtp()
  const running = start({ SMTP_URL: smtp.url })
  expect((await askToSignIn(running)).status).toBe(303)
  await expect.poll(() => smtp.taken.length, { timeout: 10_000 }).toBe(1)
  expect(smtp.taken[0]).toMatchObject({ from: 'no-reply@localhost', to: ['ada@boat.example'] })
  expect(smtp.taken[0]?.mail.text).toMatch(/\d{4} \d{4}[\s\S]*\/sign-in\/link\/[\w-]{43}/)
  await running.stop()
  expect(running.printed).not.toContain('outbox')
  await smtp.stop()
})

test('without it the program says once where the mail is, and there its code is', async () => {
  const running = start({})
  expect((await askToSignIn(running)).status).toBe(303)
  await expect.poll(() => running.printed, { timeout: 10_000 }).toContain('`tessera outbox`')
  expect((await runCli(['outbox', '1', '--data', folder])).out).toMatch(/\d{4} \d{4}/)
  await running.stop()
  expect(running.printed.split('`tessera outbox`')).toHaveLength(2)
})
