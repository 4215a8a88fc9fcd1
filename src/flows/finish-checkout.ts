import { findCustomerOf } from '../data/stripe-customers.ts'
import { type ApplyDeps, applySubscription } from './apply-subscription.ts'

/**
 * What a member's checkout has come to, when they come back from it. Having come back proves nothing: Stripe is asked, and only about a
 * checkout of this member's. `waiting`: not paid yet as far as we know.
 */
export async function finishCheckout(
  deps: ApplyDeps,
  { memberId, session }: { memberId: number; session: string },
): Promise<'subscribed' | 'waiting'> {
  if (!/^cs_\w{1,250}$/.test(session)) return 'waiting'
  const customer = await findCustomerOf(deps.db, memberId)
  const found = customer === null ? null : await deps.payments.findCheckout(session)
  if (!found?.subscription || found.customer !== customer) return 'waiting'
  const applied = await applySubscription(deps, found.subscription)
  return applied.kind === 'applied' ? 'subscribed' : 'waiting'
}
