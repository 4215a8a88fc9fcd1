import { findMember } from '../data/members.ts'
import { findPlanById } from '../data/plans.ts'
import type { Trx } from '../data/schema.ts'
import { type Subscription, saveEnder, saveSubscription, takeSubscription } from '../data/subscriptions.ts'
import { accessWindow, placeIn } from '../domain/subscription.ts'
import { actorOf, type ByHandDeps, type SubscriptionLetter, tell } from './give-subscription.ts'
import { writeAudit } from './write-audit.ts'

/** `stripe`: it is run by the payment service, and has to be ended there. */
export type SubscriptionEnded = { kind: 'done'; until: Date } | { kind: 'missing' | 'stripe' | 'over' | 'no-end' | 'past' }

/** Lets a subscription by hand run until `at`, or until what is paid for is over, and no longer. */
export function cancelSubscription(deps: ByHandDeps, { id, at }: { id: number; at: Date | null }): Promise<SubscriptionEnded> {
  return change(deps, id, (subscription) => {
    const cancelsAt = at ?? subscription.paidUntil
    if (cancelsAt === null) return { kind: 'no-end' }
    if (cancelsAt <= deps.now) return { kind: 'past' }
    return { kind: 'changed', changed: { ...subscription, cancelsAt }, letter: 'cancelled' }
  })
}

/** Ends a subscription by hand at this moment. */
export function endSubscription(deps: ByHandDeps, { id }: { id: number }): Promise<SubscriptionEnded> {
  return change(deps, id, (subscription) => {
    const changed = { ...subscription, status: 'ended' as const, endedAt: deps.now }
    return { kind: 'changed', changed, letter: 'ended' }
  })
}

type Decided =
  | { kind: 'changed'; changed: Subscription; letter: 'cancelled' | 'ended' }
  | Exclude<SubscriptionEnded, { kind: 'done' }>

function change(deps: ByHandDeps, id: number, decide: (subscription: Subscription) => Decided): Promise<SubscriptionEnded> {
  const { now, graceDays } = deps
  return deps.db.transaction().execute(async (trx) => {
    const subscription = await takeSubscription(trx, id, now)
    if (!subscription) return { kind: 'missing' }
    if (subscription.kind === 'stripe') return { kind: 'stripe' }
    if (placeIn(accessWindow(subscription, { graceDays }), now) === 'over') return { kind: 'over' }
    const decided = decide(subscription)
    if (decided.kind !== 'changed') return decided
    await saveSubscription(trx, decided.changed, { graceDays, now })
    await saveEnder(trx, id, actorOf(deps))
    const what = decided.letter === 'ended' ? 'endSubscription' : 'cancelSubscription'
    if (deps.audit)
      await writeAudit(trx, deps.audit, { what, subject: `member ${subscription.memberId}`, detail: { subscription: id } })
    const until = accessWindow(decided.changed, { graceDays }).until ?? now
    await tellMember(trx, deps, { subscription, kind: decided.letter, until })
    return { kind: 'done', until }
  })
}

type Telling = { subscription: Subscription; kind: 'cancelled' | 'ended'; until: Date }

async function tellMember(trx: Trx, deps: ByHandDeps, { subscription, kind, until }: Telling) {
  const [member, plan] = [await findMember(trx, subscription.memberId), await findPlanById(trx, subscription.planId)]
  if (!member || !plan) throw new Error('A subscription has a member and a plan')
  const letter: SubscriptionLetter = kind === 'ended' ? { kind, plan: plan.name } : { kind, plan: plan.name, until }
  await tell(trx, deps, { recipient: member.email, letter })
}
