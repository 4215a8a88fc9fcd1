import Stripe from 'stripe'
import type { PaidSubscription } from '../../domain/paid-subscription.ts'
import type { CheckoutAnswer, CheckoutSession, CheckoutToStart, Payments, PriceTerms, PriceToCreate } from './payments.ts'
import { readStripeEvent } from './read-event.ts'
import { idOf, isForPeriod, periodOf, readSubscription, takenBackAt } from './read-subscription.ts'
import { fromStripe, toStripe } from './stripe-amount.ts'
import { ask, askFor } from './stripe-calls.ts'

/** What opens Stripe to us. `api` is where it is asked, for tests, instead of where it is. */
export type StripeAccess = {
  secretKey: string
  webhookSecret: string
  now: () => Date
  api?: { host: string; port: number; protocol: 'http' }
}

/** How long (ms) one answer is waited for, and how often a question is put again: less where a reader waits. */
const patience = { reader: { timeout: 2_500, maxNetworkRetries: 0 }, job: { timeout: 20_000, maxNetworkRetries: 2 } }
const month = 31 * 86_400

/** Stripe. What is asked while somebody waits for a page is given up after a few seconds; a job has time. */
export function createStripePayments(access: StripeAccess, whoWaits: keyof typeof patience): Payments {
  const { secretKey, webhookSecret, now, api } = access
  const stripe = new Stripe(secretKey, { telemetry: false, ...patience[whoWaits], ...api })
  const trust = { webhooks: stripe.webhooks, secret: webhookSecret, isLive: /^[a-z]+_live_/.test(secretKey) }
  return {
    ...checkoutOf(stripe),
    ...subscriptionsOf(stripe, now),
    readEvent: (message) => readStripeEvent(trust, message),
  }
}

type CheckoutPart =
  | 'createCustomer'
  | 'changeEmail'
  | 'startCheckout'
  | 'findCheckout'
  | 'expireCheckout'
  | 'openPortal'
  | 'createPrice'
  | 'findPrice'

function checkoutOf(stripe: Stripe): Pick<Payments, CheckoutPart> {
  return {
    createCustomer: async ({ email, key }) => (await ask(stripe.customers.create({ email }, { idempotencyKey: key }))).id,
    changeEmail: async ({ customer, email, key }) =>
      void (await askFor(stripe.customers.update(customer, { email }, { idempotencyKey: key }))),
    startCheckout: (checkout) => startSession(stripe, checkout),
    findCheckout: async (id) => {
      const found = await askFor(stripe.checkout.sessions.retrieve(id))
      return found && readSession(found)
    },
    expireCheckout: async (id) => void (await ask(stripe.checkout.sessions.expire(id))),
    openPortal: async ({ customer, returnTo }) =>
      (await ask(stripe.billingPortal.sessions.create({ customer, return_url: returnTo }))).url,
    createPrice: async (price) => (await ask(stripe.prices.create(priceOf(price), { idempotencyKey: price.key }))).id,
    findPrice: async (id) => {
      const found = await askFor(stripe.prices.retrieve(id))
      if (!found) return null
      const { unit_amount, currency, recurring, active } = found
      const terms = { billed: billedOf(recurring), isActive: active }
      return unit_amount === null
        ? { ...terms, amount: null, currency: currency.toUpperCase() }
        : { ...terms, ...fromStripe(unit_amount, currency) }
    },
  }
}

async function startSession(stripe: Stripe, checkout: CheckoutToStart): Promise<CheckoutAnswer> {
  try {
    const session = await stripe.checkout.sessions.create(sessionOf(checkout), { idempotencyKey: checkout.key })
    return { kind: 'session', session: readSession(session) }
  } catch (error) {
    const isAnswer = error instanceof Stripe.errors.StripeError && error.statusCode !== undefined && error.statusCode !== 429
    if (!isAnswer) return ask(Promise.reject(error))
    return { kind: error.code === 'resource_missing' && error.param === 'customer' ? 'no-customer' : 'refused' }
  }
}

type SubscriptionPart =
  | 'findSubscription'
  | 'listSubscriptionsOfPayment'
  | 'listRunningOf'
  | 'listRunning'
  | 'setEnding'
  | 'cancel'

function subscriptionsOf(stripe: Stripe, now: () => Date): Pick<Payments, SubscriptionPart> {
  return {
    findSubscription: (id) => findWhole(stripe, id),
    listSubscriptionsOfPayment: (payment) => listOfPayment(stripe, payment),
    listRunningOf: async (customer) => {
      const found = await askFor(stripe.subscriptions.list({ customer, limit: 100 }))
      return found?.data.map(({ id }) => id) ?? []
    },
    listRunning: () => listPages(stripe, now()),
    setEnding: async (id, isEnding) => {
      await ask(stripe.subscriptions.update(id, { cancel_at_period_end: isEnding }))
    },
    cancel: async (id) => {
      const found = await askFor(stripe.subscriptions.retrieve(id))
      if (found && found.status !== 'canceled' && found.status !== 'incomplete_expired')
        await ask(stripe.subscriptions.cancel(id))
    },
  }
}

