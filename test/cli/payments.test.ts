import { afterEach, beforeEach, expect, test } from 'vitest'
import { updateEmail } from '../../src/data/members.ts'
import { saveNewAddress } from '../../src/data/stripe-addresses.ts'
import { saveReconciliation, startReconciliation } from '../../src/data/stripe-reconciliations.ts'
import { envOf, runCli } from '../support/cli.ts'
import { Paying } from '../support/paying.ts'

let paying: Paying
beforeEach(async () => {
  paying = await Paying.open('sqlite')
})
afterEach(() => paying.close())

const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }
const run = (...args: string[]) =>
  runCli(args, { env: { ...envOf(paying.database), ...keys }, payments: paying.payments, now: () => paying.now })
const doctor = async () => (await run('doctor')).out

test('reconcile prints a line for each subscription it corrects, and what it came to', async () => {
  const { customer } = await paying.member()
  const id = paying.stripe.ledger.subscribe({ customer, price: 'price_monthly' })
  const first = await run('reconcile')
  expect([first.code, first.out]).toEqual([
    0,
    `${id}: nothing -> active, paid until 2026-12-10T12:00:00.000Z\n1 subscription compared, 1 corrected.\n`,
  ])
  expect((await run('reconcile')).out).toBe('1 subscription compared, 0 corrected.\n')
  expect((await run('reconcile', 'now')).code).toBe(2)
})

test('reconcile says that it was stopped', async () => {
  const { customer } = await paying.member()
  paying.stripe.ledger.subscribe({ customer, price: 'price_monthly' })
  const env = { ...envOf(paying.database), ...keys }
  const stopped = await runCli(['reconcile'], { env, payments: paying.payments, interruption: AbortSignal.abort() })
  expect([stopped.code, stopped.out]).toEqual([1, 'Stopped: 0 subscriptions compared, 0 corrected.\n'])
})

test('sell makes the prices that are missing at Stripe, once', async () => {
  await paying.db.updateTable('plan').set({ stripe_price: null }).where('slug', '=', 'yearly').execute()
  const sold = await run('sell')
  expect(sold.out).toMatch(/^monthly was sold already \(price_monthly\)\.\nyearly is sold now \((price_\d+)\)\.\n$/)
  const made = /now \((\w+)\)/.exec(sold.out)?.[1] ?? ''
  expect(paying.stripe.ledger.prices.get(made)).toMatchObject({ unit_amount: 7_000, recurring: { interval: 'year' } })
  expect((await run('sell', 'yearly')).out).toBe(`yearly was sold already (${made}).\n`)
  expect(await run('sell', 'none')).toMatchObject({ code: 1, err: expect.stringContaining('tessera plans') })
})

test('without Stripe’s keys both say what is missing', async () => {
  for (const verb of ['sell', 'reconcile'])
    expect(await runCli([verb], { env: envOf(paying.database) })).toMatchObject({
      code: 1,
      err: expect.stringContaining('STRIPE_SECRET_KEY'),
    })
})

test('the doctor tells how paying stands, and what to do about it', async () => {
  expect(await doctor()).toContain('Stripe has never told us anything; nothing waits')
  expect(await doctor()).toContain('never compared with Stripe')
  const { customer } = await paying.member()
  paying.stripe.ledger.subscribe({ customer, price: 'price_monthly' })
  await paying.send()
  expect(await doctor()).toContain('ok       Stripe last told us something 2026-11-10 12:00 UTC; 2 messages wait')
  paying.stripe.trouble = { status: 500 }
  await paying.applyAll()
  paying.stripe.ledger.later(16 * 60)
  expect(await doctor()).toContain('PROBLEM  Stripe last told us something')
  expect(await doctor()).toContain('2 alerts about payments in a week')
  paying.stripe.trouble = null
  await run('reconcile')
  expect(await doctor()).toMatch(
    /ok {7}1 subscription compared with Stripe 2026-11-10 12:16 UTC, 1 corrected\n +sub_\d+: nothing -> active/,
  )
  paying.stripe.ledger.later(3 * 86_400)
  expect(await doctor()).toContain('PROBLEM  Subscriptions were last compared with Stripe 2026-11-10')
  const { now, db } = paying
  await startReconciliation(db, { now, notSince: now })
  await saveReconciliation(db, {
    startedAt: now,
    finishedAt: null,
    checked: 0,
    corrected: 0,
    report: [],
    error: 'Stripe doesn’t answer',
  })
  expect(await doctor()).toContain('failed 2026-11-13 12:16 UTC: Stripe doesn’t answer')
  const without = await runCli(['doctor'], { env: envOf(paying.database) })
  expect(without.out).toContain('PROBLEM  2 plans can’t be paid for')
})

test('the doctor tells of new addresses that Stripe doesn’t take, once that has gone on for a while', async () => {
  const { db, stripe } = paying
  const { id } = await paying.member()
  expect(await doctor()).not.toContain('address')
  await db.transaction().execute(async (trx) => {
    await updateEmail(trx, id, 'ada@new.example')
    await saveNewAddress(trx, id, paying.now)
  })
  expect(await doctor()).toContain('Stripe is still to be told the new address of 1 member')
  stripe.ledger.later(16 * 60)
  expect(await doctor()).toContain(
    'PROBLEM  Nobody has told Stripe the new address of 1 member since 2026-11-10 12:00 UTC. Is the site running?',
  )
  stripe.trouble = { status: 401 }
  await paying.applyAll()
  expect(await doctor()).toContain(
    'PROBLEM  Stripe doesn’t take the new address of 1 member, the oldest since 2026-11-10 12:00 UTC: Stripe refuses the key.',
  )
  stripe.trouble = null
  stripe.ledger.later(60)
  await paying.applyAll()
  expect(await doctor()).not.toContain('address')
})
