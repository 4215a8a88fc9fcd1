import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildSite } from '../../src/build/site.ts'
import { findStanding } from '../../src/data/readings.ts'
import { changeSetting } from '../../src/flows/change-setting.ts'
import { readAssets } from '../../src/http/assets.ts'
import { publish } from '../data/fill.ts'
import { testClipping } from '../support/clipping.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { manyPicks } from '../support/pick-texts.ts'

const origin = 'http://localhost:4000'
const minutes = 60_000

type Clock = { now: Date }
type Site = Awaited<ReturnType<typeof buildSite>>

/** A process that serves the magazine, with a clock of its own. */
function siteOn(database: TestDatabase, clock: Clock): Promise<Site> {
  return buildSite({
    database,
    origin,
    now: () => clock.now,
    log: () => {},
    assets: readAssets(resolve('dist/assets')),
    trustedProxies: [],
    names: { namesOf: async () => [], addressesOf: async () => [] },
    clipping: testClipping(),
  })
}

describe.each(engines)('the calendar of a magazine, on %s', (engine) => {
  let database: TestDatabase
  let sites: Site[]
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    sites = []
    await publish(database.db, new Date('2026-01-01T00:00:00Z'), manyPicks(12))
  })
  afterEach(async () => {
    for (const { live } of sites) live.stop()
    await database.drop()
  })

  const start = async (clock: Clock) => {
    const site = await siteOn(database, clock)
    sites.push(site)
    return site
  }
  /** A browser that goes wherever the balancer sends it; gives the number left, or `wall`. */
  const browser = () => {
    let cookie: string | null = null
    return async (site: Site, pick: number): Promise<number | 'wall'> => {
      const headers = new Headers({ host: 'localhost:4000', ...(cookie === null ? {} : { cookie }) })
      const response = await site.app.request(`/picks/letter-${pick}-from-the-lighthouse`, { headers })
      cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie
      const [, left] = /You have (no|\d+) free articles? left/.exec(await response.text()) ?? []
      return left === undefined ? 'wall' : left === 'no' ? 0 : Number(left)
    }
  }

  test('a new day in its zone begins a new generation, and not a moment before [RL-12]', async () => {
    await changeSetting(database.db, 'zone', 'Europe/Berlin')
    // The night in which the clocks go back has 25 hours.
    const clock = { now: new Date('2026-10-25T22:59:59.999Z') }
    const { live } = await start(clock)
    const before = live.current()
    expect(before.today).toBe('2026-10-25')
    await live.refresh()
    expect(live.current()).toBe(before)
    clock.now = new Date('2026-10-25T23:00:00.000Z')
    await live.refresh()
    expect(live.current()).not.toBe(before)
    expect(live.current().today).toBe('2026-10-26')
  })

  test('a change of settings or picks by another process is seen at the next look [RL-12]', async () => {
    const { live } = await start({ now: new Date('2026-11-10T12:00:00Z') })
    const number = live.current().number
    await changeSetting(database.db, 'name', 'The Pier')
    await live.refresh()
    expect(live.current()).toMatchObject({ number: number + 1, magazine: { name: 'The Pier' } })
  })

  test('two processes whose clocks are five minutes apart give one allowance around midnight, not two [RL-12]', async () => {
    const ahead = await start({ now: new Date('2026-12-01T00:02:30Z') })
    const behind = await start({ now: new Date(new Date('2026-12-01T00:02:30Z').getTime() - 5 * minutes) })
    const visit = browser()
    // November, as far as the slow clock goes.
    expect([await visit(behind, 1), await visit(behind, 2)]).toEqual([2, 1])
    // December has begun for the fast one: three more, and no way back to November's last one.
    expect([await visit(ahead, 3), await visit(behind, 4), await visit(ahead, 5)]).toEqual([2, 1, 0])
    expect([await visit(behind, 6), await visit(ahead, 6), await visit(behind, 7)]).toEqual(['wall', 'wall', 'wall'])
    // What was opened in December stays open on both.
    expect([await visit(behind, 3), await visit(ahead, 4)]).toEqual([2, 1])
  })

  test('many requests to both at the turn of the month open as many picks as the month allows [RL-12]', async () => {
    const behind = await start({ now: new Date('2026-11-30T23:58:00Z') })
    const ahead = await start({ now: new Date('2026-12-01T00:03:00Z') })
    const visit = browser()
    for (const site of [behind, ahead]) await visit(site, 1)
    const asked = Array.from({ length: 40 }, (_, index) => visit(index % 2 ? ahead : behind, (index % 11) + 2))
    await Promise.all(asked)
    const readers = await database.ledger.selectFrom('reading').select('reader').distinct().execute()
    for (const { reader } of readers) {
      const standing = await findStanding(database.ledger, reader as `v:${string}`)
      expect(standing?.period).toBe('2026-12-01')
      expect([...(standing?.nthOf.values() ?? [])].toSorted()).toEqual([1, 2, 3])
    }
    expect(readers).toHaveLength(1)
  })

  test.each([
    ['Pacific/Kiritimati', 'Pacific/Niue'],
    ['Pacific/Niue', 'Pacific/Kiritimati'],
  ])('moving the magazine from %s to %s and back gives nothing twice [RL-12]', async (from, to) => {
    const clock = { now: new Date('2026-11-30T11:30:00Z') } // December in the one, November in the other
    await changeSetting(database.db, 'zone', from)
    const site = await start(clock)
    const visit = browser()
    const move = async (zone: string) => {
      await changeSetting(database.db, 'zone', zone)
      await site.live.refresh()
    }
    expect([await visit(site, 1), await visit(site, 2), await visit(site, 3), await visit(site, 4)]).toEqual([2, 1, 0, 'wall'])
    await move(to)
    const gained = to === 'Pacific/Kiritimati' ? [2, 1, 0, 'wall'] : ['wall', 'wall', 'wall', 'wall']
    expect([await visit(site, 5), await visit(site, 6), await visit(site, 7), await visit(site, 8)]).toEqual(gained)
    await move(from)
    expect([await visit(site, 9), await visit(site, 10)]).toEqual(['wall', 'wall'])
    clock.now = new Date('2026-12-31T13:00:00Z')
    await site.live.refresh()
    expect(await visit(site, 11)).toBe(from === 'Pacific/Kiritimati' ? 2 : 'wall')
  })
})
