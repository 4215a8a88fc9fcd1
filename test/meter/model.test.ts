import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import type { Purpose } from '../../src/domain/access.ts'
import type { PeriodKind } from '../../src/domain/policy.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Model } from './model.ts'
import { type Browser, Site, shownBy } from './site.ts'

type Real = { site: Site; browser: Browser; saved: (string | null)[]; reopen: () => Promise<void> }
type Step = fc.AsyncCommand<Model, Real, false>

const newVisitorsPerHour = 12

function step(name: string, run: (model: Model, real: Real) => Promise<void> | void): Step {
  return { check: () => true, run: async (model, real) => run(model, real), toString: () => name }
}

const visit = (pick: number, purpose: Purpose) =>
  step(`${purpose} ${pick}`, async (model, { site, browser }) => {
    expect(shownBy(await site.visit(browser, pick, { purpose }))).toBe(model.visit(pick, purpose))
  })

const burst = (picks: number[]) =>
  step(`all at once ${picks}`, async (model, { site, browser }) => {
    const shown = await Promise.all(picks.map(async (pick) => ({ pick, shown: shownBy(await site.visit({ ...browser }, pick)) })))
    // Whichever request the ledger took first is first in the model as well.
    const nth = ({ shown: text }: { shown: string }) => Number(/^read (\d+)/.exec(text)?.[1] ?? 99)
    const inOrder = model.visitor ? shown.toSorted((a, b) => nth(a) - nth(b)) : shown
    const expected = model.burst(inOrder.map(({ pick }) => pick))
    const wanted = inOrder.map(({ pick }, i) => ({ pick, shown: expected[i] }))
    if (model.visitor) expect(inOrder).toEqual(wanted)
    else expect(inOrder.map((one) => one.shown).toSorted()).toEqual(expected.toSorted())
  })

const passes = (hours: number) =>
  step(`${hours} h later`, (model, { site }) => {
    model.now += hours * 3_600_000
    site.now = new Date(model.now)
  })

const movesTo = (zone: string) =>
  step(`moves to ${zone}`, (model, { site }) => {
    model.zone = zone
    site.moveTo(zone)
  })

const setPolicy = (period: PeriodKind, visitor: number) =>
  step(`policy ${JSON.stringify(period)} ${visitor}`, (model, { site }) => {
    model.policy = { period, allowance: { visitor, member: 5 } }
    site.policy = model.policy
  })

const clearCookies = step('clear cookies', (model, { browser }) => {
  model.visitor = null
  browser.cookie = null
})

const saveCookies = step('save cookies', (model, { browser, saved }) => {
  model.saved.push(model.visitor)
  saved.push(browser.cookie)
})

const restoreCookies = (which: number) =>
  step(`restore cookies ${which}`, (model, { browser, saved }) => {
    if (saved.length === 0) return
    model.visitor = model.saved[which % saved.length] ?? null
    browser.cookie = saved[which % saved.length] ?? null
  })

const forget = step('forget what I have read', async (model, { site, browser }) => {
  await site.forget(browser)
  model.forget()
})

const restart = step('restart', async (model, { site, reopen }) => {
  await reopen()
  site.restart()
  model.restart()
})

const pick = fc.integer({ min: 1, max: 7 })
const hours = fc.constantFrom(1, -1, 2, 24, -24, 24 * 7, 24 * 31, 24 * 95, -24 * 40)
const zone = fc.constantFrom('Europe/Berlin', 'Pacific/Auckland', 'Pacific/Apia', 'Asia/Kolkata', 'America/New_York', 'UTC')
const period = fc.constantFrom<PeriodKind>(
  { kind: 'month' },
  { kind: 'week' },
  { kind: 'rolling', days: 5 },
  { kind: 'rolling', days: 30 },
)

const steps = fc.commands<Model, Real, false>(
  [
    pick.map((id) => visit(id, 'read')),
    pick.map((id) => visit(id, 'read')),
    pick.map((id) => visit(id, 'read')),
    pick.map((id) => visit(id, 'prefetch')),
    pick.map((id) => visit(id, 'head')),
    fc.uniqueArray(pick, { minLength: 2, maxLength: 7 }).map(burst),
    hours.map(passes),
    zone.map(movesTo),
    fc.tuple(period, fc.integer({ min: 0, max: 5 })).map(([kind, visitor]) => setPolicy(kind, visitor)),
    fc.constant(clearCookies),
    fc.constant(saveCookies),
    fc.nat(9).map(restoreCookies),
    fc.constant(forget),
    fc.constant(restart),
  ],
  { maxCommands: 50, size: '+1' },
)

/** The test's own database, closed and opened again by the steps that restart the program. */
async function openReal(database: TestDatabase): Promise<{ real: () => Real; close: () => Promise<void> }> {
  let open = await openDatabase(database.place)
  const real = () => {
    const site = new Site({ ledger: open.ledger, now: new Date(new Model(0).now), newVisitorsPerHour })
    const reopen = async () => {
      await open.close()
      open = await openDatabase(database.place)
      site.ledger = open.ledger
    }
    return { site, browser: { cookie: null }, saved: [], reopen }
  }
  return { real, close: () => open.close() }
}

describe.each(engines)('on %s', (engine) => {
  const numRuns = engine === 'sqlite' ? 200 : 20

  test(`the meter does what a model of it says, in ${numRuns} runs of up to 50 steps [RL-15]`, async () => {
    const database = await openTestDatabase(engine)
    const { real, close } = await openReal(database)
    try {
      const run = fc.asyncProperty(steps, (taken) =>
        fc.asyncModelRun(() => ({ model: new Model(newVisitorsPerHour), real: real() }), taken),
      )
      await fc.assert(run, { numRuns })
    } finally {
      await close()
      await database.drop()
    }
  })
})
