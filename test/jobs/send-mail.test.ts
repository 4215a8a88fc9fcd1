import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listMail, saveMail } from '../../src/data/outgoing-mail.ts'
import { retryMinutes, sendDueMail, startMail, watchOutbox } from '../../src/jobs/send-mail.ts'
import { createSmtpMailer } from '../../src/services/mail/smtp-mailer.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const minute = 60_000

describe.each(engines)('the outbox, on %s', (engine) => {
  let database: TestDatabase
  let smtp: TestSmtp
  let mailer: ReturnType<typeof createSmtpMailer>
  let clock: Date
  let logged: string[]
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    smtp = await startSmtp()
    mailer = createSmtpMailer(smtp.url)
    clock = new Date('2026-11-10T12:00:00Z')
    logged = []
  })
  afterEach(async () => {
    mailer.close()
    await smtp.stop()
    await database.drop()
  })

  const deps = () => ({
    db: database.db,
    mailer,
    from: () => ({ name: 'Quire', address: 'no-reply@quire.example' }),
    now: () => clock,
    log: (event: string, facts?: Record<string, unknown>) => void logged.push(JSON.stringify({ event, ...facts })),
  })
  const send = () => sendDueMail(deps())
  const put = (recipient: string, usefulMinutes = 100_000) =>
    database.db.transaction().execute((trx) => {
      const mail = { recipient, subject: 'Sign in', text: 'code 12345678', html: '<p>12345678</p>' }
      return saveMail(trx, mail, { now: clock, usefulUntil: new Date(clock.getTime() + usefulMinutes * minute) })
    })
  const later = (milliseconds: number) => {
    clock = new Date(clock.getTime() + milliseconds)
  }
  const newest = async () => (await listMail(database.db, 1))[0]

  test('is sent once, and what it said is deleted then', async () => {
    await put('ada@boat.example')
    expect([await send(), await send()]).toEqual([1, 0])
    expect(smtp.taken.map(({ to, mail }) => [to, mail.subject])).toEqual([[['ada@boat.example'], 'Sign in']])
    expect(await newest()).toMatchObject({ sentAt: clock, attempts: 1, error: null, nextAttemptAt: null })
    expect(JSON.stringify(await database.db.selectFrom('outgoing_mail').selectAll().execute())).not.toContain('12345678')
  })

  test('many processes that look at once send each mail once', async () => {
    for (let i = 0; i < 12; i++) await put(`reader-${i}@boat.example`)
    const sent = await Promise.all(Array.from({ length: 8 }, send))
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(12)
    expect(new Set(smtp.taken.flatMap(({ to }) => to)).size).toBe(12)
    expect(smtp.taken).toHaveLength(12)
  })

  test('is tried again after a minute, five, half an hour and so on, and given up in the end', async () => {
    smtp.answer = { code: 451, at: 'end' }
    await put('ada@boat.example')
    for (const [attempt, minutes] of retryMinutes.entries()) {
      expect(await send()).toBe(0)
      expect(await newest()).toMatchObject({ attempts: attempt + 1, error: expect.stringContaining('451') })
      later(minutes * minute - 1)
      await send()
      expect((await newest())?.attempts).toBe(attempt + 1)
      later(1)
    }
    await send()
    expect(await newest()).toMatchObject({ attempts: retryMinutes.length + 1, nextAttemptAt: null, sentAt: null })
    smtp.answer = 'take'
    later(10_000 * minute)
    expect(await send()).toBe(0)
    expect(logged).toHaveLength(retryMinutes.length + 1)
    expect(logged.join()).not.toContain('ada@')
  })

  test('goes out as soon as a server that failed is back', async () => {
    smtp.answer = { code: 421, at: 'end' }
    await put('ada@boat.example')
    await send()
    smtp.answer = 'take'
    later(minute)
    expect(await send()).toBe(1)
  })

  test('is not tried again when the address is refused for good, nor sent when it is of no more use', async () => {
    smtp.answer = { code: 550, at: 'recipient' }
    await put('nobody@boat.example')
    await send()
    expect(await newest()).toMatchObject({ attempts: 1, nextAttemptAt: null, error: expect.stringContaining('550') })
    smtp.answer = 'take'
    await put('late@boat.example', 10)
    later(10 * minute)
    expect(await send()).toBe(0)
    expect(smtp.taken).toEqual([])
  })

  test('is looked into every second, and what is under way is finished before it stops', async () => {
    const mail = startMail(deps())
    await put('ada@boat.example')
    await expect.poll(() => smtp.taken.length, { timeout: 10_000 }).toBe(1)
    await mail.stop()
    expect(await newest()).toMatchObject({ sentAt: clock })
  })

  test('without a server says once that a mail waits, and where it can be read', async () => {
    const said: string[] = []
    const watch = watchOutbox({ db: database.db, now: () => clock, say: (line) => said.push(line) })
    await put('ada@boat.example')
    await expect.poll(() => said, { timeout: 10_000 }).toEqual([expect.stringContaining('tessera outbox')])
    await watch.stop()
  })
})