async function findWhole(stripe: Stripe, id: string): Promise<PaidSubscription | null> {
  const found = await askFor(stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] }))
  if (!found) return null
  const { data } = await ask(stripe.invoices.list({ subscription: id, limit: 30, expand: ['data.payments'] }))
  const { from } = periodOf(found)
  const payments = data
    .filter((invoice) => isForPeriod(invoice, from))
    .flatMap(({ payments }) => payments?.data ?? [])
    .flatMap(({ payment }) => (payment.payment_intent ? [idOf(payment.payment_intent)] : []))
  const times = await Promise.all(payments.map((payment) => findTakenBack(stripe, payment)))
  const earliest = times.flatMap((time) => time ?? []).sort((a, b) => a.getTime() - b.getTime())[0]
  return readSubscription(found, { invoices: data, takenBackAt: earliest ?? null })
}

async function findTakenBack(stripe: Stripe, payment: string): Promise<Date | null> {
  const charges = await ask(stripe.charges.list({ payment_intent: payment, expand: ['data.refunds'] }))
  const paid = charges.data.find(({ status }) => status === 'succeeded')
  if (!paid) return null
  const disputes = paid.disputed ? (await ask(stripe.disputes.list({ charge: paid.id }))).data : []
  return takenBackAt(paid, disputes)
}

async function listOfPayment(stripe: Stripe, payment: string): Promise<string[]> {
  const asked = { type: 'payment_intent', payment_intent: payment }
  const found = await ask(stripe.invoicePayments.list({ payment: asked, expand: ['data.invoice'] }))
  return found.data.flatMap(({ invoice }) => {
    const details = typeof invoice === 'string' || invoice.deleted ? null : invoice.parent?.subscription_details
    return details ? [idOf(details.subscription)] : []
  })
}

async function* listPages(stripe: Stripe, now: Date): AsyncGenerator<PaidSubscription[]> {
  const moved = await listMoved(stripe, now)
  let after: string | undefined
  do {
    const page: Stripe.ApiList<Stripe.Subscription> = await ask(
      stripe.subscriptions.list({ limit: 100, expand: ['data.latest_invoice'], ...(after && { starting_after: after }) }),
    )
    const read: PaidSubscription[] = []
    for (const found of page.data) {
      const whole = moved.has(found.id) ? await findWhole(stripe, found.id) : null
      const latest = typeof found.latest_invoice === 'string' ? null : found.latest_invoice
      read.push(whole ?? readSubscription(found, { invoices: latest ? [latest] : [], takenBackAt: null }))
    }
    yield read
    after = page.has_more ? page.data.at(-1)?.id : undefined
  } while (after)
}

/** The subscriptions for which money went back, or was argued about, in the past month. */
async function listMoved(stripe: Stripe, now: Date): Promise<Set<string>> {
  const created = { gte: Math.floor(now.getTime() / 1_000) - month }
  const payments = new Set<string>()
  const note = ({ payment_intent }: Pick<Stripe.Refund, 'payment_intent'>) => {
    if (payment_intent) payments.add(idOf(payment_intent))
  }
  await ask(stripe.refunds.list({ created, limit: 100 }).autoPagingEach(note))
  await ask(stripe.disputes.list({ created, limit: 100 }).autoPagingEach(note))
  const found = new Set<string>()
  for (const payment of payments) for (const id of await listOfPayment(stripe, payment)) found.add(id)
  return found
}

function sessionOf({
  customer,
  price,
  trialDays,
  expiresAt,
  returnTo,
  cancelTo,
}: CheckoutToStart): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'subscription',
    customer,
    line_items: [{ price, quantity: 1 }],
    ...(trialDays > 0 && { subscription_data: { trial_period_days: trialDays } }),
    expires_at: Math.floor(expiresAt.getTime() / 1_000),
    success_url: returnTo,
    cancel_url: cancelTo,
  }
}

function priceOf({ name, amount, currency, billed }: PriceToCreate): Stripe.PriceCreateParams {
  return {
    currency: currency.toLowerCase(),
    unit_amount: toStripe({ amount, currency }),
    recurring: { interval: billed },
    product_data: { name },
  }
}

function readSession({ id, customer, status, subscription, url }: Stripe.Checkout.Session): CheckoutSession {
  return {
    id,
    customer: customer && idOf(customer),
    state: stateOf(status),
    subscription: subscription && idOf(subscription),
    url,
  }
}

function stateOf(status: Stripe.Checkout.Session['status']): CheckoutSession['state'] {
  if (status === 'open') return 'open'
  return status === 'complete' ? 'complete' : 'expired'
}

function billedOf(recurring: Stripe.Price['recurring']): PriceTerms['billed'] {
  if (recurring?.interval_count !== 1) return null
  if (recurring.interval === 'month') return 'month'
  return recurring.interval === 'year' ? 'year' : null
}
