import { findMemberId } from '../../data/members.ts'
import { monthsLater, readMoment } from '../../domain/moment.ts'
import { readPrice } from '../../domain/money.ts'
import { cancelSubscription, endSubscription, type SubscriptionEnded } from '../../flows/end-subscription.ts'
import { type ByHandDeps, giveSubscription, type ToGive } from '../../flows/give-subscription.ts'
import { subscriptionMail } from '../../views/mail/subscription-mail.ts'
import { senderFor } from '../reader/sender.ts'
import type { ToGive as AskedToGive } from './contract-members.ts'
import type { DeskAnswers, DeskRequest } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, refuse, unusable } from './refusal.ts'

/** Subscriptions by hand, given and ended. */
export const memberSubscriptionAnswers: DeskAnswers<'giveSubscription' | 'endSubscription'> = {
  giveSubscription: async (request) => {
    const toGive = readToGive(request.deps, request.asked)
    if ('refusal' in toGive) return toGive
    const { db } = request.deps.database
    const given = await giveSubscription(byHand(request, request.asked.tells), toGive)
    switch (given.kind) {
      case 'given': {
        const memberId = await findMemberId(db, given.email)
        return memberId === null ? refuse('missing') : { answer: { memberId, id: given.id } }
      }
      case 'bad-address':
        return unusable('email', 'This isn’t an e-mail address we can write to.')
      case 'no-plan':
        return unusable('plan', 'There is no such plan any more.')
      case 'no-time':
        return unusable('until', 'It would end before it begins.')
      case 'number-taken':
        return unusable('number', 'There is an invoice of this number already. Nothing was changed.')
    }
  },
  endSubscription: async (request) => {
    const { id, asked, deps } = request
    const flow = byHand(request, asked.tells)
    if (asked.at === 'now') return ended(await endSubscription(flow, { id }))
    const at = asked.at === 'paid' ? null : readMoment(asked.at, 'until', deps.generation().calendar)
    return ended(await cancelSubscription(flow, { id, at }))
  },
}

function byHand(request: DeskRequest<'giveSubscription' | 'endSubscription'>, tells: boolean): ByHandDeps {
  const { deps } = request
  const { magazine } = deps.generation()
  const writeMail: ByHandDeps['writeMail'] = tells ? (letter) => subscriptionMail(senderFor(deps), magazine.zone, letter) : null
  const { db, now, ...audit } = flowDeps(request)
  return { db, now, graceDays: magazine.graceDays, writeMail, audit: { now, ...audit } }
}

function readToGive(deps: DeskRequest<'giveSubscription'>['deps'], asked: AskedToGive): ToGive | ReturnType<typeof refuse> {
  const { calendar } = deps.generation()
  const { email, plan, note } = asked
  const from = (asked.from && readMoment(asked.from, 'from', calendar)) || deps.now()
  const common = { email, plan, note: note.trim(), from }
  switch (asked.kind) {
    case 'comp':
      return { ...common, kind: 'comp', until: asked.until === null ? null : readMoment(asked.until, 'until', calendar) }
    case 'gift':
      return { ...common, kind: 'gift', giver: asked.giver.trim(), until: monthsLater(from, asked.months, calendar) }
    case 'invoice': {
      const until = readMoment(asked.until, 'until', calendar)
      if (until === null) return unusable('until', 'This isn’t a day.')
      const total = asked.total === null ? null : readPrice(asked.total)
      if (total !== null && !total.ok) return unusable('total', total.reason)
      return { ...common, kind: 'invoice', until, number: asked.number.trim(), total: total?.money ?? null, extends: true }
    }
  }
}

function ended(result: SubscriptionEnded): Outcome<Record<string, never>> {
  switch (result.kind) {
    case 'done':
      return { answer: {} }
    case 'missing':
      return refuse('missing')
    case 'stripe':
      return refuse('not-now', { message: 'Stripe runs this one. The member ends it in their account, or you do at Stripe.' })
    case 'over':
      return refuse('not-now', { message: 'It is over already.' })
    case 'no-end':
      return refuse('not-now', { message: 'It has no end to run to. End it now, or on a day.' })
    case 'past':
      return unusable('at', 'That day is past. End it now instead.')
  }
}
