import { saveInvoice } from '../data/invoices.ts'
import { saveMember } from '../data/members.ts'
import { saveMail } from '../data/outgoing-mail.ts'
import { findPlan, type Plan } from '../data/plans.ts'
import type { Db, Trx } from '../data/schema.ts'
import { listSubscriptionsOf, type Subscription, saveGiver, saveSubscription, takeSubscription } from '../data/subscriptions.ts'
import { normalEmail } from '../domain/email.ts'
import type { Money } from '../domain/money.ts'
import type { AccessWindow } from '../domain/subscription.ts'
import { commitIf } from './commit-if.ts'
import { type AuditDeps, nameOfActor, writeAudit } from './write-audit.ts'

/** A mail about a subscription, before it is written. */
export type SubscriptionLetter =
  | { kind: 'comp'; plan: string; from: Date | null; until: Date | null }
  | { kind: 'invoice'; plan: string; from: Date | null; until: Date | null; number: string; total: Money }
  | { kind: 'gift'; plan: string; from: Date | null; until: Date | null; giver: string }
  | { kind: 'cancelled'; plan: string; until: Date }
  | { kind: 'ended'; plan: string }

export type ByHandDeps = {
  db: Db
  now: Date
  graceDays: number
  /** Null where no mail is wanted. */
  writeMail: ((letter: SubscriptionLetter) => { subject: string; text: string; html: string }) | null
  /** Who does it at the desk, for the audit log; at the console nobody is named. */
  audit?: AuditDeps
}

type Common = { email: string; plan: string; from: Date; note: string }
/** What is given: from `from` until the moment named, which isn't included. */
export type ToGive = Common &
  (
    | { kind: 'comp'; until: Date | null }
    | { kind: 'gift'; until: Date; giver: string }
    | { kind: 'invoice'; until: Date; number: string; total: Money | null; extends: boolean }
  )

export type SubscriptionGiven =
  | { kind: 'given'; id: number; email: string; plan: string; window: AccessWindow; extended: boolean }
  | { kind: 'bad-address' | 'no-plan' | 'no-time' | 'number-taken' }

const mailDays = 30

/**
 * Gives a subscription by hand, and tells the member. An address without an account gets one, which nobody can enter but by the mail
 * that signing in sends there. A further invoice continues the subscription it is for, unless `extends` is false.
 */
export async function giveSubscription(deps: ByHandDeps, given: ToGive): Promise<SubscriptionGiven> {
  const email = normalEmail(given.email)
  if (email === null) return { kind: 'bad-address' }
  const plan = await findPlan(deps.db, given.plan)
  if (!plan) return { kind: 'no-plan' }
  if (given.until !== null && given.until <= given.from) return { kind: 'no-time' }
  return commitIf(deps.db, async (trx) => {
    const result = await give(trx, deps, { given, email, plan })
    return { changed: result.kind === 'given', result }
  })
}

type Giving = { given: ToGive; email: string; plan: Plan }

async function give(trx: Trx, deps: ByHandDeps, { given, email, plan }: Giving): Promise<SubscriptionGiven> {
  const { now, graceDays } = deps
  const memberId = await saveMember(trx, email, now)
  const continued =
    given.kind === 'invoice' && given.extends ? await findToContinue(trx, { memberId, planId: plan.id, given, now }) : null
  const { kind, from, until: paidUntil, note } = given
  const fresh = { memberId, planId: plan.id, kind, status: 'active' as const, startsAt: from, cancelsAt: null, endedAt: null }
  const subscription = continued ? { ...continued, paidUntil } : { ...fresh, paidUntil, stripeId: null, note }
  const id = await saveSubscription(trx, subscription, { graceDays, now })
  if (!continued) await saveGiver(trx, id, actorOf(deps))
  if (given.kind === 'invoice') {
    const { number } = given
    const { amount: total, currency } = given.total ?? { amount: plan.price, currency: plan.currency }
    const invoice = {
      memberId,
      subscriptionId: id,
      number,
      total,
      currency,
      issuedAt: now,
      paidAt: now,
      url: null,
      stripeId: null,
    }
    if ((await saveInvoice(trx, invoice)) === null) return { kind: 'number-taken' }
  }
  const subject = `member ${memberId}` as const
  if (deps.audit)
    await writeAudit(trx, deps.audit, { what: 'giveSubscription', subject, detail: { subscription: id, kind, plan: plan.slug } })
  await tell(trx, deps, { recipient: email, letter: letterFor(given, plan, from > now ? from : null) })
  const window = { from: subscription.startsAt, until: given.until }
  return { kind: 'given', id, email, plan: plan.name, window, extended: continued !== null }
}

/** Whoever does it, as it is written down. */
export function actorOf({ audit }: Pick<ByHandDeps, 'audit'>): string {
  return nameOfActor(audit?.by ?? 'console')
}

/** Puts the mail in the outbox, in the transaction of what it tells of. */
export async function tell(
  trx: Trx,
  { now, writeMail }: Pick<ByHandDeps, 'now' | 'writeMail'>,
  { recipient, letter }: { recipient: string; letter: SubscriptionLetter },
): Promise<void> {
  if (writeMail === null) return
  const usefulUntil = new Date(now.getTime() + mailDays * 86_400_000)
  await saveMail(trx, { recipient, ...writeMail(letter) }, { now, usefulUntil })
}

type ToContinue = { memberId: number; planId: number; given: ToGive; now: Date }

/** The subscription by invoice to the same plan that still runs and would end sooner. */
async function findToContinue(trx: Trx, { memberId, planId, given, now }: ToContinue): Promise<Subscription | null> {
  const isContinued = (one: Subscription) =>
    one.kind === 'invoice' &&
    one.planId === planId &&
    one.status === 'active' &&
    one.cancelsAt === null &&
    one.paidUntil !== null &&
    one.paidUntil >= now &&
    (given.until === null || one.paidUntil < given.until)
  const found = (await listSubscriptionsOf(trx, memberId)).find(isContinued)
  const taken = found ? await takeSubscription(trx, found.id, now) : null
  return taken && isContinued(taken) ? taken : null
}

function letterFor(given: ToGive, { name, price, currency }: Plan, from: Date | null): SubscriptionLetter {
  switch (given.kind) {
    case 'comp':
      return { kind: 'comp', plan: name, from, until: given.until }
    case 'gift':
      return { kind: 'gift', plan: name, from, until: given.until, giver: given.giver }
    case 'invoice': {
      const total = given.total ?? { amount: price, currency }
      return { kind: 'invoice', plan: name, from, until: given.until, number: given.number, total }
    }
  }
}
