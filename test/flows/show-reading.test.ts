import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findLead } from '../../src/data/leads.ts'
import { countReading, findStanding, forgetReadings, type ReaderKey } from '../../src/data/readings.ts'
import type { MeterPolicy } from '../../src/domain/policy.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { showReading } from '../../src/flows/show-reading.ts'
import { pickOf, publish } from '../data/fill.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const november = new Date('2026-11-10T12:00:00Z')
const reader: ReaderKey = 'v:someone'
const monthly: MeterPolicy = { period: { kind: 'month' }, allowance: { visitor: 3, member: 5 } }

describe.each(engines)('what a reader has read, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    await publish(
      database.db,
      november,
      ['One', 'Two', 'Three'].map((name) => pickOf(name, '2026-09-01', 'Harbor Paper')),
    )
  })
  afterEach(() => database.drop())

  const show = (now: Date, more: Partial<Parameters<typeof showReading>[1]> = {}, policy = monthly) => {
    const { db, ledger } = database
    return showReading({ db, ledger, policy, calendar: calendarOf('Europe/Berlin'), now }, { reader, first: null, ...more })
  }
  const idOf = async (slug: string) => (await findLead(database.db, slug, november))?.id ?? 0
  const read = async (pickId: number, period: string, openedAt = november) => {
    const newest = (await findStanding(database.ledger, reader))?.period ?? null
    await countReading(database.ledger, { reader, period, newest, pickId, limit: 3, openedAt })
  }

  test('is nothing for somebody who hasn’t read', async () => {
    expect(await show(november)).toBeNull()
  })

  test('is this period’s readings in their order, what is left, and the day on which reading opens again', async () => {
    await read(await idOf('two'), '2026-11-01', new Date('2026-11-02T08:00:00Z'))
    await read(await idOf('one'), '2026-11-01', new Date('2026-11-03T08:00:00Z'))
    expect(await show(november)).toEqual({
      allowance: 3,
      left: 1,
      opensAgain: '2026-12-01',
      period: { kind: 'month' },
      periodStart: '2026-11-01',
      readings: [
        { lead: expect.objectContaining({ headline: 'Two' }), openedAt: new Date('2026-11-02T08:00:00Z') },
        { lead: expect.objectContaining({ headline: 'One' }), openedAt: new Date('2026-11-03T08:00:00Z') },
      ],
      forgotten: 0,
      earlier: [],
    })
  })

  test('a first reading that only the cookie holds is shown like any other', async () => {
    const first = { pickId: await idOf('three'), period: '2026-11-01', openedAt: november.getTime() / 1_000 }
    expect(await show(november, { first })).toMatchObject({
      left: 2,
      readings: [{ lead: { headline: 'Three' }, openedAt: november }],
    })
  })

  test('once a period is over its readings are a number among the earlier ones', async () => {
    await read(await idOf('one'), '2026-09-01')
    await read(await idOf('one'), '2026-11-01')
    await read(await idOf('two'), '2026-11-01')
    const december = await show(new Date('2026-12-01T00:00:00+01:00'))
    expect(december).toMatchObject({ left: 3, periodStart: '2026-12-01', opensAgain: '2027-01-01', readings: [] })
    expect(december?.earlier).toEqual([
      { period: '2026-11-01', count: 2 },
      { period: '2026-09-01', count: 1 },
    ])
    // A moment before midnight in the magazine's zone it is still November.
    expect(await show(new Date('2026-11-30T22:59:59.999Z'))).toMatchObject({ left: 1, periodStart: '2026-11-01' })
  })

  test('what was forgotten still counts, and a pick that was taken down is a line without a name', async () => {
    await read(999, '2026-11-01')
    await forgetReadings(database.ledger, reader)
    await read(998, '2026-11-01')
    expect(await show(november)).toMatchObject({ left: 1, forgotten: 1, readings: [{ lead: null }] })
  })

  test('an allowance that has shrunk below what was read leaves nothing, never less', async () => {
    for (const slug of ['one', 'two', 'three']) await read(await idOf(slug), '2026-11-01')
    const policy = { ...monthly, allowance: { visitor: 1, member: 5 } }
    expect(await show(november, {}, policy)).toMatchObject({ allowance: 1, left: 0, readings: [{}, {}, {}] })
  })
})
