import type { Opens, SubscriptionKind } from '../subscription.ts'
import type { WithLink } from './sentence-forms.ts'

/** Plans, a member's own, and the mails about them. Money and dates come in printed. */
export type PlanWords = {
  offer: OfferWords
  mine: MyPlanWords
  mail: PlanMailWords
  /** At the wall, for those who had a subscription, and for those whose plan doesn't open the pick. */
  wall: { again: { title: string; text: string; button: string }; more: { heading: string; why: string; button: string } }
  /** For whoever reads without a count, instead of what is left. */
  reading: string
}

export type OfferWords = {
  title: string
  price: (money: string, billed: 'month' | 'year') => string
  opens: Record<Opens, string>
  trial: (days: number) => string
  saving: (money: string) => string
  button: string
  /** For those who can't see which row the button stands in; begins with what the button says. */
  buttonOf: (plan: string) => string
  chosen: string
  stop: string
}

export type MyPlanWords = {
  title: string
  /** The heading of the account's part about it. */
  section: string
  place: WithLink
  none: string
  before: string
  toPlans: WithLink
  throughGroup: string
  has: (plan: string) => string
  labels: { plan: string; price: string; since: string; from: string; until: string; opens: string; paid: string }
  noEnd: string
  opens: Record<Opens, string>
  paid: Record<SubscriptionKind, string>
  state: StateWords
  toBack: WithLink
  earlier: string
  /** From the first day to the last. */
  span: (from: string, until: string) => string
  later: string
  invoices: string
  invoice: (number: string, money: string) => string
  invoicePaid: (issued: string, paid: string) => string
  invoiceOpen: (issued: string) => string
  portal: string
  portalHint: string
}

/** Where a subscription stands; each takes the day it is about. */
export type StateWords = {
  renews: (date: string) => string
  trial: (date: string, price: string) => string
  trialEnds: (date: string) => string
  cancelled: (date: string) => string
  pastDue: (date: string) => string
  pastDueNoGrace: string
  paused: (date: string) => string
  paidUntil: (date: string) => string
  upcoming: (date: string) => string
  givenUntil: (date: string) => string
  givenForGood: string
}

export type PlanMailWords = {
  button: string
  signIn: string
  given: { subject: (magazine: string) => string; text: (given: Given) => string }
  invoice: { subject: (magazine: string) => string; text: (given: Given & { number: string; money: string }) => string }
  gift: { subject: (magazine: string) => string; text: (given: Given & { giver: string }) => string }
  cancelled: { subject: (magazine: string) => string; text: (ended: { plan: string; until: string }) => string }
  ended: { subject: (magazine: string) => string; text: (ended: { plan: string }) => string; after: string }
}

/** What somebody has been given: `from` is null where it begins at once, `until` where it has no end. */
export type Given = { magazine: string; plan: string; from: string | null; until: string | null }
