import type { Db, Trx } from '../data/schema.ts'
import { deleteAddressOf } from '../data/stripe-addresses.ts'
import { saveCancellation } from '../data/stripe-cancellations.ts'
import { deleteCustomerOf, findCustomerOf } from '../data/stripe-customers.ts'
import { listSubscriptionsOf } from '../data/subscriptions.ts'
import type { Payments } from '../services/stripe/payments.ts'
import { type ApplyDeps, applySubscription } from './apply-subscription.ts'

/** The address where a member changes card, plan and the rest at Stripe; null for one who never was there. */
export async function openPortal(
  { db, payments }: { db: Db; payments: Payments },
  { memberId, returnTo }: { memberId: number; returnTo: string },
): Promise<string | null> {
  const customer = await findCustomerOf(db, memberId)
  return customer === null ? null : payments.openPortal({ customer, returnTo })
}

/**
 * Lets what a member pays for through Stripe end with the paid time, or go on after all; false when they have nothing there. Where the
 * paid time is over already it ends at once, so that nothing more is asked of them.
 */
export async function setEnding(
  deps: ApplyDeps,
  { memberId, isEnding }: { memberId: number; isEnding: boolean },
): Promise<boolean> {
  const { db, payments } = deps
  const theirs = await listSubscriptionsOf(db, memberId)
  const running = theirs.flatMap(({ stripeId, status }) =>
    stripeId !== null && status !== 'ended' ? [{ stripeId, status }] : [],
  )
  for (const { stripeId, status } of running) {
    if (isEnding && status === 'past-due') await payments.cancel(stripeId)
    else await payments.setEnding(stripeId, isEnding)
    await applySubscription(deps, stripeId)
  }
  return running.length > 0
}

/** Sees to it, in the transaction that deletes a member, that nothing goes on being taken from them: it is cancelled at Stripe until that has worked. */
export async function leaveStripe(trx: Trx, memberId: number, now: Date): Promise<void> {
  const customer = await findCustomerOf(trx, memberId)
  if (customer !== null) await saveCancellation(trx, customer, now)
  await deleteAddressOf(trx, memberId)
  await deleteCustomerOf(trx, memberId)
}
