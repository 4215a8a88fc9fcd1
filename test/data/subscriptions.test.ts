import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listGrants } from '../../src/data/access-grants.ts'
import { deleteInvoicesOf, type Invoice, listInvoicesOf, saveInvoice } from '../../src/data/invoices.ts'
import { saveMember } from '../../src/data/members.ts'
import {
  findPlan,
  findPlanById,
  findPlanByStripePrice,
  listAllPlans,
  listPlans,
  offerPlan,
  retirePlan,
  savePlan,
  updateUnusedPlan,
} from '../../src/data/plans.ts'
import type { Trx } from '../../src/data/schema.ts'
import {
  deleteSubscriptionsOf,
  findSubscription,
  findSubscriptionByStripeId,
  listSubscriptionsOf,
  type SubscriptionToSave,
  saveSubscription,
} from '../../src/data/subscriptions.ts'
import { changeSetting, unsetSetting } from '../../src/flows/change-setting.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { havePlan, monthly, yearly } from '../support/plans.ts'

const now = new Date('2026-11-10T12:00:00Z')
const paidUntil = new Date('2026-12-10T12:00:00.123Z')
const saving = { graceDays: 7, now }

describe.each(engines)('plans, subscriptions and invoices, on %s', (engine) => {
  let database: TestDatabase
  let planId: number
  let memberId: number
  const inOne = <T>(work: (trx: Trx) => Promise<T>) => database.db.transaction().execute(work)
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    planId = await havePlan(database.db)
    memberId = await inOne((trx) => saveMember(trx, 'ada@example.org', now))
  })
  afterEach(() => database.drop())

  const byCard = (other: Partial<SubscriptionToSave> = {}): SubscriptionToSave => ({
    memberId,
    planId,
    kind: 'stripe',
    status: 'active',
    startsAt: now,
    paidUntil,
    cancelsAt: null,
    endedAt: null,
    stripeId: 'sub_1',
    note: '',
    ...other,
  })
  const save = (subscription: SubscriptionToSave) => inOne((trx) => saveSubscription(trx, subscription, saving))
  const grants = async () =>
    (await listGrants(database.db, memberId)).map(({ source, opens, window }) => ({ source, opens, ...window }))

  test('plans are offered in their order; a retired one is found but not offered until it is again', async () => {
    const { db } = database
    const id = await havePlan(db, { ...yearly, position: 0, stripePrice: 'price_1', opens: 'metered', trialDays: 14 })
    expect((await listPlans(db)).map(({ slug }) => slug)).toEqual(['yearly', 'monthly'])
    expect(await findPlan(db, 'yearly')).toEqual({
      ...yearly,
      id,
      position: 0,
      stripePrice: 'price_1',
      opens: 'metered',
      trialDays: 14,
    })
    expect(await findPlanById(db, id)).toEqual(await findPlanByStripePrice(db, 'price_1'))
    expect(await inOne((trx) => retirePlan(trx, 'yearly', now))).toBe(true)
    expect(await inOne((trx) => retirePlan(trx, 'yearly', now))).toBe(false)
    expect((await listPlans(db)).map(({ slug }) => slug)).toEqual(['monthly'])
    expect((await listAllPlans(db)).map(({ retiredAt }) => retiredAt)).toEqual([now, null])
    expect((await findPlanByStripePrice(db, 'price_1'))?.retiredAt).toEqual(now)
    expect(await inOne((trx) => offerPlan(trx, 'yearly'))).toBe(true)
    expect((await findPlan(db, 'yearly'))?.retiredAt).toBeNull()
    expect(await findPlan(db, 'weekly')).toBeNull()
    expect(await findPlanByStripePrice(db, 'price_2')).toBeNull()
    expect(await inOne((trx) => savePlan(trx, { ...monthly, price: 1 }, now))).toBeNull()
    expect((await findPlan(db, 'monthly'))?.price).toBe(490)
  })

  test('the terms of a plan can be changed only while nobody has it or can have bought it', async () => {
    const terms = { ...monthly, price: 590 }
    expect(await inOne((trx) => updateUnusedPlan(trx, planId, terms))).toBe(true)
    await save(byCard())
    expect(await inOne((trx) => updateUnusedPlan(trx, planId, { ...terms, price: 690 }))).toBe(false)
    expect((await findPlanById(database.db, planId))?.price).toBe(590)
    const sold = await havePlan(database.db, { ...yearly, stripePrice: 'price_1' })
    expect(await inOne((trx) => updateUnusedPlan(trx, sold, { ...yearly, stripePrice: 'price_2' }))).toBe(false)
  })

  test('a subscription and the access it gives are one: what is saved of it is what it opens', async () => {
    const id = await save(byCard())
    expect(await findSubscription(database.db, id)).toEqual({ ...byCard(), id })
    const graceOver = new Date('2026-12-17T12:00:00.123Z')
    expect(await grants()).toEqual([{ source: `subscription:${id}`, opens: 'everything', from: now, until: graceOver }])
    await save({ ...byCard(), id, cancelsAt: paidUntil })
    expect(await grants()).toMatchObject([{ until: paidUntil }])
    const metered = await havePlan(database.db, { ...yearly, opens: 'metered' })
    await save({ ...byCard(), id, planId: metered, status: 'ended', endedAt: now })
    expect(await grants()).toEqual([{ source: `subscription:${id}`, opens: 'metered', from: now, until: now }])
    await expect(save({ ...byCard(), id: 999 })).rejects.toThrow('999')
  })

  test('one of Stripe’s is saved once however often it comes, also fifty times at once', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, (_, nth) => save(byCard({ note: `${nth}` }))))
    expect(new Set(ids).size).toBe(1)
    expect(await listSubscriptionsOf(database.db, memberId)).toHaveLength(1)
    expect(await grants()).toHaveLength(1)
    expect((await findSubscriptionByStripeId(database.db, 'sub_1'))?.id).toBe(ids[0])
    expect(await findSubscriptionByStripeId(database.db, 'sub_2')).toBeNull()
  })

  test('one that goes over to another member opens nothing any more for the first', async () => {
    const id = await save(byCard())
    const other = await inOne((trx) => saveMember(trx, 'ben@example.org', now))
    expect(await save(byCard({ memberId: other }))).toBe(id)
    expect(await grants()).toEqual([])
    expect(await listGrants(database.db, other)).toHaveLength(1)
  })

  test('when what saves a subscription fails, neither it nor its access is kept', async () => {
    const failing = inOne(async (trx) => {
      await saveSubscription(trx, byCard(), saving)
      throw new Error('no mail could be written')
    })
    await expect(failing).rejects.toThrow('no mail')
    expect(await grants()).toEqual([])
    expect(await listSubscriptionsOf(database.db, memberId)).toEqual([])
  })

  test('the grace is exactly as configured: all access follows the setting at once', async () => {
    await save(byCard())
    await save(byCard({ kind: 'comp', stripeId: null }))
    const until = async () => (await grants()).map((grant) => grant.until?.toISOString())
    await changeSetting(database.db, 'graceDays', '10')
    expect(await until()).toEqual(['2026-12-20T12:00:00.123Z', '2026-12-10T12:00:00.123Z'])
    await changeSetting(database.db, 'graceDays', '0')
    expect(await until()).toEqual(['2026-12-10T12:00:00.123Z', '2026-12-10T12:00:00.123Z'])
    await unsetSetting(database.db, 'graceDays')
    expect(await until()).toEqual(['2026-12-17T12:00:00.123Z', '2026-12-10T12:00:00.123Z'])
  })

  test('a member’s subscriptions are listed by their start and leave nothing behind', async () => {
    const first = await save(byCard())
    const second = await save(byCard({ stripeId: null, kind: 'gift', startsAt: paidUntil }))
    expect((await listSubscriptionsOf(database.db, memberId)).map(({ id }) => id)).toEqual([second, first])
    await inOne((trx) => deleteSubscriptionsOf(trx, memberId))
    expect(await listSubscriptionsOf(database.db, memberId)).toEqual([])
    expect(await grants()).toEqual([])
  })

  test('an invoice of Stripe’s is replaced, one by hand keeps its number to itself', async () => {
    const subscriptionId = await save(byCard())
    const invoice: Omit<Invoice, 'id'> = {
      memberId,
      subscriptionId,
      number: '2026-17',
      total: 490,
      currency: 'EUR',
      issuedAt: now,
      paidAt: null,
      url: null,
      stripeId: null,
    }
    const add = (other: Partial<Invoice> = {}) => inOne((trx) => saveInvoice(trx, { ...invoice, ...other }))
    const byHand = await add()
    expect(await add({ total: 1 })).toBeNull()
    const stripes = { stripeId: 'in_1', issuedAt: paidUntil }
    const ofStripe = await add(stripes)
    expect(await add({ ...stripes, paidAt: paidUntil, url: 'https://pay.example/in_1' })).toBe(ofStripe)
    const replaced = { ...invoice, ...stripes, id: ofStripe, paidAt: paidUntil, url: 'https://pay.example/in_1' }
    expect(await listInvoicesOf(database.db, memberId)).toEqual([replaced, { ...invoice, id: byHand }])
    await inOne((trx) => deleteInvoicesOf(trx, memberId))
    expect(await listInvoicesOf(database.db, memberId)).toEqual([])
  })
})
