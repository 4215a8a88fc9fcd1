import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/data/database.ts'
import {
  type Counting,
  countReading,
  findStanding,
  forgetReadings,
  listReadings,
  pruneReadings,
  type ReaderKey,
  recordFirstReading,
} from '../../src/data/readings.ts'
import type { Ledger } from '../../src/data/schema.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const now = new Date('2026-03-05T09:30:00.000Z')
let readers = 0
const newReader = (): ReaderKey => `v:reader-${++readers}`

describe.each(engines)('the ledger on %s', (engine) => {
  let database: TestDatabase
  let ledger: Ledger
  beforeAll(async () => {
    database = await openTestDatabase(engine)
    ledger = database.ledger
  })
  afterAll(() => database.drop())

  const count = async (reader: ReaderKey, pickId: number, changes: Partial<Counting> = {}) => {
    const newest = (await findStanding(ledger, reader))?.period ?? null
    return countReading(ledger, { reader, period: '2026-03-01', newest, pickId, limit: 3, openedAt: now, ...changes })
  }
  const nthsOf = async (reader: ReaderKey) => [...((await findStanding(ledger, reader))?.nthOf.values() ?? [])].toSorted()

  test('counts readings one after the other until the allowance is spent', async () => {
    const reader = newReader()
    expect(await findStanding(ledger, reader)).toBeNull()
    expect(await count(reader, 11)).toEqual({ kind: 'counted', nth: 1 })
    expect(await count(reader, 12)).toEqual({ kind: 'counted', nth: 2 })
    expect(await count(reader, 13)).toEqual({ kind: 'counted', nth: 3 })
    expect(await count(reader, 14)).toEqual({ kind: 'spent' })
    const nthOf = new Map([
      [11, 1],
      [12, 2],
      [13, 3],
    ])
    expect(await findStanding(ledger, reader)).toEqual({ period: '2026-03-01', nthOf })
  })

  test('the same pick again is the same reading, also once the allowance is spent', async () => {
    const reader = newReader()
    for (const pickId of [11, 12, 13]) await count(reader, pickId)
    expect(await count(reader, 12)).toEqual({ kind: 'already', nth: 2 })
    expect(await nthsOf(reader)).toEqual([1, 2, 3])
  })

  test('a new period starts at the first reading again and the standing is the newest one', async () => {
    const reader = newReader()
    await count(reader, 11)
    expect(await count(reader, 11, { period: '2026-04-01' })).toEqual({ kind: 'counted', nth: 1 })
    expect(await findStanding(ledger, reader)).toEqual({ period: '2026-04-01', nthOf: new Map([[11, 1]]) })
  })

  test('an allowance of 0 counts nothing, and a shrunk one nothing more', async () => {
    const reader = newReader()
    expect(await count(reader, 11, { limit: 0 })).toEqual({ kind: 'spent' })
    await count(reader, 11)
    await count(reader, 12)
    expect(await count(reader, 13, { limit: 1 })).toEqual({ kind: 'spent' })
    expect(await count(reader, 12, { limit: 0 })).toEqual({ kind: 'already', nth: 2 })
    expect(await nthsOf(reader)).toEqual([1, 2])
  })

  test('of 200 parallel requests for 200 picks at the last reading exactly one is counted [PW-27]', async () => {
    const reader = newReader()
    await count(reader, 11)
    await count(reader, 12)
    const outcomes = await Promise.all(Array.from({ length: 200 }, (_, i) => count(reader, 100 + i)))
    expect(outcomes.filter(({ kind }) => kind === 'counted')).toEqual([{ kind: 'counted', nth: 3 }])
    expect(outcomes.filter(({ kind }) => kind === 'spent')).toHaveLength(199)
    expect(await nthsOf(reader)).toEqual([1, 2, 3])
  })

  test('with several readings left parallel requests get all of them and none twice [PW-27]', async () => {
    const reader = newReader()
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, i) => count(reader, 100 + i, { limit: 7 })))
    const nths = outcomes.flatMap((outcome) => (outcome.kind === 'counted' ? [outcome.nth] : []))
    expect(nths.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(outcomes.filter(({ kind }) => kind === 'spent')).toHaveLength(53)
  })

  test('parallel requests for one pick are one reading [PW-27]', async () => {
    const reader = newReader()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => count(reader, 11)))
    expect(outcomes.filter(({ kind }) => kind === 'counted')).toHaveLength(1)
    expect(outcomes.every((outcome) => 'nth' in outcome && outcome.nth === 1)).toBe(true)
  })

  test('a reading is not counted in a period that has been overtaken: another process has a later clock [RL-12]', async () => {
    const reader = newReader()
    await count(reader, 11, { period: '2026-04-01' })
    const late = await count(reader, 12, { period: '2026-03-01', newest: null })
    expect(late).toEqual({ kind: 'out-of-date' })
    expect(await count(reader, 12, { period: '2026-05-01', newest: '2026-03-01' })).toEqual({ kind: 'out-of-date' })
    expect(await findStanding(ledger, reader)).toEqual({ period: '2026-04-01', nthOf: new Map([[11, 1]]) })
  })

  test('a first reading is entered once, whichever cookie brings it again [PW-25]', async () => {
    const reader = newReader()
    const first = { reader, period: '2026-03-01', pickId: 11, openedAt: now }
    await Promise.all(Array.from({ length: 20 }, () => recordFirstReading(ledger, first)))
    expect(await count(reader, 12)).toEqual({ kind: 'counted', nth: 2 })
    await recordFirstReading(ledger, first)
    await recordFirstReading(ledger, { ...first, pickId: 13 })
    expect((await findStanding(ledger, reader))?.nthOf).toEqual(new Map([11, 12].map((id, i) => [id, i + 1])))
  })

  test('a reader sees what was counted in the newest period, in order, and how many there were in earlier ones', async () => {
    const reader = newReader()
    expect(await listReadings(ledger, reader)).toBeNull()
    await count(reader, 30, { period: '2026-01-01' })
    for (const pickId of [20, 21]) await count(reader, pickId, { period: '2026-02-01' })
    for (const pickId of [13, 11]) await count(reader, pickId)
    expect(await listReadings(ledger, reader)).toEqual({
      period: '2026-03-01',
      readings: [
        { pickId: 13, nth: 1, openedAt: now },
        { pickId: 11, nth: 2, openedAt: now },
      ],
      forgotten: 0,
      earlier: [
        { period: '2026-02-01', count: 2 },
        { period: '2026-01-01', count: 1 },
      ],
    })
  })

  test('forgetting takes away what was read and when, and gives nothing again', async () => {
    const [reader, other] = [newReader(), newReader()]
    await count(other, 11)
    await count(reader, 20, { period: '2026-02-01' })
    for (const pickId of [11, 12]) await count(reader, pickId)
    expect(await forgetReadings(ledger, reader)).toBe(3)
    const { rows } =
      await sql<object>`select pick_id, opened_at from reading where reader = ${reader} and (pick_id > 0 or opened_at <> period)`.execute(
        ledger,
      )
    expect(rows).toEqual([])
    expect(await listReadings(ledger, reader)).toMatchObject({
      readings: [],
      forgotten: 2,
      earlier: [{ period: '2026-02-01', count: 1 }],
    })
    await recordFirstReading(ledger, { reader, period: '2026-03-01', pickId: 11, openedAt: now })
    expect(await count(reader, 11)).toEqual({ kind: 'counted', nth: 3 })
    expect(await count(reader, 12)).toEqual({ kind: 'spent' })
    expect(await forgetReadings(ledger, reader)).toBe(1)
    expect(await forgetReadings(ledger, reader)).toBe(0)
    expect((await findStanding(ledger, other))?.nthOf).toEqual(new Map([[11, 1]]))
  })

  test('any mix of counting and forgetting keeps the numbers 1 to n and never passes the allowance', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ pickId: fc.integer({ min: 1, max: 6 }), limit: fc.integer({ min: 0, max: 5 }) }) },
      { weight: 1, arbitrary: fc.constant('forget' as const) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const reader = newReader()
        let highest = 0
        for (const taken of steps) {
          if (taken === 'forget') await forgetReadings(ledger, reader)
          else await count(reader, taken.pickId, { limit: taken.limit })
          if (taken !== 'forget') highest = Math.max(highest, taken.limit)
          const nths = await nthsOf(reader)
          expect(nths).toEqual(nths.map((_, i) => i + 1))
          expect(nths.length).toBeLessThanOrEqual(highest)
        }
      }),
      { numRuns: engine === 'sqlite' ? 60 : 15 },
    )
  })

  test('what is older than a day is pruned, for however many readers, and nothing else', async () => {
    const old = await openTestDatabase(engine)
    const values = Array.from({ length: 2_500 }, (_, i) => ({
      reader: `v:${String((i * 7919) % 2_500).padStart(5, '0')}`,
      period: i % 2 ? '2025-01-01' : '2026-03-01',
      ...{ pick_id: i + 1, nth: 1, opened_at: now.toISOString() },
    }))
    for (let i = 0; i < values.length; i += 500)
      await old.ledger
        .insertInto('reading')
        .values(values.slice(i, i + 500))
        .execute()
    expect(await pruneReadings(old.ledger, '2025-01-01')).toBe(0)
    expect(await pruneReadings(old.ledger, '2026-03-01')).toBe(1_250)
    const left = await old.ledger.selectFrom('reading').select(['period']).distinct().execute()
    expect(left).toEqual([{ period: '2026-03-01' }])
    await old.drop()
  })
})

