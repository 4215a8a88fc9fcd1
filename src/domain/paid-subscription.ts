import type { SubscriptionTerms } from './subscription.ts'

/** A subscription as the payment service has it at this moment, in no words of its interface but the status. */
export type PaidSubscription = {
  id: string
  customer: string
  /** What it is sold at; null where it has no single price. */
  price: string | null
  /** The service's own word for how it is doing; one that isn't known here opens nothing. */
  status: string
  startsAt: Date
  /** The time that the newest invoice for a whole period is for. Services begin the next period before it is paid. */
  period: { from: Date; until: Date }
  trialUntil: Date | null
  /** Where something asked for within the period is unpaid, such as the change to a dearer plan: since when. */
  unpaidSince: Date | null
  /** Whether what the period costs has been paid. */
  isPeriodPaid: boolean
  cancelsAtPeriodEnd: boolean
  cancelsAt: Date | null
  endedAt: Date | null
  /** Since when the service has it paused, or null. */
  pausedAt: Date | null
  /** Whether payments aren't collected for now: what has been paid for still opens, and nothing after it. */
  isCollectionPaused: boolean
  /** When the money for the period went back, by a full refund or by a dispute that isn't won. */
  takenBackAt: Date | null
  invoices: PaidInvoice[]
}

/** An invoice as the payment service has it. `total` is in the currency's smallest unit. */
export type PaidInvoice = {
  id: string
  number: string
  total: number
  currency: string
  issuedAt: Date
  paidAt: Date | null
  url: string | null
}

/**
 * What a subscription at the payment service means here; null for one that never began. Nothing is remembered between two looks: the
 * same state there gives the same terms, whatever came before.
 */
export function termsOfPaid(paid: PaidSubscription): SubscriptionTerms | null {
  if (paid.status === 'incomplete' || paid.status === 'incomplete_expired') return null
  const { status, until } = standingOf(paid)
  const { takenBackAt } = paid
  const isTakenBack = takenBackAt !== null && (until === null || takenBackAt < until)
  const endedAt = isTakenBack ? takenBackAt : until
  return {
    kind: 'stripe',
    // One whose money went back goes on at the service, and opens again if a dispute is won.
    status: isTakenBack && status !== 'ended' ? 'paused' : status,
    startsAt: paid.startsAt,
    paidUntil: paidUntilOf(paid),
    cancelsAt: earliest(paid.cancelsAtPeriodEnd ? paid.period.until : null, paid.cancelsAt),
    endedAt,
  }
}

/** Whether it goes on at the service, which then has to be told when it is to end. */
export function isRunning({ status }: Pick<PaidSubscription, 'status'>): boolean {
  return status !== 'canceled' && status !== 'incomplete_expired'
}

type Standing = { status: SubscriptionTerms['status']; until: Date | null }

function standingOf(paid: PaidSubscription): Standing {
  const { status, period } = paid
  if (status === 'canceled') return { status: 'ended', until: paid.endedAt ?? period.from }
  if (status === 'paused') return { status: 'paused', until: paid.pausedAt ?? paid.trialUntil ?? period.from }
  if (status === 'trialing' || status === 'active' || status === 'past_due') {
    if (paid.isCollectionPaused) return { status: 'paused', until: paid.isPeriodPaid ? period.until : period.from }
    return { status: status === 'past_due' ? 'past-due' : status, until: null }
  }
  // The service has given up asking (`unpaid`), or says something that isn't known here.
  return { status: 'paused', until: period.from }
}

function paidUntilOf({ status, period, trialUntil, unpaidSince }: PaidSubscription): Date {
  if (status === 'trialing') return trialUntil ?? period.until
  return status === 'past_due' ? (unpaidSince ?? period.from) : period.until
}

function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}
