import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countReading, findStanding, listReadings, type ReaderKey } from '../../src/data/readings.ts'
import { askToChangeEmail } from '../../src/flows/ask-to-change-email.ts'
import { minutesGood } from '../../src/flows/ask-to-sign-in.ts'
import { saveAccount } from '../../src/flows/change-account.ts'
import { findSession } from '../../src/flows/find-session.ts'
import { memberKey } from '../../src/flows/unite-readings.ts'
import { clearWhatIsOver, endHistories, mailDaysKept } from '../../src/jobs/jobs.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'

const day = 86_400_000

describe.each(engines)('what is done once a day, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  const now = () => site.now
  const end = () => endHistories({ database, now, meter: () => site.deps })
  const read = async (reader: ReaderKey, pickId: number, period: string) => {
    const newest = (await findStanding(database.ledger, reader))?.period ?? null
    await countReading(database.ledger, { reader, period, newest, pickId, limit: 5, openedAt: site.now })
  }

  test('a period that is over is forgotten for those who keep no history, and still counts; others keep theirs', async () => {
    const [ada, eve] = [await site.signIn('ada@boat.example'), await site.signIn('eve@boat.example')]
    const keys = [memberKey(ada.memberId), memberKey(eve.memberId)] as const
    await saveAccount(site.deps, { memberId: ada.memberId, name: '', keepsHistory: false })
    for (const key of keys) for (const pick of [7, 8]) await read(key, pick, '2026-11-01')
    await end()
    expect(await listReadings(database.ledger, keys[0])).toMatchObject({ readings: [{ pickId: 7 }, { pickId: 8 }] })
    // A moment before midnight in Berlin it is still November.
    site.now = new Date('2026-11-30T22:59:59.999Z')
    await end()
    expect(await listReadings(database.ledger, keys[0])).toMatchObject({ forgotten: 0 })
    site.later(1)
    await end()
    expect(await listReadings(database.ledger, keys[0])).toMatchObject({ readings: [], forgotten: 2 })
    expect(await listReadings(database.ledger, keys[1])).toMatchObject({ readings: [{ pickId: 7 }, { pickId: 8 }] })
    await read(keys[0], 9, '2026-12-01')
    await end()
    expect(await listReadings(database.ledger, keys[0])).toMatchObject({ readings: [{ pickId: 9 }], earlier: [] })
  })

  test('however many keep no history, all of them are reached', async () => {
    const values = Array.from({ length: 450 }, (_, i) => ({
      ...{ email: `m${i}@boat.example`, name: '', keeps_history: 0, created_at: '' },
    }))
    const rows = await database.db.insertInto('member').values(values).returning('id').execute()
    const last = memberKey(rows.at(-1)?.id ?? 0)
    await read(last, 7, '2026-09-01')
    await end()
    expect(await listReadings(database.ledger, last)).toMatchObject({ readings: [], forgotten: 1 })
  })

  test('a mail that somebody waits for stays good, however long ago their address was asked for before', async () => {
    const email = 'ada@boat.example'
    const known = site.knownAs(email)
    await site.ask(email)
    for (const passed of [day + 1, day - minutesGood * 60_000, 3 * day]) {
      site.later(passed)
      const mail = await site.asked(email, { known })
      site.later(minutesGood * 60_000 - 1)
      await clearWhatIsOver({ database, now })
      expect(await site.byCode(mail), `${passed} ms on`).toMatchObject({ kind: 'signed-in' })
    }
  })

  test('sessions, sign-ins and mail that are over are deleted, and none that isn’t', async () => {
    const { session } = await site.signIn('ada@boat.example')
    await site.ask('eve@boat.example')
    const count = async (table: 'session' | 'sign_in' | 'sign_in_count' | 'outgoing_mail') =>
      (await database.db.selectFrom(table).selectAll().execute()).length
    const counts = () => Promise.all([count('session'), count('sign_in'), count('sign_in_count'), count('outgoing_mail')])
    const clear = () => clearWhatIsOver({ database, now })
    const tenMinutes = minutesGood * 60_000
    for (const [passed, left] of [
      [tenMinutes - 1, [1, 1, 2, 2]],
      [1, [1, 0, 2, 2]],
      [day - 1, [1, 0, 2, 2]],
      [1, [1, 0, 2, 2]],
      [1, [1, 0, 0, 2]],
      [(mailDaysKept - 1) * day, [1, 0, 0, 0]],
    ] as const) {
      site.later(passed)
      await clear()
      expect(await counts(), `${passed} ms on`).toEqual(left)
    }
    expect(await findSession(site.deps, session)).not.toBeNull()
    site.later(180 * day)
    await clear()
    expect(await counts()).toEqual([0, 0, 0, 0])
  })

  test('a change of address that came to nothing is deleted after a day, and so is the count of its mails', async () => {
    const { memberId, session } = await site.signIn('ada@boat.example')
    const mail = { subject: '', text: '', html: '' }
    const writeMail = { new: () => mail, old: () => mail, taken: () => mail }
    const member = { id: memberId, email: 'ada@boat.example' }
    const asks = { member, session, proof: 'mail', email: 'new@boat.example', network: null } as const
    expect(await askToChangeEmail({ ...site.deps, writeMail }, asks)).toEqual({ kind: 'asked' })
    const count = async () =>
      (await database.db.selectFrom('email_change').selectAll().execute()).length +
      (await database.db.selectFrom('mail_count').selectAll().execute()).length
    for (const [passed, left] of [
      [day, 2],
      [1, 0],
    ] as const) {
      site.later(passed)
      await clearWhatIsOver({ database, now })
      expect(await count()).toBe(left)
    }
  })
})