describe('two processes on one PostgreSQL', () => {
  let first: TestDatabase
  let second: Database
  beforeAll(async () => {
    first = await openTestDatabase('postgres')
    second = await openDatabase(first.place)
  })
  afterAll(async () => {
    await second.close()
    await first.drop()
  })

  test('of 200 parallel requests at the last reading exactly one is counted [PW-27]', async () => {
    const counting = { reader: 'v:two', period: '2026-03-01', newest: null, limit: 3, openedAt: now } as const
    for (const pickId of [1, 2])
      await countReading(first.ledger, { ...counting, newest: pickId === 1 ? null : '2026-03-01', pickId })
    const ask = (i: number) =>
      countReading((i % 2 ? first : second).ledger, { ...counting, newest: '2026-03-01', pickId: 100 + i })
    const outcomes = await Promise.all(Array.from({ length: 200 }, (_, i) => ask(i)))
    expect(outcomes.filter(({ kind }) => kind === 'counted')).toEqual([{ kind: 'counted', nth: 3 }])
    expect(outcomes.filter(({ kind }) => kind === 'spent')).toHaveLength(199)
    expect((await findStanding(second.ledger, 'v:two'))?.nthOf.size).toBe(3)
  })

  test('a rolling period is opened by one of two requests either side of midnight: the other waits and then knows [RL-12]', async () => {
    const counting = { reader: 'v:turn', newest: null, pickId: 1, limit: 3, openedAt: now } as const
    const [counted, committed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const before = first.ledger.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('v:turn', 0))`.execute(trx)
      await trx
        .insertInto('reading')
        .values({ reader: 'v:turn', period: '2026-03-04', pick_id: 9, nth: 1, opened_at: now.toISOString() })
        .execute()
      counted.resolve()
      await committed.promise
    })
    await counted.promise
    const after = countReading(second.ledger, { ...counting, period: '2026-03-05' })
    const isWaiting = async () => {
      const { rows } = await sql<{ count: string }>`select count(*) from pg_locks
        where locktype = 'advisory' and not granted`.execute(first.db)
      return rows[0]?.count !== '0'
    }
    const answered = after.then(() => true)
    while (!(await Promise.race([answered, isWaiting()])));
    committed.resolve()
    await before
    expect(await after).toEqual({ kind: 'out-of-date' })
  })

  test('several readings left are shared out without a gap or a double [PW-27]', async () => {
    const ask = (i: number) => {
      const { ledger } = i % 2 ? first : second
      return countReading(ledger, {
        reader: 'v:many',
        period: '2026-03-01',
        newest: null,
        pickId: i + 1,
        limit: 9,
        openedAt: now,
      })
    }
    const outcomes = await Promise.all(Array.from({ length: 80 }, (_, i) => ask(i)))
    const nths = outcomes.flatMap((outcome) => (outcome.kind === 'counted' ? [outcome.nth] : []))
    expect(nths.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(outcomes.filter(({ kind }) => kind === 'spent')).toHaveLength(71)
  })

  test('a request that loses its reading to another gets the next one, and learns of the pick or the end of the allowance [PW-27]', async () => {
    const counting = { period: '2026-03-01', newest: null, pickId: 20, openedAt: now } as const
    const cases = [
      { reader: 'v:next', taken: 10, limit: 3, outcome: { kind: 'counted', nth: 2 } },
      { reader: 'v:same', taken: 20, limit: 3, outcome: { kind: 'already', nth: 1 } },
      { reader: 'v:last', taken: 10, limit: 1, outcome: { kind: 'spent' } },
    ] as const
    for (const { reader, taken, limit, outcome } of cases) {
      const waiting = await first.ledger.transaction().execute(async (trx) => {
        await trx.insertInto('reading').values({ reader, period: '2026-03-01', pick_id: taken, nth: 1, opened_at: '' }).execute()
        const counted = countReading(second.ledger, { ...counting, reader, limit })
        while (!(await isAnyoneWaiting())) {}
        return { counted }
      })
      expect(await waiting.counted).toEqual(outcome)
    }
  })

  async function isAnyoneWaiting(): Promise<boolean> {
    const { rows } =
      await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(second.db)
    return rows.length > 0
  }
})
