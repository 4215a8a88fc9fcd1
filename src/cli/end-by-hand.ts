import { findMemberId } from '../data/members.ts'
import type { Subscription } from '../data/subscriptions.ts'
import { normalEmail } from '../domain/email.ts'
import { cancelSubscription, endSubscription } from '../flows/end-subscription.ts'
import { showMyPlan } from '../flows/show-my-plan.ts'
import { type Asked, byHand, momentOf, tellOfLink, timeOf } from './by-hand.ts'
import { Refused } from './command.ts'

/** Cancels a subscription, or ends it at once, and says what came of it. */
export async function end(verb: 'cancel' | 'end', asked: Asked): Promise<0> {
  const { cli, typed } = asked
  const { deps, calendar } = await byHand(asked)
  const id = await chosen(asked, deps.now)
  const at = typed.at === undefined ? null : momentOf('at', typed.at, calendar)
  const result = await (verb === 'end' ? endSubscription(deps, { id }) : cancelSubscription(deps, { id, at }))
  switch (result.kind) {
    case 'missing':
      throw new Refused(`There is no subscription ${id}. \`tessera subscriptions --all\` lists those there are.`)
    case 'stripe':
      throw new Refused(`Subscription ${id} is run by Stripe. Cancel or end it there; Tessera follows.`)
    case 'over':
      throw new Refused(`Subscription ${id} is over already.`)
    case 'no-end':
      throw new Refused(`Subscription ${id} has no end. Say when with --at, or end it now: \`tessera subscriptions end ${id}\``)
    case 'past':
      throw new Refused(`That moment is past. To end it now: \`tessera subscriptions end ${id}\``)
    case 'done':
      await cli.out(
        verb === 'end'
          ? `Subscription ${id} has ended.\n`
          : `Subscription ${id} is cancelled and ends ${timeOf(result.until)}.\n`,
      )
      tellOfLink(asked)
      return 0
  }
}

/** The subscription that is meant: by its number, or the only one of an address that isn't over and isn't Stripe's. */
async function chosen({ db, whose }: Asked, now: Date): Promise<Subscription['id']> {
  if (/^[1-9]\d{0,8}$/.test(whose)) return Number(whose)
  const email = normalEmail(whose)
  const memberId = email === null ? null : await findMemberId(db, email)
  if (memberId === null) throw new Refused(`There is no member ${whose}.`)
  const { subscriptions } = await showMyPlan(db, { memberId, now })
  const running = subscriptions.filter(({ when }) => when !== 'over')
  const [one, ...more] = running
  if (!one) throw new Refused(`${whose} has no subscription that isn’t over.`)
  if (more.length > 0)
    throw new Refused(`${whose} has several subscriptions: ${running.map(({ id }) => id).join(', ')}. Say the number of one.`)
  return one.id
}
