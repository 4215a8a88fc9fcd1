import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { claimMail, saveFailure, saveSent } from '../../src/data/outgoing-mail.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'

describe.each(engines)('tessera outbox, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  const run = (...args: string[]) => runCli(['outbox', ...args], { env: envOf(database) })
  const doctor = (env = {}) => runCli(['doctor'], { env: { ...envOf(database), ...env }, now: () => site.now })

  test('shows the code of the first sign-in with nothing set up', async () => {
    expect(await run()).toEqual({ code: 0, out: 'The outbox is empty.\n', err: '' })
    const { code } = await site.asked('ada@boat.example')
    expect((await run()).out).toBe('    1  2026-11-10 12:00  ada@boat.example  Sign in  (waits)\n')
    const shown = await run('1')
    expect(shown.code).toBe(0)
    expect(shown.out).toContain('To: ada@boat.example\nSubject: Sign in\n')
    expect(shown.out).toContain(code)
  })

  test('says what became of each mail', async () => {
    for (const name of ['ada', 'eve', 'ida']) await site.ask(`${name}@boat.example`)
    const nextAttemptAt = () => new Date('2026-11-10T12:05:00Z')
    for (const id of [1, 2, 3]) await claimMail(database.db, id, { now: site.now, nextAttemptAt })
    await saveSent(database.db, 1, site.now)
    await saveFailure(database.db, 2, { error: 'ECONNECTION', isFinal: false })
    await saveFailure(database.db, 3, { error: 'EENVELOPE 550', isFinal: true })
    const states = (await run()).out.split('\n').map((line) => /\(.*\)$/.exec(line)?.[0])
    expect(states.slice(0, 3)).toEqual([
      '(given up: EENVELOPE 550)',
      '(tried once, again 2026-11-10 12:05: ECONNECTION)',
      '(sent 2026-11-10 12:00)',
    ])
    expect((await run('1')).out.endsWith('State: sent 2026-11-10 12:00\n')).toBe(true)
  })

  test('a mail there isn’t, and what isn’t a number, are refused in a sentence', async () => {
    expect(await run('7')).toMatchObject({ code: 1, err: expect.stringContaining('no mail 7') })
    expect(await run('x')).toMatchObject({ code: 2 })
    expect(await run('1', '2')).toMatchObject({ code: 2 })
  })

  test('the doctor names mail that could not be sent, until some is', async () => {
    expect((await doctor()).out).toMatch(/^ok +SMTP_URL isn’t set, so mail isn’t sent: 0 mails in the outbox/m)
    const smtp = { SMTP_URL: 'smtp://127.0.0.1:1' }
    expect((await doctor(smtp)).out).toMatch(/^ok +No mail waits$/m)
    for (const name of ['ada', 'eve']) await site.ask(`${name}@boat.example`)
    expect((await doctor(smtp)).out).toMatch(/^ok +2 mails on the way$/m)
    await saveFailure(database.db, 1, { error: 'the mail server can’t be reached', isFinal: false })
    const { code, out } = await doctor(smtp)
    expect(code).toBe(1)
    expect(out).toMatch(
      /^PROBLEM +1 mail could not be sent; the last time the mail server can’t be reached\. .*`tessera outbox`/m,
    )
    await saveSent(database.db, 2, site.now)
    expect((await doctor(smtp)).code).toBe(0)
  })
})
