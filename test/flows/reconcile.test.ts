import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveMember } from '../../src/data/members.ts'
import { saveCustomer } from '../../src/data/stripe-customers.ts'
import { findReconciliation } from '../../src/data/stripe-reconciliations.ts'
import { reconcileSubscriptions } from '../../src/flows/reconcile-subscriptions.ts'
import { reconcileDaily } from '../../src/jobs/payments.ts'
import { engines } from '../support/database.ts'
import { Paying } from '../support/paying.ts'
import { day } from '../support/stripe-fake/ledger.ts'

const members = 40

/** What may happen to a subscription on a day, by a number between 0 and 99. */
function happen({ stripe: { ledger } }: Paying, id: string, dice: number) {
  const found = ledger.get(id)
  if (found.status === 'canceled') return
  if (dice < 3) ledger.end(id)
  else if (dice < 6) ledger.change(id, { cancel_at_period_end: !found.cancel_at_period_end })
  else if (dice < 8)
    ledger.change(id, { pause_collection: found.pause_collection ? null : { behavior: 'void', resumes_at: null } })
  else if (dice < 10) ledger.changePrice(id, 'price_yearly', { isPaid: true })
  else if (dice < 12) ledger.refund(id)
  else if (dice < 13) ledger.dispute(id)
  else if (dice < 16) ledger.change(id, { status: found.status === 'past_due' ? 'active' : 'past_due' })
}

describe.each(engines)('the nightly comparison with Stripe, on %s', (engine) => {
  let paying: Paying
  beforeEach(async () => {
    paying = await Paying.open(engine)
  })
  afterEach(() => paying.close())

  const run = (options = {}) => reconcileSubscriptions(paying.deps, { notSince: paying.now, ...options })
  const stored = () =>
    paying.db
      .selectFrom('access_grant')
      .select(['member_id', 'source', 'opens', 'from_at', 'until_at'])
      .orderBy('source')
      .execute()
  const subscriptions = () =>
    paying.db
      .selectFrom('subscription')
      .select(['stripe_id', 'status', 'paid_until', 'cancels_at', 'ended_at'])
      .orderBy('stripe_id')
      .execute()

  async function begin(): Promise<string[]> {
    const ids: string[] = []
    for (let nth = 0; nth < members; nth += 1) {
      const email = `reader-${nth}@paper.example`
      const id = await paying.db.transaction().execute((trx) => saveMember(trx, email, paying.now))
      const customer = paying.stripe.ledger.customer(email)
      await saveCustomer(paying.db, id, customer)
      ids.push(paying.stripe.ledger.subscribe({ customer, price: 'price_monthly' }))
    }
    return ids
  }

  test('mends within a night what a month with a twentieth of the messages lost has left wrong, and lists each [PY-11]', async () => {
    const [dice] = fc.sample(fc.array(fc.nat({ max: 99 }), { minLength: 5_000, maxLength: 5_000 }), { numRuns: 1, seed: 7 })
    let roll = 0
    const next = () => dice?.[roll++ % 5_000] ?? 0
    const ids = await begin()
    let [sent, lost] = [0, 0]
    for (let today = 0; today < 30; today += 1) {
      for (const id of ids) happen(paying, id, next())
      const fresh = paying.stripe.ledger.events.slice(sent)
      sent += fresh.length
      const kept = fresh.filter(() => next() >= 5)
      lost += fresh.length - kept.length
      await paying.send(kept)
      await paying.applyAll()
      paying.stripe.ledger.later(day)
    }
    const before = await subscriptions()
    const first = await run()
    const after = await subscriptions()
    const changed = after.filter((row, at) => JSON.stringify(row) !== JSON.stringify(before[at])).length
    expect(lost).toBeGreaterThan(10)
    expect(first).toMatchObject({ corrected: first?.report.length, error: null })
    expect(first?.corrected).toBeGreaterThanOrEqual(Math.max(1, changed))
    expect(first?.report.every((line) => /^sub_\d+: .+ -> .+$/.test(line))).toBe(true)
    const grants = await stored()
    for (const id of ids) expect(await paying.look(id)).toMatchObject({ kind: 'applied', change: null })
    expect(await stored()).toEqual(grants)
    paying.stripe.ledger.later(day)
    expect(await run()).toMatchObject({ corrected: 0, report: [], error: null })
  })

  test('finds what nobody told of: a subscription begun, one ended, one paid back, an invoice', async () => {
    const { ledger } = paying.stripe
    const { id, customer } = await paying.member()
    const one = ledger.subscribe({ customer, price: 'price_monthly' })
    expect(await run()).toMatchObject({ checked: 1, corrected: 1, report: [expect.stringMatching(`^${one}: nothing -> active`)] })
    expect(await paying.db.selectFrom('invoice').select('stripe_id').execute()).toHaveLength(1)
    ledger.later(60)
    ledger.refund(one)
    expect(await run()).toMatchObject({ corrected: 1, report: [expect.stringContaining('over 2026-11-10T12:01:00')] })
    ledger.later(60)
    expect(await run()).toMatchObject({ corrected: 0 })
    ledger.end(one)
    ledger.later(60)
    expect(await run()).toMatchObject({ corrected: 1, report: [expect.stringContaining('-> ended')] })
    expect(await paying.windows(id)).toEqual(['everything 2026-11-10T12:00:00 - 2026-11-10T12:01:00'])
  })

  test('is done once a day by one of all processes, and what failed is kept for the doctor', async () => {
    await paying.member()
    const { db, payments, deps } = paying
    const job = () => reconcileDaily({ db, payments, graceDays: () => 7, now: () => paying.now, log: deps.log })
    await Promise.all([job(), job(), job()])
    expect(paying.logged.filter((line) => line.includes('compared with Stripe'))).toHaveLength(1)
    paying.stripe.ledger.later(23 * 3_600 + 1)
    paying.stripe.trouble = { status: 400 }
    await expect(job()).rejects.toThrow()
    expect(await findReconciliation(paying.db)).toMatchObject({
      startedAt: paying.now,
      finishedAt: null,
      error: expect.stringContaining('Stripe'),
    })
  })

  test('can be stopped between two subscriptions, and says how far it came', async () => {
    await begin()
    const stop = new AbortController()
    const tell = ({ checked }: { checked: number }) => checked >= 3 && stop.abort()
    expect(await run({ signal: stop.signal, tell })).toMatchObject({ checked: 3, corrected: 3, finishedAt: null })
  })
})
