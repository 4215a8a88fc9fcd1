import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countReading, findStanding, forgetReadings, type ReaderKey } from '../../src/data/readings.ts'
import type { Db } from '../../src/data/schema.ts'
import { currentPeriod } from '../../src/domain/period.ts'
import type { MeterPolicy, PeriodKind } from '../../src/domain/policy.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { forgetReading } from '../../src/flows/forget-reading.ts'
import { giveToMember, giveToVisitor, memberKey } from '../../src/flows/unite-readings.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const calendar = calendarOf('UTC')
const policyOf = (period: PeriodKind): MeterPolicy => ({ period, allowance: { visitor: 3, member: 5 } })
const month = policyOf({ kind: 'month' })
let people = 0

describe.each(engines)('two readers that become one, on %s', (engine) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase(engine)
  })
  afterAll(() => database.drop())

  /** Somebody with a browser and an account. */
  const newPerson = (policy = month) => {
    const id = ++people
    const [visitor, v, m] = [{ id: `person-${id}`, first: null }, `v:person-${id}` as ReaderKey, memberKey(id)]
    let now = new Date('2026-11-10T12:00:00Z')
    const deps = () => ({ ledger: database.ledger, policy, calendar, now })
    const read = async (reader: ReaderKey, pickId: number): Promise<string> => {
      for (;;) {
        const newest = (await findStanding(database.ledger, reader))?.period ?? null
        const period = currentPeriod(policy.period, calendar.dateAt(now), newest).start
        const limit = policy.allowance[reader === m ? 'member' : 'visitor']
        const counted = await countReading(database.ledger, { reader, period, newest, pickId, limit, openedAt: now })
        if (counted.kind !== 'out-of-date') return counted.kind
      }
    }
    const standing = async (reader: ReaderKey) => {
      const found = await findStanding(database.ledger, reader)
      const isRunning = found && currentPeriod(policy.period, calendar.dateAt(now), found.period).start === found.period
      return {
        period: isRunning ? found.period : null,
        picks: isRunning ? [...found.nthOf.keys()] : [],
        nths: found ? [...found.nthOf.values()].toSorted((a, b) => a - b) : [],
      }
    }
    return {
      visitor,
      v,
      m,
      read,
      standing,
      signIn: (first: Parameters<typeof giveToMember>[1]['visitor']['first'] = null) =>
        giveToMember(deps(), { visitor: { ...visitor, first }, memberId: id }),
      signOut: () => giveToVisitor(deps(), { visitor, memberId: id }),
      moveTo: (text: string) => {
        now = new Date(text)
      },
    }
  }

  test('have read what either has, each pick once, in seats after the member’s own', async () => {
    const ada = newPerson()
    for (const pick of [1, 2]) await ada.read(ada.v, pick)
    for (const pick of [2, 3]) await ada.read(ada.m, pick)
    await ada.signIn()
    expect((await findStanding(database.ledger, ada.m))?.nthOf).toEqual(
      new Map([
        [2, 1],
        [3, 2],
        [1, 3],
      ]),
    )
    await ada.signIn()
    expect((await ada.standing(ada.m)).nths).toEqual([1, 2, 3])
    expect(await ada.read(ada.m, 1)).toBe('already')
  })

  test('have read more than the allowance if that is so, and then nothing is left', async () => {
    const ada = newPerson()
    for (const pick of [1, 2, 3]) await ada.read(ada.v, pick)
    for (const pick of [4, 5, 6, 7, 8]) await ada.read(ada.m, pick)
    await ada.signIn()
    expect((await ada.standing(ada.m)).nths).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect([await ada.read(ada.m, 9), await ada.read(ada.m, 1)]).toEqual(['spent', 'already'])
  })

  test('a first reading that only the cookie holds counts for the member', async () => {
    const ada = newPerson()
    await ada.signIn({ pickId: 9, period: '2026-11-01', openedAt: 1_793_000_000 })
    expect((await ada.standing(ada.m)).picks).toEqual([9])
    expect((await ada.standing(ada.v)).picks).toEqual([9])
  })

  test('signing out starts no new allowance, also in a browser that had never read anything', async () => {
    const ada = newPerson()
    for (const pick of [1, 2, 3, 4]) await ada.read(ada.m, pick)
    await ada.signOut()
    expect([await ada.read(ada.v, 5), await ada.read(ada.v, 4)]).toEqual(['spent', 'already'])
  })

  test('what was forgotten is counted once, however often they sign in and out', async () => {
    const ada = newPerson()
    for (const pick of [1, 2]) await ada.read(ada.v, pick)
    await forgetReadings(database.ledger, ada.v)
    await ada.read(ada.m, 1)
    await forgetReadings(database.ledger, ada.m)
    for (let i = 0; i < 3; i++) {
      await ada.signIn()
      await ada.signOut()
    }
    expect((await ada.standing(ada.m)).nths).toEqual([1, 2, 3])
    expect((await ada.standing(ada.v)).nths).toEqual([1, 2, 3])
  })

  test('what both have read and is forgotten where they are signed in stays one reading', async () => {
    const ada = newPerson()
    for (const pick of [1, 2]) await ada.read(ada.v, pick)
    await ada.read(ada.m, 3)
    await ada.signIn()
    await forgetReading(database.ledger, { reader: ada.v, first: null, member: ada.m })
    await forgetReading(database.ledger, { reader: ada.m, first: null })
    await ada.signOut()
    await ada.signIn()
    expect((await ada.standing(ada.m)).nths).toEqual([1, 2, 3])
    expect((await ada.standing(ada.v)).nths).toEqual([1, 2, 3])
    expect((await ada.standing(ada.v)).picks.filter((pick) => pick > 0)).toEqual([])
  })

  test('nothing of a period that is over is united', async () => {
    const ada = newPerson()
    for (const pick of [1, 2, 3]) await ada.read(ada.v, pick)
    ada.moveTo('2026-12-01T00:00:00Z')
    await ada.signIn()
    expect(await findStanding(database.ledger, ada.m)).toBeNull()
  })

  test.each([
    ['the member', 'm', 'v'],
    ['the visitor', 'v', 'm'],
  ] as const)(
    'two rolling periods of which %s’s began first go on as the later one, so that neither opens again sooner',
    async (_, early, late) => {
      const ada = newPerson(policyOf({ kind: 'rolling', days: 30 }))
      ada.moveTo('2026-11-01T12:00:00Z')
      for (const pick of [1, 2]) await ada.read(ada[early], pick)
      ada.moveTo('2026-11-20T12:00:00Z')
      for (const pick of [2, 3]) await ada.read(ada[late], pick)
      await ada.signIn()
      const { period, picks, nths } = await ada.standing(ada.m)
      expect({ period, picks: picks.toSorted(), nths }).toEqual({ period: '2026-11-20', picks: [1, 2, 3], nths: [1, 2, 3] })
      ada.moveTo('2026-12-19T12:00:00Z')
      expect((await ada.standing(ada.m)).nths).toEqual([1, 2, 3])
      ada.moveTo('2026-12-20T12:00:00Z')
      expect(await ada.read(ada.m, 9)).toBe('counted')
    },
  )

  test('a seat that a reading takes first, while the two are being united, costs none of the others', async () => {
    const ada = newPerson()
    for (const pick of [1, 2]) await ada.read(ada.v, pick)
    let signedIn: Promise<void> = Promise.resolve()
    await database.ledger.transaction().execute(async (trx) => {
      const values = { reader: ada.m, period: '2026-11-01', pick_id: 3, nth: 1, opened_at: '2026-11-10T12:00:00.000Z' }
      await trx.insertInto('reading').values(values).execute()
      signedIn = ada.signIn()
      // On PostgreSQL it now waits for this very seat; on SQLite for the whole file.
      if (engine === 'postgres') await expect.poll(() => countWaiting(database.db), { timeout: 900, interval: 5 }).toBe(1)
    })
    await signedIn
    expect(await ada.standing(ada.m)).toMatchObject({ nths: [1, 2, 3] })
    expect((await ada.standing(ada.m)).picks.toSorted()).toEqual([1, 2, 3])
  })

  test('readings that are counted at the same moment are neither lost nor doubled nor given again', async () => {
    for (let round = 0; round < (engine === 'sqlite' ? 30 : 10); round++) {
      const ada = newPerson()
      for (const pick of [1, 2, 3]) await ada.read(ada.v, pick)
      const picks = [3, 4, 5, 6, 7, 8, 9]
      const work: Promise<unknown>[] = picks.flatMap((pick) => [ada.read(ada.m, pick), ada.signIn()])
      const read = await Promise.all(picks.map((pick) => ada.read(ada.m, pick)))
      await Promise.all(work)
      const { picks: held, nths } = await ada.standing(ada.m)
      expect(nths).toEqual(nths.map((_, i) => i + 1))
      expect(new Set(held).size).toBe(nths.length)
      for (const pick of [1, 2, 3]) expect(held).toContain(pick)
      picks.forEach((pick, i) => {
        if (read[i] !== 'spent') expect(held).toContain(pick)
      })
    }
  })

  test('are what a model of two sets says, through any reading, forgetting, signing in and out', async () => {
    type Step = { do: 'read'; as: 'v' | 'm'; pick: number } | { do: 'forget'; as: 'v' | 'm' } | { do: 'in' | 'out' }
    const as = fc.constantFrom('v' as const, 'm' as const)
    const step: fc.Arbitrary<Step> = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('read' as const), as, pick: fc.integer({ min: 1, max: 8 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), as }) },
      { weight: 2, arbitrary: fc.constantFrom<Step>({ do: 'in' }, { do: 'out' }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const person = newPerson()
        const model = { v: new Set<number | string>(), m: new Set<number | string>() }
        let forgotten = 0
        for (const taken of steps) {
          if (taken.do === 'read') {
            const limit = month.allowance[taken.as === 'm' ? 'member' : 'visitor']
            const known = model[taken.as]
            const expected = known.has(taken.pick) ? 'already' : known.size < limit ? 'counted' : 'spent'
            expect(await person.read(person[taken.as], taken.pick)).toBe(expected)
            if (expected === 'counted') known.add(taken.pick)
          } else if (taken.do === 'forget') {
            await forgetReadings(database.ledger, person[taken.as])
            model[taken.as] = new Set(
              [...model[taken.as]].map((pick) => (typeof pick === 'number' ? `gone ${++forgotten}` : pick)),
            )
          } else if (taken.do === 'in') {
            await person.signIn()
            model.m = new Set([...model.m, ...model.v])
          } else {
            await person.signOut()
            model.v = new Set([...model.v, ...model.m])
          }
          for (const name of ['v', 'm'] as const) {
            const { picks, nths } = await person.standing(person[name])
            const open = (list: Iterable<unknown>) => [...list].filter((pick) => typeof pick === 'number' && pick > 0).toSorted()
            expect(open(picks)).toEqual(open(model[name]))
            expect(nths).toEqual([...model[name]].map((_, i) => i + 1))
          }
        }
      }),
      { numRuns: engine === 'sqlite' ? 150 : 30 },
    )
  })
})

/** How many of this database's connections wait for another one's row. */
async function countWaiting(db: Db): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return Number(rows[0]?.count)
}
