import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlanText } from '../../../src/http/desk-api/contract-plans.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor } from '../../support/desk.ts'
import { haveSubscription } from '../../support/plans.ts'
import { openTestSite, type TestSite } from '../../support/site.ts'

const monthly: PlanText = {
  ...{ name: 'Monthly', description: 'Every pick.', price: '4.90 EUR', billed: 'month', opens: 'everything' },
  ...{ trialDays: 0, stripePrice: null, position: 1 },
}

describe.each(engines)('plans and newsletters at the desk, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  beforeAll(async () => {
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterAll(() => site.drop())

  test('a plan is offered, changed for those who come now, kept for those who have it, retired and offered again', async () => {
    const added = await ada.do('addPlan', { slug: 'monthly', ...monthly })
    const id = added.plans[0]?.id ?? 0
    expect(added.plans).toMatchObject([{ slug: 'monthly', price: '4.90 EUR', subscribers: 0, retiredAt: null }])
    expect(await (await site.request('/subscribe')).text()).toContain('€4.90 a month')
    await haveSubscription(site.database.db, { email: 'sub@paper.example', planId: id }, site.clock.now)
    expect((await ada.do('listPlans', {})).plans[0]?.subscribers).toBe(1)
    const renamed = { ...monthly, name: 'By the month' }
    expect(await ada.do('changePlan', { was: monthly, to: renamed }, { id })).toMatchObject({ kept: null })
    const dearer = await ada.do('changePlan', { was: renamed, to: { ...renamed, price: '5.90 EUR' } }, { id })
    expect(dearer.kept).toBe('monthly-2')
    expect(dearer.plans.map(({ slug, price, subscribers }) => [slug, price, subscribers]).toSorted()).toEqual([
      ['monthly', '5.90 EUR', 0],
      ['monthly-2', '4.90 EUR', 1],
    ])
    const offered = dearer.plans.find(({ slug }) => slug === 'monthly')?.id ?? 0
    await ada.do('retirePlan', {}, { id: offered })
    expect(await (await site.request('/subscribe')).text()).not.toContain('€5.90 a month')
    expect((await ada.ask('retirePlan', {}, { id: offered })).status).toBe(409)
    await ada.do('offerPlan', {}, { id: offered })
    expect(await (await site.request('/subscribe')).text()).toContain('€5.90 a month')
    const { entries } = await ada.do('listAudit', { limit: '5' })
    expect(entries.map(({ what }) => what)).toEqual(['offerPlan', 'retirePlan', 'changePlan', 'changePlan', 'addPlan'])
    expect(entries[2]?.detail).toMatchObject({ from: { price: 490 }, to: { price: 590 } })
  })

  test('a plan that somebody else has changed meanwhile, or that can’t be, is refused and stays', async () => {
    const slug = 'yearly'
    const yearly = { ...monthly, price: '49 EUR', billed: 'year' } satisfies PlanText
    const { plans } = await ada.do('addPlan', { slug, ...yearly })
    const id = plans.find((plan) => plan.slug === slug)?.id ?? 0
    const was = { ...yearly, price: '49.00 EUR' }
    const to = { ...was, price: '59.00 EUR' }
    const both = await Promise.all([
      ada.ask('changePlan', { was, to }, { id }),
      ada.ask('changePlan', { was, to: { ...was, name: 'Year' } }, { id }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await ada.ask('addPlan', { slug, ...yearly })).body).toMatchObject({ problem: { fields: [{ field: 'slug' }] } })
    const wrong = await ada.ask('addPlan', { slug: 'free', ...yearly, price: '0 EUR' })
    expect(wrong).toMatchObject({ status: 422, body: { problem: { fields: [{ field: 'price' }] } } })
    expect((await ada.ask('changePlan', { was, to }, { id: 999 })).status).toBe(404)
    const more = { ...yearly, slug: 'other', retiredAt: null }
    expect((await ada.ask('addPlan', more as typeof more & { slug: string })).status).toBe(400)
  })

  test('newsletters are begun, changed, retired and brought back, with a short name each', async () => {
    const text = { name: 'Weekend reading', description: 'On Saturdays.' }
    await ada.do('addNewsletter', text)
    const { newsletters } = await ada.do('addNewsletter', text)
    expect(newsletters.map(({ slug }) => slug)).toEqual(['weekend-reading', 'weekend-reading-2'])
    const id = newsletters[0]?.id ?? 0
    await ada.do('changeNewsletter', { was: text, to: { ...text, name: 'The weekend' } }, { id })
    expect((await ada.ask('changeNewsletter', { was: text, to: { ...text, name: 'Late' } }, { id })).status).toBe(409)
    await ada.do('retireNewsletter', {}, { id: newsletters[1]?.id ?? 0 })
    const listed = (await ada.do('listNewsletters', {})).newsletters
    expect(listed).toMatchObject([
      { slug: 'weekend-reading', name: 'The weekend', retiredAt: null },
      { slug: 'weekend-reading-2' },
    ])
    expect(listed[1]?.retiredAt).not.toBeNull()
    const back = await ada.do('changeNewsletter', { was: text, to: text }, { id: newsletters[1]?.id ?? 0 })
    expect(back.newsletters.every(({ retiredAt }) => retiredAt === null)).toBe(true)
    expect((await ada.ask('retireNewsletter', {}, { id: 999 })).status).toBe(404)
    expect((await ada.ask('addNewsletter', { ...text, slug: 'x' } as typeof text)).status).toBe(400)
  })
})
