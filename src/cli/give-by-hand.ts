import { findMemberId } from '../data/members.ts'
import { listSubscriptions } from '../data/subscriptions.ts'
import { normalEmail } from '../domain/email.ts'
import { monthsLater } from '../domain/moment.ts'
import { type Money, readPrice } from '../domain/money.ts'
import { line } from '../domain/setting-forms.ts'
import { placeIn } from '../domain/subscription.ts'
import type { Calendar } from '../domain/zone.ts'
import { giveSubscription, type ToGive } from '../flows/give-subscription.ts'
import { type Asked, byHand, momentOf, monthsOf, needed, tellOfLink, timeOf } from './by-hand.ts'
import { Refused, UsageError } from './command.ts'

/** The ways to give a subscription by hand. */
export type GiveVerb = 'comp' | 'invoice' | 'gift'

/** Gives a subscription and says what came of it. */
export async function give(verb: GiveVerb, asked: Asked): Promise<0> {
  const { cli, typed, whose } = asked
  const { deps, calendar } = await byHand(asked)
  const plan =
    (verb === 'invoice' && typed.plan === undefined ? await planThatRuns(asked, deps.now) : null) ?? needed(typed, 'plan')
  const toGive = readGift(verb, asked, { now: deps.now, calendar, plan })
  const result = await giveSubscription(deps, toGive)
  switch (result.kind) {
    case 'bad-address':
      throw new Refused(`“${whose}” is not an e-mail address such as ada@example.org.`)
    case 'no-plan':
      throw new Refused(`There is no plan ${toGive.plan}. \`tessera plans --all\` lists those there are.`)
    case 'no-time':
      throw new Refused('It would end before it begins.')
    case 'number-taken':
      throw new Refused(`There is an invoice ${typed.number} already. Nothing was changed.`)
    case 'given': {
      const { from, until } = result.window
      const when = `from ${timeOf(from)} ${until === null ? 'without an end' : `until ${timeOf(until)}`}`
      const verbed = result.extended ? 'goes on with' : 'has'
      await cli.out(`${result.email} ${verbed} ${result.plan}, ${when} (subscription ${result.id}).\n`)
      tellOfLink(asked)
      return 0
    }
  }
}

/** The plan a further invoice is for: the only one of theirs that runs by invoice, at the price it was taken at. */
async function planThatRuns({ db, whose }: Asked, now: Date): Promise<string | null> {
  const email = normalEmail(whose)
  const memberId = email === null ? null : await findMemberId(db, email)
  if (memberId === null) return null
  const all = await listSubscriptions(db, { after: 0, limit: 100, memberId })
  const plans = new Set(all.filter((one) => one.kind === 'invoice' && placeIn(one, now) === 'now').map(({ plan }) => plan))
  const [plan = null] = plans
  return plans.size === 1 ? plan : null
}

type Given = { now: Date; calendar: Calendar; plan: string }

function readGift(verb: GiveVerb, { whose: email, typed }: Asked, { now, calendar, plan }: Given): ToGive {
  const from = typed.from === undefined ? now : momentOf('from', typed.from, calendar)
  const common = { email, plan, from, note: lineOf('note', typed.note ?? '') }
  switch (verb) {
    case 'comp':
      return { ...common, kind: 'comp', until: typed.until === undefined ? null : momentOf('until', typed.until, calendar) }
    case 'invoice': {
      const until = momentOf('paid-until', needed(typed, 'paid-until'), calendar)
      const [number, total] = [lineOf('number', needed(typed, 'number')), totalOf(typed.total)]
      return { ...common, kind: 'invoice', until, number, total, extends: typed.from === undefined }
    }
    case 'gift': {
      const giver = lineOf('giver', needed(typed, 'giver'))
      const note = [`Gift from ${giver}`, common.note].filter((part) => part !== '').join('. ')
      return { ...common, kind: 'gift', until: monthsLater(from, monthsOf(typed), calendar), giver, note }
    }
  }
}

function totalOf(typed: string | undefined): Money | null {
  if (typed === undefined) return null
  const price = readPrice(typed)
  if (!price.ok) throw new UsageError(`--total: ${price.reason}`)
  return price.money
}

function lineOf(option: string, typed: string): string {
  const read = line({ longest: 200 }).parse(typed)
  if (!read.ok) throw new UsageError(`--${option}: ${read.reason}`)
  return read.value
}
