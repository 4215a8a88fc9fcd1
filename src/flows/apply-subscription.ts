import { saveInvoice } from '../data/invoices.ts'
import { findPlanByStripePrice } from '../data/plans.ts'
import type { Db, Trx } from '../data/schema.ts'
import { renewCancellation } from '../data/stripe-cancellations.ts'
import { deleteCheckoutOf } from '../data/stripe-checkouts.ts'
import { findMemberOf } from '../data/stripe-customers.ts'
import { beginLook, isNewestLook } from '../data/stripe-looks.ts'
import { findSubscriptionByStripeId, saveSubscription } from '../data/subscriptions.ts'
import { isRunning, type PaidInvoice, type PaidSubscription, termsOfPaid } from '../domain/paid-subscription.ts'
import type { SubscriptionTerms } from '../domain/subscription.ts'
import type { Payments } from '../services/stripe/payments.ts'

export type ApplyDeps = { db: Db; payments: Payments; graceDays: number; now: Date }

/**
 * What a look at a subscription came to. `change` says what became of it, null when nothing did; `alert`, what somebody should look at.
 * `overtaken`: another look began meanwhile, and this one wrote nothing.
 */
export type Applied =
  | { kind: 'applied'; change: string | null; alert: string | null }
  | { kind: 'ignored'; alert: string | null }
  | { kind: 'overtaken' }

/**
 * Asks Stripe about a subscription and writes down what it says now, with the access and the invoices that follow. What made us ask
 * doesn't matter: any number of looks in any order leave behind what the last of them saw. Throws when Stripe can't be asked.
 */
export async function applySubscription(deps: ApplyDeps, id: string): Promise<Applied> {
  const { db, payments } = deps
  const look = await beginLook(db, id)
  const paid = await payments.findSubscription(id)
  if (paid === null) return { kind: 'ignored', alert: `Stripe knows no subscription ${id}` }
  const known = await findSubscriptionByStripeId(db, id)
  const memberId = (await findMemberOf(db, paid.customer)) ?? known?.memberId
  if (memberId === undefined) return leaveStranger(deps, paid)
  const terms = termsOfPaid(paid)
  if (terms === null) return { kind: 'ignored', alert: null }
  const plan = paid.price === null ? null : await findPlanByStripePrice(db, paid.price)
  const planId = plan?.id ?? known?.planId
  const alert = plan ? null : `${id} is for a price that no plan has (${paid.price ?? 'several'})`
  if (planId === undefined) return { kind: 'ignored', alert }
  return db.transaction().execute(async (trx): Promise<Applied> => {
    if (!(await isNewestLook(trx, id, look))) return { kind: 'overtaken' }
    const change = await save(trx, deps, { stripeId: id, memberId, planId, terms, invoices: paid.invoices })
    return { kind: 'applied', change, alert }
  })
}

/** What a subscription means for access, in a few words for a report. */
export function tellTerms({ status, paidUntil, cancelsAt, endedAt }: SubscriptionTerms): string {
  const times = { 'paid until': paidUntil, 'ends by wish': cancelsAt, over: endedAt }
  const told = Object.entries(times).flatMap(([what, time]) => (time === null ? [] : [`${what} ${time.toISOString()}`]))
  return [status, ...told].join(', ')
}

type ToSave = { stripeId: string; memberId: number; planId: number; terms: SubscriptionTerms; invoices: PaidInvoice[] }

async function save(
  trx: Trx,
  { graceDays, now }: ApplyDeps,
  { stripeId, memberId, planId, terms, invoices }: ToSave,
): Promise<string | null> {
  const before = await findSubscriptionByStripeId(trx, stripeId)
  const subscription = { ...terms, memberId, planId, stripeId, note: before?.note ?? '' }
  const subscriptionId = await saveSubscription(trx, subscription, { graceDays, now })
  for (const { id, ...invoice } of invoices) await saveInvoice(trx, { ...invoice, memberId, subscriptionId, stripeId: id })
  if (before === null) await deleteCheckoutOf(trx, memberId)
  const [was, is] = [before === null ? 'nothing' : tellTerms(before), tellTerms(terms)]
  if (before?.planId !== planId && before !== null) return `plan ${before.planId} -> plan ${planId}; ${was} -> ${is}`
  return was === is ? null : `${was} -> ${is}`
}

/** Of a customer we don't know. Somebody who has deleted the account may have paid in a window that was still open; that is cancelled. */
async function leaveStranger({ db, now }: ApplyDeps, paid: PaidSubscription): Promise<Applied> {
  const isLeftBehind = isRunning(paid) && (await renewCancellation(db, paid.customer, now))
  const isKnown = isLeftBehind || !isRunning(paid)
  return { kind: 'ignored', alert: isKnown ? null : `${paid.id} belongs to nobody here (${paid.customer})` }
}
