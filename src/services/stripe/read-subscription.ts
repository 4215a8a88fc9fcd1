import type Stripe from 'stripe'
import type { PaidInvoice, PaidSubscription } from '../../domain/paid-subscription.ts'
import { fromStripe } from './stripe-amount.ts'

/** What isn't in Stripe's subscription itself: its newest invoices, and when the money for the present period went back. */
export type Surroundings = { invoices: Stripe.Invoice[]; takenBackAt: Date | null }

/** Stripe's subscription in our words. Its `latest_invoice` has to be expanded. */
export function readSubscription(found: Stripe.Subscription, { invoices, takenBackAt }: Surroundings): PaidSubscription {
  const { items, latest_invoice, pause_collection, status_details } = found
  const latest = typeof latest_invoice === 'string' ? null : latest_invoice
  const [item] = items.data
  const asked = latest?.billing_reason === 'subscription_update' && latest.status === 'open' ? latest.created : null
  return {
    id: found.id,
    customer: idOf(found.customer),
    price: items.data.length === 1 && item ? item.price.id : null,
    status: found.status,
    startsAt: timeOf(found.start_date),
    // One without an item has no period; it can't be sold here, and none is invented for it.
    period: periodOf(found),
    trialUntil: dateOf(found.trial_end),
    unpaidSince: dateOf(asked),
    isPeriodPaid: latest?.status === 'paid',
    cancelsAtPeriodEnd: found.cancel_at_period_end,
    cancelsAt: dateOf(found.cancel_at),
    endedAt: dateOf(found.ended_at ?? found.canceled_at),
    pausedAt: dateOf(status_details?.paused?.transitioned_at ?? null),
    isCollectionPaused: pause_collection !== null,
    takenBackAt,
    invoices: invoices
      .filter(({ status }) => status === 'open' || status === 'paid' || status === 'uncollectible')
      .map(readInvoice),
  }
}

/** The time that a subscription is in now, by Stripe's own calendar. */
export function periodOf({ items, start_date }: Stripe.Subscription): { from: Date; until: Date } {
  const [item] = items.data
  return { from: timeOf(item?.current_period_start ?? start_date), until: timeOf(item?.current_period_end ?? start_date) }
}

/** Whether an invoice is what a period costs, and not the difference to another plan. */
export function isForPeriod({ status, billing_reason, lines }: Stripe.Invoice, from: Date): boolean {
  const until = Math.max(0, ...lines.data.map(({ period }) => period.end))
  return status === 'paid' && billing_reason !== 'subscription_update' && timeOf(until) > from
}

/** When all the money of a charge went back, or is being argued about; null while we have it. */
export function takenBackAt(charge: Stripe.Charge, disputes: readonly Stripe.Dispute[]): Date | null {
  const refunds = charge.refunds?.data.filter(({ status }) => status !== 'failed' && status !== 'canceled') ?? []
  const refunded = charge.refunded ? [Math.max(charge.created, ...refunds.map(({ created }) => created))] : []
  const disputed = disputes.filter(({ status }) => isAgainstUs(status)).map(({ created }) => created)
  const times = [...refunded, ...disputed]
  return times.length === 0 ? null : timeOf(Math.min(...times))
}

/** The id of what may have been sent whole. */
export function idOf(value: string | { id: string }): string {
  return typeof value === 'string' ? value : value.id
}

// A warning is a bank's question: the money is still here.
function isAgainstUs(status: Stripe.Dispute['status']): boolean {
  return !status.startsWith('warning_') && status !== 'won' && status !== 'prevented'
}

function readInvoice(invoice: Stripe.Invoice): PaidInvoice {
  const { id, number, total, currency, created, status_transitions, hosted_invoice_url } = invoice
  return {
    id,
    number: number ?? id,
    total: fromStripe(total, currency).amount,
    currency: currency.toUpperCase(),
    issuedAt: timeOf(status_transitions.finalized_at ?? created),
    paidAt: dateOf(status_transitions.paid_at),
    url: hosted_invoice_url ?? null,
  }
}

function timeOf(seconds: number): Date {
  return new Date(seconds * 1_000)
}

function dateOf(seconds: number | null): Date | null {
  return seconds === null ? null : timeOf(seconds)
}
