import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadInboxState } from '../../src/data/stripe-events.ts'
import { retrySeconds } from '../../src/flows/apply-events.ts'
import { applySubscription } from '../../src/flows/apply-subscription.ts'
import { engines } from '../support/database.ts'
import { Paying } from '../support/paying.ts'

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items]
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

describe.each(engines)('what Stripe tells, on %s', (engine) => {
  let paying: Paying
  beforeEach(async () => {
    paying = await Paying.open(engine)
  })
  afterEach(() => paying.close())

  const rows = () =>
    paying.db.selectFrom('stripe_event').select(['id', 'attempts', 'applied_at', 'alert']).orderBy('id').execute()
  const subscriptions = () => paying.db.selectFrom('subscription').select(['stripe_id', 'status']).execute()

  const every = engine === 'sqlite' ? 1 : 6

  test(`in ${120 / every} of the 120 orders of five events the same comes of them, and what has ended stays so [PY-03]`, async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    const subscription = ledger.subscribe({ customer, price: 'price_monthly' })
    ledger.emit('checkout.session.completed', { id: 'cs_1', object: 'checkout.session', subscription, customer })
    ledger.change(subscription, { status: 'active' })
    ledger.later(3_600)
    ledger.end(subscription)
    const events = ledger.events
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      'checkout.session.completed',
      'customer.subscription.created',
      'customer.subscription.deleted',
      'customer.subscription.updated',
      'invoice.paid',
    ])
    const orders = permutations([...events]).filter((_, at) => at % every === 0)
    for (const order of orders) {
      for (const table of ['stripe_event', 'access_grant', 'invoice', 'subscription'] as const)
        await paying.db.deleteFrom(table).execute()
      for (const event of order) {
        await paying.send([event])
        await paying.applyAll()
      }
      expect(await paying.windows(id)).toEqual(['everything 2026-11-10T12:00:00 - 2026-11-10T13:00:00'])
      expect(await subscriptions()).toEqual([{ stripe_id: subscription, status: 'ended' }])
    }
  })

  test('of two events of one second that contradict each other neither is believed: Stripe is asked [PY-04]', async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    const subscription = ledger.subscribe({ customer, price: 'price_monthly' })
    ledger.change(subscription, { cancel_at_period_end: true })
    ledger.change(subscription, { cancel_at_period_end: false })
    for (const events of [ledger.events, ledger.events.toReversed()]) {
      await paying.db.deleteFrom('stripe_event').execute()
      await paying.send([...events])
      await paying.applyAll()
      expect(await paying.windows(id)).toEqual(['everything 2026-11-10T12:00:00 - 2026-12-17T12:00:00'])
    }
  })

  test('fifty at once, applied by several processes, have one effect [PY-02]', async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    const subscription = ledger.subscribe({ customer, price: 'price_monthly' })
    for (let more = 0; more < 50; more += 1) ledger.change(subscription, { metadata: { more: String(more) } })
    await Promise.all(ledger.events.map((event) => paying.send([event])))
    await Promise.all(Array.from({ length: 5 }, () => paying.applyAll()))
    paying.stripe.ledger.later(60)
    await paying.applyAll()
    expect(await subscriptions()).toHaveLength(1)
    expect(await paying.windows(id)).toHaveLength(1)
    expect((await rows()).every(({ applied_at }) => applied_at !== null)).toBe(true)
  })

  test('an answer that is older than one written down meanwhile is not written over it', async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    const subscription = ledger.subscribe({ customer, price: 'price_monthly' })
    await paying.look(subscription)
    const held = Promise.withResolvers<void>()
    const { findSubscription } = paying.payments
    const slow = {
      ...paying.payments,
      findSubscription: async (one: string) => {
        const found = await findSubscription(one)
        await held.promise
        return found
      },
    }
    const overtaken = applySubscription({ ...paying.deps, payments: slow }, subscription)
    await expect.poll(() => paying.stripe.asked.filter((one) => one.endsWith(subscription)).length).toBe(2)
    ledger.later(60)
    ledger.end(subscription)
    await paying.look(subscription)
    held.resolve()
    expect(await overtaken).toEqual({ kind: 'overtaken' })
    expect(await paying.windows(id)).toEqual(['everything 2026-11-10T12:00:00 - 2026-11-10T12:01:00'])
  })

  test('what can’t be applied waits and is tried again, is told of, and nothing is lost [PY-05] [PY-06]', async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    ledger.subscribe({ customer, price: 'price_monthly' })
    await paying.send()
    paying.stripe.trouble = { status: 500 }
    for (const [attempt, seconds] of retrySeconds.entries()) {
      await paying.applyAll()
      expect((await rows())[0]).toMatchObject({
        attempts: attempt + 1,
        applied_at: null,
        alert: expect.stringContaining('Stripe has a fault'),
      })
      ledger.later(seconds)
    }
    expect(paying.logged.filter((line) => line.includes('not applied'))).toHaveLength(retrySeconds.length)
    const state = await loadInboxState(paying.db, new Date(0))
    expect(state).toMatchObject({ waiting: 2, alerts: 2, waitingSince: new Date('2026-11-10T12:00:00Z') })
    paying.stripe.trouble = null
    await paying.applyAll()
    expect(await paying.windows(id)).toHaveLength(1)
    expect(await loadInboxState(paying.db, new Date(0))).toMatchObject({ waiting: 0, alerts: 0 })
  })

  test('what a process had taken when it ended is applied by the next [PY-05]', async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    ledger.subscribe({ customer, price: 'price_monthly' })
    await paying.send()
    const until = new Date(paying.now.getTime() + 5_000)
    await paying.db.updateTable('stripe_event').set({ attempts: 1, next_attempt_at: until.toISOString() }).execute()
    expect(await paying.applyAll()).toBe(0)
    ledger.later(5)
    expect(await paying.applyAll()).toBe(1)
    expect(await paying.windows(id)).toHaveLength(1)
  })

  test('a price that no plan has gives nothing and is told of; one who has a plan keeps what is paid for [PY-10]', async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    ledger.price('price_unknown')
    const strange = ledger.subscribe({ customer, price: 'price_unknown' })
    await paying.send()
    await paying.applyAll()
    expect([await paying.windows(id), await subscriptions()]).toEqual([[], []])
    expect(paying.logged.join()).toContain(`${strange} is for a price that no plan has (price_unknown)`)
    const known = ledger.subscribe({ customer, price: 'price_monthly' })
    await paying.look(known)
    ledger.changePrice(known, 'price_unknown', { isPaid: true })
    await paying.look(known)
    expect(await paying.windows(id)).toEqual(['everything 2026-11-10T12:00:00 - 2026-12-17T12:00:00'])
    ledger.later(60)
    ledger.end(known)
    await paying.look(known)
    expect(await paying.windows(id)).toEqual(['everything 2026-11-10T12:00:00 - 2026-11-10T12:01:00'])
  })

  test('a customer nobody here is gives nobody anything, and is told of [PY-10]', async () => {
    const customer = paying.stripe.ledger.customer('stranger@paper.example')
    paying.stripe.ledger.subscribe({ customer, price: 'price_monthly' })
    await paying.send()
    await paying.applyAll()
    expect(await subscriptions()).toEqual([])
    expect(paying.logged.join()).toContain(`belongs to nobody here (${customer})`)
  })

  test('a member whose customer was deleted at Stripe has what was paid for until then, in whatever order that is told', async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    ledger.subscribe({ customer, price: 'price_monthly' })
    ledger.later(60)
    ledger.deleteCustomer(customer)
    for (const event of ledger.events.toReversed()) {
      await paying.send([event])
      await paying.applyAll()
    }
    expect(await paying.windows(id)).toEqual(['everything 2026-11-10T12:00:00 - 2026-11-10T12:01:00'])
    expect(paying.logged).toEqual([])
  })
})
