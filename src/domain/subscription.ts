/** What a plan, a group's agreement or a gift opens: every pick, or every metered pick without counting. */
export type Opens = 'everything' | 'metered'

/** `gift` is a subscription that somebody else pays for. */
export type SubscriptionKind = 'comp' | 'invoice' | 'gift' | 'stripe'

/** As far as access goes; what a payment service calls its states is translated into these. */
export type SubscriptionStatus = 'trialing' | 'active' | 'past-due' | 'paused' | 'ended'

/** When a subscription gives access, and by what. */
export type SubscriptionTerms = {
  kind: SubscriptionKind
  status: SubscriptionStatus
  startsAt: Date
  /** Until when it is paid for, or a trial lasts; null for one without an end. For a past-due one: when the unpaid time began. */
  paidUntil: Date | null
  /** When it ends by the member's own wish. */
  cancelsAt: Date | null
  /** Since when it has been over, or paused. */
  endedAt: Date | null
}

/** From the first moment to the last, the last not included; `until` null for no end. */
export type AccessWindow = { from: Date; until: Date | null }

const day = 86_400_000

/**
 * When a subscription opens picks. One that renews itself goes on for the grace days after the paid time, since a payment may come
 * late; one that was cancelled ends with the paid time, and one that ended or pauses at that moment, both to the second.
 */
export function accessWindow(terms: SubscriptionTerms, { graceDays }: { graceDays: number }): AccessWindow {
  const { kind, status, startsAt, paidUntil, cancelsAt, endedAt } = terms
  const renews = kind === 'stripe' && cancelsAt === null && (status === 'active' || status === 'past-due')
  const paid = paidUntil && (renews ? new Date(paidUntil.getTime() + graceDays * day) : paidUntil)
  return { from: startsAt, until: earliest([paid, cancelsAt, endedAt]) }
}

/** Where a moment lies in a window. */
export function placeIn({ from, until }: AccessWindow, now: Date): 'later' | 'now' | 'over' {
  if (until !== null && (until <= now || until <= from)) return 'over'
  return from > now ? 'later' : 'now'
}

function earliest(dates: (Date | null)[]): Date | null {
  const times = dates.flatMap((date) => date?.getTime() ?? [])
  return times.length === 0 ? null : new Date(Math.min(...times))
}
