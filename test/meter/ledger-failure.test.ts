import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import type { Ledger } from '../../src/data/schema.ts'
import { type Deadline, deadlineOf } from '../../src/kit/deadline.ts'
import { engines, openTestDatabase } from '../support/database.ts'
import { type Browser, Site, shownBy } from './site.ts'

const march = new Date('2026-03-05T09:30:00Z')
const fresh = (): Browser => ({ cookie: null })

describe('when the ledger is not there', () => {
  let failures: unknown[] = []
  const openSite = (ledger: Ledger, deadline: Deadline) => {
    failures = []
    return new Site({ ledger, now: march, deadline, onLedgerFailure: (error) => failures.push(error) })
  }
  const notCounting = { access: { kind: 'lead', why: 'not-counting' }, allowance: 3, period: null, visitorChange: null }

  test.each(engines)('a visitor gets the lead, a subscriber and an open pick don’t notice, on %s [PW-34]', async (engine) => {
    const database = await openTestDatabase(engine)
    const site = openSite(database.ledger, deadlineOf(800))
    const browser = fresh()
    await site.visit(browser, 1)
    await site.visit(browser, 2)
    await database.drop()
    for (const pick of [1, 2, 3]) expect(await site.visit(browser, pick)).toEqual(notCounting)
    expect(failures).toHaveLength(3)
    expect(shownBy(await site.visit(browser, 4, { reader: { kind: 'subscriber', opens: 'everything' } }))).toBe(
      'open to subscriber',
    )
    expect(shownBy(await site.visit(browser, 4, { visibility: 'open' }))).toBe('open to open')
    expect(failures).toHaveLength(3)
  })

  test('a ledger that is locked by another process lets the lead through within a second, on SQLite [PW-34]', async () => {
    const database = await openTestDatabase('sqlite')
    const other = await openDatabase(database.place)
    const site = openSite(database.ledger, deadlineOf(800))
    const browser = fresh()
    await site.visit(browser, 1)
    await site.visit(browser, 2)
    await other.ledger.transaction().execute(async (trx) => {
      await trx.deleteFrom('reading').where('reader', '=', 'nobody').execute()
      const asked = performance.now()
      expect(await site.visit(browser, 3)).toEqual(notCounting)
      expect(performance.now() - asked).toBeLessThan(4_000)
      // Reading what was read needs no write and so no lock.
      expect(shownBy(await site.visit(browser, 2))).toBe('read 2, 1 left')
    })
    expect(shownBy(await site.visit(browser, 3))).toBe('read 3, 0 left')
    await other.close()
    await database.drop()
  })

  test('a ledger that is locked and does not answer lets the lead through within a second, on PostgreSQL [PW-34]', async () => {
    const database = await openTestDatabase('postgres')
    const other = await openDatabase(database.place)
    const site = openSite(database.ledger, deadlineOf(800))
    const browser = fresh()
    await site.visit(browser, 1)
    site.deadline = deadlineOf(40)
    await other.ledger.transaction().execute(async (trx) => {
      await trx
        .insertInto('reading')
        .values({ reader: `v:${site.tokenOf(browser)?.id}`, period: '2026-03-01', pick_id: 9, nth: 1, opened_at: '' })
        .execute()
      expect(await site.visit(browser, 2)).toEqual(notCounting)
    })
    expect(String(failures[0])).toContain('No answer within 40 ms')
    await other.close()
    await database.drop()
  })

  test('a reading that the ledger counted too late is there, and free, on the next visit [PW-34]', async () => {
    const database = await openTestDatabase('sqlite')
    const tooLate: Deadline = async (work) => {
      await work
      throw new Error('too late')
    }
    const site = openSite(database.ledger, deadlineOf(800))
    const browser = fresh()
    await site.visit(browser, 1)
    site.deadline = tooLate
    expect(await site.visit(browser, 2)).toEqual(notCounting)
    site.deadline = deadlineOf(800)
    expect(shownBy(await site.visit(browser, 2))).toBe('read 2, 1 left')
    await database.drop()
  })
})
