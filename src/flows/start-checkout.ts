import { keepsEmail } from '../data/members.ts'
import { findPlan, type Plan } from '../data/plans.ts'
import type { Db } from '../data/schema.ts'
import { saveNewAddress } from '../data/stripe-addresses.ts'
import { type Checkout, deleteCheckout, findCheckout, saveSession, startCheckout } from '../data/stripe-checkouts.ts'
import { deleteCustomer, findCustomerOf, saveCustomer } from '../data/stripe-customers.ts'
import { listSubscriptionsOf } from '../data/subscriptions.ts'
import type { CheckoutToStart } from '../services/stripe/payments.ts'
import { type ApplyDeps, applySubscription } from './apply-subscription.ts'

export type CheckoutDeps = ApplyDeps & {
  /** Where Stripe's page leads when it is done, and when it is left. */
  returnTo: string
  cancelTo: string
}

/** `no-plan`: nothing of that name is sold. `subscribed`: they have what they ask for. `unavailable`: Stripe doesn't do it now. */
export type CheckoutStarted = { kind: 'go'; url: string } | { kind: 'no-plan' | 'subscribed' | 'unavailable' }

export type Buyer = { id: number; email: string }

const minute = 60_000
/** A checkout is the same one again for so long after it began, Stripe's page can be used for so long, and a payment be undecided. */
const minutes = { same: 25, usable: 60, undecided: 1_440 }

/**
 * Begins paying for a plan at Stripe, or goes on with what has begun: a member has one checkout at a time, so that two windows end in
 * one subscription. What the browser says besides the plan's name plays no part. Throws when Stripe doesn't answer.
 */
export async function beginCheckout(
  deps: CheckoutDeps,
  { member, slug }: { member: Buyer; slug: string },
): Promise<CheckoutStarted> {
  const plan = await findPlan(deps.db, slug)
  if (!plan || plan.retiredAt !== null || plan.stripePrice === null) return { kind: 'no-plan' }
  const theirs = (await listSubscriptionsOf(deps.db, member.id)).filter(({ kind }) => kind === 'stripe')
  if (theirs.some(({ status }) => status !== 'ended')) return { kind: 'subscribed' }
  const before = await resume(deps, { memberId: member.id, price: plan.stripePrice })
  if (before) return before
  // A trial is for getting to know the magazine.
  return open(deps, { member, price: plan.stripePrice, trialDays: theirs.length > 0 ? 0 : plan.trialDays })
}

/** What has become of the checkout that the member has under way; null when there is none to go on with. */
async function resume(
  deps: CheckoutDeps,
  { memberId, price }: Pick<Checkout, 'memberId' | 'price'>,
): Promise<CheckoutStarted | null> {
  const { db, payments, now } = deps
  const before = await findCheckout(db, memberId)
  const session = before?.session ? await payments.findCheckout(before.session) : null
  if (!before || !session) return null
  if (session.state === 'complete') {
    const applied = session.subscription === null ? null : await applySubscription(deps, session.subscription)
    if (applied?.kind === 'applied') return { kind: 'subscribed' }
    // The bank hasn't said yes yet. It has a day to; then another checkout may begin.
    if (before.startedAt > new Date(now.getTime() - minutes.undecided * minute)) return { kind: 'unavailable' }
    await deleteCheckout(db, before)
    return null
  }
  const isSame = before.price === price && before.startedAt > new Date(now.getTime() - minutes.same * minute)
  if (session.state === 'open' && isSame && session.url !== null) return { kind: 'go', url: session.url }
  if (session.state === 'open') await payments.expireCheckout(session.id)
  await deleteCheckout(db, before)
  return null
}

type ToOpen = { member: Buyer; price: string; trialDays: Plan['trialDays'] }

async function open(deps: CheckoutDeps, wanted: ToOpen, isSecondTry = false): Promise<CheckoutStarted> {
  const { db, now, payments } = deps
  const { member, price, trialDays } = wanted
  const oldest = new Date(now.getTime() - minutes.same * minute)
  const checkout = await startCheckout(db, { memberId: member.id, price }, { now, oldest })
  if (checkout?.price !== price) return { kind: 'unavailable' } // another window chose another plan at this very moment
  const customer = await customerOf(deps, member, checkout)
  const answer = await payments.startCheckout(questionOf(deps, { checkout, customer, trialDays }))
  if (answer.kind !== 'session') {
    // The same question would get the same answer; the next one is another.
    await deleteCheckout(db, checkout)
    if (answer.kind === 'refused' || isSecondTry) return { kind: 'unavailable' }
    await deleteCustomer(db, customer)
    return open(deps, wanted, true)
  }
  const { id, url } = answer.session
  if (await saveSession(db, checkout, id)) return url === null ? { kind: 'unavailable' } : { kind: 'go', url }
  await payments.expireCheckout(id)
  return { kind: 'unavailable' }
}

async function customerOf({ db, payments, now }: CheckoutDeps, buyer: Buyer, { startedAt }: Checkout): Promise<string> {
  const { id, email } = buyer
  const known = await findCustomerOf(db, id)
  if (known !== null) return known
  try {
    const customer = await payments.createCustomer({ email, key: `customer-${id}-${startedAt.toISOString()}` })
    return await becomeCustomer(db, buyer, { customer, now })
  } catch (error) {
    // Stripe gives the same answer to the same key, also when it was a fault.
    await deleteCheckout(db, { memberId: id, startedAt })
    throw error
  }
}

/** Somebody who has changed their address while Stripe was asked is a customer with the one they left. */
function becomeCustomer(db: Db, { id, email }: Buyer, { customer, now }: { customer: string; now: Date }): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const isSame = await keepsEmail(trx, id, email)
    const held = await saveCustomer(trx, id, customer)
    if (!isSame) await saveNewAddress(trx, id, now)
    return held
  })
}

type Asked = { checkout: Checkout; customer: string; trialDays: number }

function questionOf({ returnTo, cancelTo }: CheckoutDeps, { checkout, customer, trialDays }: Asked): CheckoutToStart {
  const { price, startedAt } = checkout
  return {
    customer,
    price,
    trialDays,
    key: `checkout-${customer}-${price}-${startedAt.toISOString()}`,
    expiresAt: new Date(startedAt.getTime() + minutes.usable * minute),
    returnTo,
    cancelTo,
  }
}
