import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import { claimHost, findRobots, saveRobots } from '../../src/data/watch-hosts.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const minute = 60_000
const start = new Date('2026-11-10T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * minute)

describe.each(engines)('the turns of sites, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  test('one of any number who come at once has a site’s turn, and nobody until it is over', async () => {
    const other = await openDatabase(database.place)
    const come = async (minutes: number) => {
      const claims = [1, 2, 3].flatMap(() => [database.db, other.db])
      const taken = await Promise.all(
        claims.map((db) => claimHost(db, 'paper.press', { now: at(minutes), until: at(minutes + 10) })),
      )
      return taken.filter(Boolean).length
    }
    expect([await come(0), await come(9), await come(10), await come(19), await come(20)]).toEqual([1, 0, 1, 0, 1])
    expect(await claimHost(other.db, 'gazette.press', { now: at(0), until: at(10) })).toBe(true)
    await other.close()
  })

  test('what a site says to robots is known for as long as is asked, and keeps it from being asked', async () => {
    const { db } = database
    await claimHost(db, 'paper.press', { now: at(0), until: at(10) })
    await saveRobots(db, 'paper.press', { robots: 'User-agent: *', now: at(0), freeAt: at(30) })
    expect(await findRobots(db, 'paper.press', at(-1))).toEqual({ robots: 'User-agent: *' })
    expect(await findRobots(db, 'paper.press', at(0))).toEqual({ robots: null })
    expect(await claimHost(db, 'paper.press', { now: at(29), until: at(40) })).toBe(false)
  })
})
