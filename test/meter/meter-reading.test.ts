import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findStanding } from '../../src/data/readings.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { type Browser, Site, type SiteOptions, shownBy } from './site.ts'

const at = (text: string) => new Date(text)
const march = at('2026-03-05T09:30:00Z')
const fresh = (): Browser => ({ cookie: null })

describe.each(engines)('the meter on %s', (engine) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase(engine)
  })
  afterAll(() => database.drop())

  const openSite = (options: Partial<SiteOptions> = {}) => new Site({ ledger: database.ledger, now: march, ...options })
  const read = async (site: Site, browser: Browser, ...picks: number[]) => {
    const shown: string[] = []
    for (const pick of picks) shown.push(shownBy(await site.visit(browser, pick)))
    return shown
  }
  const rowsOf = async (site: Site, browser: Browser) => [
    ...((await findStanding(database.ledger, `v:${site.tokenOf(browser)?.id}`))?.nthOf ?? []),
  ]
  const rowCount = async () => (await database.ledger.selectFrom('reading').select('nth').execute()).length

  test('a first-time visitor reads three picks and then meets the wall; what was read stays open', async () => {
    const [site, browser] = [openSite(), fresh()]
    expect(await read(site, browser, 1, 2, 1, 3)).toEqual([
      'read 1, 2 left',
      'read 2, 1 left',
      'read 1, 2 left',
      'read 3, 0 left',
    ])
    const walled = await site.visit(browser, 4)
    expect(walled).toMatchObject({
      access: { why: 'allowance-spent' },
      allowance: 3,
      period: { opensAgain: '2026-04-01' },
      visitorChange: null,
    })
    expect(await read(site, browser, 2, 3)).toEqual(['read 2, 1 left', 'read 3, 0 left'])
  })

  test('the permit is for the pick, and a lead comes with none', async () => {
    const [site, browser] = [openSite({ policy: { period: { kind: 'month' }, allowance: { visitor: 1, member: 5 } } }), fresh()]
    expect((await site.visit(browser, 1)).access).toMatchObject({ kind: 'counted', permit: { pickId: 1 } })
    expect((await site.visit(browser, 2)).access).toEqual({ kind: 'lead', why: 'allowance-spent' })
  })

  test('the first reading of a new visitor is in the cookie alone until the cookie comes back', async () => {
    const [site, browser, before] = [openSite(), fresh(), await rowCount()]
    await site.visit(browser, 1)
    expect(await rowCount()).toBe(before)
    expect(site.tokenOf(browser)?.first).toEqual({ pickId: 1, period: '2026-03-01', openedAt: march.getTime() / 1000 })
    await site.visit(browser, 1)
    expect(await rowsOf(site, browser)).toEqual([[1, 1]])
  })

  test('a robot that returns no cookies costs no row', async () => {
    const [site, before] = [openSite(), await rowCount()]
    for (let pick = 1; pick <= 20; pick++) expect(await read(site, fresh(), pick)).toEqual(['read 1, 2 left'])
    expect(await rowCount()).toBe(before)
  })

  test('a cookie is only set when it says something new', async () => {
    const [site, browser] = [openSite(), fresh()]
    expect((await site.visit(browser, 1)).visitorChange).not.toBeNull()
    for (const pick of [1, 2, 3, 4]) expect((await site.visit(browser, pick)).visitorChange).toBeNull()
  })

  test('an old cookie restores no reading: not the first one, and not one that was renewed since [PW-25]', async () => {
    const [site, browser] = [openSite(), fresh()]
    await site.visit(browser, 1)
    const old = browser.cookie
    await read(site, browser, 2, 3)
    expect(await read(site, { cookie: old }, 4, 1, 2)).toEqual(['allowance-spent', 'read 1, 2 left', 'read 2, 1 left'])
    expect(await rowsOf(site, browser)).toHaveLength(3)
  })

  test('a cookie older than 90 days is given anew with the same id, without the reading that the ledger has', async () => {
    const [site, browser] = [openSite(), fresh()]
    await read(site, browser, 1, 2)
    const { id } = site.tokenOf(browser) ?? {}
    site.now = at('2026-06-20T12:00:00Z')
    expect((await site.visit(browser, 1, { purpose: 'head' })).visitorChange).toBeNull()
    expect((await site.visit(browser, 7)).visitorChange).toEqual({ id, first: null })
    expect(site.tokenOf(browser)).toMatchObject({ id, first: null })
    expect((await site.visit(browser, 8)).visitorChange).toBeNull()
  })

  test('a visitor whose first reading was months ago starts a new period, and the old reading is entered as what it was', async () => {
    const [site, browser] = [openSite(), fresh()]
    await site.visit(browser, 1)
    site.now = at('2026-05-02T12:00:00Z')
    expect(await read(site, browser, 1, 2)).toEqual(['read 1, 2 left', 'read 2, 1 left'])
    const rows = await database.ledger
      .selectFrom('reading')
      .select(['period', 'pick_id'])
      .where('reader', '=', `v:${site.tokenOf(browser)?.id}`)
      .orderBy('period')
      .execute()
    expect(rows.map((row) => `${row.period} ${row.pick_id}`)).toEqual(['2026-03-01 1', '2026-05-01 1', '2026-05-01 2'])
  })

  test('200 parallel requests for 200 picks at the last reading open exactly one [PW-27]', async () => {
    const [site, browser] = [openSite(), fresh()]
    await read(site, browser, 1, 2)
    const readings = await Promise.all(Array.from({ length: 200 }, (_, i) => site.visit({ ...browser }, 100 + i)))
    expect(readings.filter(({ access }) => 'permit' in access)).toHaveLength(1)
    expect(readings.filter(({ access }) => access.kind === 'lead' && access.why === 'allowance-spent')).toHaveLength(199)
    expect(await rowsOf(site, browser)).toHaveLength(3)
  })

  test('parallel requests with a cookie that still carries its first reading open no more than is left [PW-27]', async () => {
    const [site, browser] = [openSite(), fresh()]
    await site.visit(browser, 1)
    const readings = await Promise.all(Array.from({ length: 40 }, (_, i) => site.visit({ ...browser }, 100 + i)))
    expect(readings.filter(({ access }) => 'permit' in access)).toHaveLength(2)
    expect(await rowsOf(site, browser)).toContainEqual([1, 1])
  })

  test('prefetch and HEAD count nothing, get no body and give no cookie; reading later counts once [PW-19] [PW-29]', async () => {
    const [site, browser, before] = [openSite(), fresh(), await rowCount()]
    for (const purpose of ['prefetch', 'head'] as const) {
      const reading = await site.visit(browser, 1, { purpose })
      expect(reading).toMatchObject({ access: { kind: 'lead', why: purpose }, visitorChange: null })
    }
    expect(browser.cookie).toBeNull()
    await site.visit(browser, 1)
    for (const purpose of ['prefetch', 'head'] as const) await site.visit(browser, 2, { purpose })
    expect(await rowCount()).toBe(before)
    expect(await read(site, browser, 2, 2)).toEqual(['read 2, 1 left', 'read 2, 1 left'])
  })

  test('open picks and subscribers are not counted, and subscribers-only picks show others the lead', async () => {
    const [site, browser, before] = [openSite(), fresh(), await rowCount()]
    expect(shownBy(await site.visit(browser, 1, { visibility: 'open' }))).toBe('open to open')
    expect(shownBy(await site.visit(browser, 1, { reader: { kind: 'subscriber', opens: 'everything' } }))).toBe(
      'open to subscriber',
    )
    expect(shownBy(await site.visit(browser, 1, { visibility: 'subscribers-only' }))).toBe('subscribers-only')
    expect([browser.cookie, await rowCount()]).toEqual([null, before])
  })

  test('a member has an allowance and readings of their own, on every device', async () => {
    const site = openSite()
    const reader = { kind: 'member', id: `${engine}-7` } as const
    const shown = []
    for (const pick of [1, 2, 3, 4, 5, 6, 1]) shown.push(shownBy(await site.visit(fresh(), pick, { reader })))
    expect(shown).toEqual([
      'read 1, 4 left',
      'read 2, 3 left',
      'read 3, 2 left',
      'read 4, 1 left',
      'read 5, 0 left',
      'allowance-spent',
      'read 1, 4 left',
    ])
  })

  test('forgetting takes the picks out of the ledger and gives no reading back, whatever the cookie still carries', async () => {
    const [site, browser] = [openSite(), fresh()]
    await site.visit(browser, 1)
    await site.forget(browser)
    expect((await rowsOf(site, browser)).map(([pick, nth]) => [(pick ?? 0) < 0, nth])).toEqual([[true, 1]])
    expect(await read(site, browser, 1, 1)).toEqual(['read 2, 1 left', 'read 2, 1 left'])
    expect(await read(site, browser, 2, 3)).toEqual(['read 3, 0 left', 'allowance-spent'])
  })

  test('an allowance of 0 shows the wall and gives no cookie', async () => {
    const [site, browser] = [openSite({ policy: { period: { kind: 'week' }, allowance: { visitor: 0, member: 5 } } }), fresh()]
    expect(await site.visit(browser, 1)).toMatchObject({
      access: { why: 'allowance-spent' },
      period: { opensAgain: '2026-03-09' },
      visitorChange: null,
    })
  })

  test('the number under a pick is the one that held when it was counted, also after the allowance has changed', async () => {
    const [site, browser] = [openSite(), fresh()]
    await read(site, browser, 1, 2, 3)
    site.policy = { ...site.policy, allowance: { visitor: 5, member: 5 } }
    expect(await read(site, browser, 4)).toEqual(['read 4, 1 left'])
    site.policy = { ...site.policy, allowance: { visitor: 1, member: 5 } }
    expect(await read(site, browser, 4, 1, 5)).toEqual(['read 4, 0 left', 'read 1, 0 left', 'allowance-spent'])
  })

  test('the allowance comes back exactly at the local start of the month, and once [PW-28]', async () => {
    const [site, browser] = [openSite({ now: at('2026-03-31T21:59:59.999Z') }), fresh()]
    expect(await read(site, browser, 1, 2, 3, 4)).toContain('allowance-spent')
    site.now = at('2026-03-31T22:00:00.000Z')
    expect(await read(site, browser, 5, 6, 7, 8)).toEqual([
      'read 1, 2 left',
      'read 2, 1 left',
      'read 3, 0 left',
      'allowance-spent',
    ])
    for (const back of ['2026-03-31T21:30:00Z', '2026-02-20T12:00:00Z', '2025-12-31T23:30:00Z']) {
      site.now = at(back)
      expect(await read(site, browser, 9, 5)).toEqual(['allowance-spent', 'read 1, 2 left'])
    }
  })

  test('a zone that moves back over the start of a month gives nothing again [PW-28]', async () => {
    const [site, browser] = [openSite({ now: at('2026-03-31T23:00:00Z') }), fresh()]
    await read(site, browser, 1, 2, 3)
    site.moveTo('America/New_York')
    expect(await read(site, browser, 4)).toEqual(['allowance-spent'])
    site.moveTo('Pacific/Apia')
    expect(await read(site, browser, 4)).toEqual(['allowance-spent'])
  })

  test('a first reading that is still in the cookie holds its period against a clock stepping back [PW-28]', async () => {
    const [site, browser] = [openSite(), fresh()]
    await site.visit(browser, 1)
    site.now = at('2026-01-24T09:30:00Z')
    const reading = await site.visit(browser, 2)
    expect(reading).toMatchObject({ access: { nth: 2, left: 1 }, period: { start: '2026-03-01', opensAgain: '2026-04-01' } })
  })

  test('a rolling period opens with the first reading and reading opens again on the day it names', async () => {
    const policy = { period: { kind: 'rolling', days: 10 }, allowance: { visitor: 2, member: 5 } } as const
    const [site, browser] = [openSite({ policy }), fresh()]
    await site.visit(browser, 1)
    site.now = at('2026-03-12T09:00:00Z')
    await site.visit(browser, 2)
    expect((await site.visit(browser, 3)).period).toEqual({ start: '2026-03-05', opensAgain: '2026-03-15' })
    site.now = at('2026-03-14T22:59:59.999Z')
    expect(await read(site, browser, 3)).toEqual(['allowance-spent'])
    site.now = at('2026-03-14T23:00:00Z')
    expect(await read(site, browser, 3)).toEqual(['read 1, 1 left'])
  })

  test('too many new visitors from one network are asked to sign up; whoever has a cookie reads on [PW-20] [PW-21]', async () => {
    const [site, before] = [openSite({ newVisitorsPerHour: 3 }), await rowCount()]
    const known = [fresh(), fresh(), fresh()]
    for (const browser of known) expect(await read(site, browser, 1)).toEqual(['read 1, 2 left'])
    const late = fresh()
    expect(await site.visit(late, 1)).toMatchObject({ access: { why: 'sign-up-first' }, visitorChange: null })
    expect(await rowCount()).toBe(before)
    for (const browser of known)
      expect(await read(site, browser, 2, 3, 1)).toEqual(['read 2, 1 left', 'read 3, 0 left', 'read 1, 2 left'])
    expect(shownBy(await site.visit(late, 1, { visibility: 'open' }))).toBe('open to open')
    expect(shownBy(await site.visit(late, 1, { address: '198.51.100.1' }))).toBe('read 1, 2 left')
  })
})

test.each([0, 1])(
  'two clocks either side of midnight open one rolling period between them, whichever is asked first: %s [RL-12]',
  async (order) => {
    const database = await openTestDatabase('sqlite')
    const policy = { period: { kind: 'rolling', days: 10 }, allowance: { visitor: 1, member: 5 } } as const
    const siteAt = (text: string) => new Site({ ledger: database.ledger, policy, now: at(text) })
    const browser = fresh()
    await siteAt('2026-03-05T09:30:00Z').visit(browser, 1)
    const sites = [siteAt('2026-04-10T21:58:00Z'), siteAt('2026-04-10T22:03:00Z')]
    const asked = order === 0 ? sites : sites.toReversed()
    const readings = await Promise.all(asked.map((site, i) => site.visit({ ...browser }, 10 + i)))
    expect(readings.filter(({ access }) => 'permit' in access)).toHaveLength(1)
    await database.drop()
  },
)
