import { listGrants } from '../data/access-grants.ts'
import { type Invoice, listInvoicesOf } from '../data/invoices.ts'
import { listAllPlans, type Plan } from '../data/plans.ts'
import type { Db } from '../data/schema.ts'
import { listSubscriptionsOf, type Subscription } from '../data/subscriptions.ts'
import { type AccessWindow, placeIn } from '../domain/subscription.ts'

/** A subscription as its member sees it, with the plan as it was when they took it. `when`: whether it gives access now. */
export type MySubscription = Pick<Subscription, 'id' | 'kind' | 'status' | 'startsAt' | 'paidUntil' | 'cancelsAt' | 'endedAt'> & {
  plan: Pick<Plan, 'name' | 'price' | 'currency' | 'billed' | 'opens'>
  window: AccessWindow
  when: 'later' | 'now' | 'over'
}

export type MyInvoice = Pick<Invoice, 'number' | 'total' | 'currency' | 'issuedAt' | 'paidAt' | 'url'>

/** What a member has: their subscriptions, the newest first, their invoices, and whether a group opens picks for them. */
export type MyPlan = { now: Date; subscriptions: MySubscription[]; invoices: MyInvoice[]; throughGroup: boolean }

/** What a member has, had and will have. When each gives access is read from what access is decided by, and not computed again. */
export async function showMyPlan(db: Db, { memberId, now }: { memberId: number; now: Date }): Promise<MyPlan> {
  const [subscriptions, plans, grants, invoices] = await Promise.all([
    listSubscriptionsOf(db, memberId),
    listAllPlans(db),
    listGrants(db, memberId),
    listInvoicesOf(db, memberId),
  ])
  const planOf = new Map(plans.map((plan) => [plan.id, plan]))
  const windowOf = new Map<string, AccessWindow>(grants.map(({ source, window }) => [source, window]))
  const shown = subscriptions.flatMap(({ memberId: _, planId, stripeId: __, note: ___, ...subscription }) => {
    const [plan, window] = [planOf.get(planId), windowOf.get(`subscription:${subscription.id}`)]
    if (!plan || !window) return []
    const { name, price, currency, billed, opens } = plan
    return [{ ...subscription, plan: { name, price, currency, billed, opens }, window, when: placeIn(window, now) }]
  })
  const throughGroup = grants.some(({ source, window }) => source.startsWith('group:') && placeIn(window, now) === 'now')
  return { now, subscriptions: shown, invoices: invoices.map(asShown), throughGroup }
}

function asShown({ number, total, currency, issuedAt, paidAt, url }: Invoice): MyInvoice {
  return { number, total, currency, issuedAt, paidAt, url }
}
