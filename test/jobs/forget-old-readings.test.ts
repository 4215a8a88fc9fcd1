import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countReading, findStanding, listReadings, type ReaderKey } from '../../src/data/readings.ts'
import { addDays } from '../../src/domain/calendar-date.ts'
import { currentPeriod } from '../../src/domain/period.ts'
import type { LocalDate } from '../../src/domain/pick.ts'
import { settings } from '../../src/domain/settings.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { forgetOldReadings, monthsKept, startJobs } from '../../src/jobs/jobs.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const now = new Date('2028-03-31T12:00:00Z')
const at = () => now
const meter = () => ({
  policy: { period: { kind: 'month' as const }, allowance: { visitor: 3, member: 5 } },
  calendar: calendarOf('UTC'),
})

describe.each(engines)('old readings, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const read = async (reader: ReaderKey, period: LocalDate, pickId = 1) => {
    const newest = (await findStanding(database.ledger, reader))?.period ?? null
    await countReading(database.ledger, { reader, period, newest, pickId, limit: 9, openedAt: now })
  }

  test('are forgotten once their period began more than thirteen months ago, also at the end of a short month', async () => {
    for (const period of ['2026-12-01', '2027-01-31', '2027-02-27', '2027-02-28', '2027-03-01', '2028-03-01'])
      await read('v:a', period)
    await read('m:b', '2027-02-27')
    expect(monthsKept).toBe(13)
    expect(await forgetOldReadings({ database, now: at })).toBe(4)
    expect(await listReadings(database.ledger, 'v:a')).toMatchObject({
      period: '2028-03-01',
      earlier: [{ period: '2027-03-01' }, { period: '2027-02-28' }],
    })
    expect(await findStanding(database.ledger, 'm:b')).toBeNull()
    expect(await forgetOldReadings({ database, now: at })).toBe(0)
  })

  test('no reading that still counts is ever forgotten: not of the longest period a magazine can set, on its last day [RL-12]', async () => {
    const longest = settings.period.parse('rolling:366')
    if (!longest.ok) throw new Error(longest.reason)
    expect(settings.period.parse('rolling:367').ok).toBe(false)
    const today = '2028-03-31'
    const start = addDays(today, -365)
    expect(currentPeriod(longest.value, today, start).start).toBe(start)
    // The magazine's zone may be a day ahead of the server's, or behind.
    for (const day of [-1, 0, 1]) await read('v:rolling', addDays(start, day), day + 10)
    await forgetOldReadings({ database, now: at })
    const kept = await listReadings(database.ledger, 'v:rolling')
    expect([kept?.readings.length, kept?.earlier.length]).toEqual([1, 2])
  })

  test('go away by themselves when the program starts, and a ledger that can’t be asked is only logged', async () => {
    await read('v:a', '2020-01-01')
    await read('v:a', '2028-03-01')
    const logged: string[] = []
    const log = (event: string, facts?: Record<string, unknown>) => logged.push(`${event} ${facts?.job}`)
    const jobs = startJobs({ database, now: at, meter, log })
    await expect.poll(async () => (await listReadings(database.ledger, 'v:a'))?.earlier, { timeout: 5_000 }).toEqual([])
    jobs.stop()
    const closed = await openTestDatabase(engine)
    await closed.drop()
    startJobs({ database: closed, now: at, meter, log }).stop()
    await expect.poll(() => logged, { timeout: 5_000 }).toContain('job failed forget old readings')
  })
})
