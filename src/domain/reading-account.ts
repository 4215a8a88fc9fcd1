import { decideAccess } from './access.ts'
import { printDate } from './dates.ts'
import { englishStyle } from './house-style.ts'
import { days, every, inThis, spelled } from './language/en-phrases.ts'
import type { Words } from './language/words.ts'
import type { Magazine } from './magazine.ts'
import type { Reader } from './meter.ts'
import { currentPeriod } from './period.ts'
import type { LocalDate, Visibility } from './pick.ts'
import type { MeterPolicy } from './policy.ts'

/** What a policy comes to for one kind of reader, in sentences for whoever sets it. */
export type AccountPart = { who: string; sentences: string[] }

/** What the account depends on. `today` is the magazine's local date, `left` the notice's own words. */
export type AccountInput = {
  magazine: Pick<Magazine, 'policy' | 'newVisitorsPerHour' | 'sharedNetworks' | 'crawlers' | 'gifts' | 'graceDays'>
  today: LocalDate
  left: Words['notice']['left']
}

/** How much of the picks of one kind a reader may open: each of them uncounted, a number each period, or none. */
type Share = 'all' | 'none' | { most: number }

/**
 * Says in plain words what each kind of reader meets. How much they may open is asked of `decideAccess` itself, so that it is what will be
 * decided and not what somebody once wrote about it.
 */
export function tellAccount(input: AccountInput): AccountPart[] {
  return [
    { who: 'Somebody who comes for the first time', sentences: tellVisitor(input) },
    { who: 'A member, who has signed up', sentences: tellMember(input) },
    { who: 'A subscriber', sentences: tellSubscriber(input) },
    { who: 'Somebody with a gift link', sentences: tellGift(input) },
    { who: 'A robot', sentences: tellRobot(input) },
    { who: 'When reading opens again', sentences: [tellRenewal(input)] },
  ]
}

/** What a reader may open of the picks of this visibility, by the decision that every page asks. */
function shareOf(reader: Reader, visibility: Visibility, allowance: MeterPolicy['allowance']): Share {
  const decision = decideAccess({ pick: { id: 1, visibility }, reader, purpose: 'read', allowance })
  if (decision.kind === 'metered') return { most: decision.limit }
  return decision.kind === 'open' ? 'all' : 'none'
}

const visitor: Reader = { kind: 'visitor' }
const member: Reader = { kind: 'member', id: '1' }

function tellVisitor({ magazine, left }: AccountInput): string[] {
  const { policy, newVisitorsPerHour: most, sharedNetworks } = magazine
  const { visitor: limit } = policy.allowance
  const shared =
    sharedNetworks.length === 0 ? '' : ` Your ${counted(sharedNetworks.length, 'shared network')} are left out of that.`
  const busy =
    most === 0
      ? 'However many newcomers come from one network, none is asked to sign up first.'
      : `When ${counted(most, 'newcomer')} have come from one network within an hour, the next one there is asked to sign up first. Nobody who has been here before ever is.${shared}`
  return [
    opens(shareOf(visitor, 'metered', policy.allowance), policy),
    ...(limit === 0
      ? ['In place of the excerpt stands the way to sign up or subscribe.']
      : [
          `Under the first of them stands “${left(limit - 1, policy.period)}”. ${sentenceOf(inThis(policy.period))}, opening the same one again costs nothing.`,
        ]),
    ofSubscribersPicks(shareOf(visitor, 'subscribers-only', policy.allowance)),
    busy,
    'Whoever clears their cookies is a newcomer again.',
  ]
}

function tellMember({ magazine: { policy } }: AccountInput): string[] {
  const { visitor: before, member: limit } = policy.allowance
  const rest = Math.max(0, limit - before)
  return [
    opens(shareOf(member, 'metered', policy.allowance), policy, ', counted together on all their devices'),
    ...(before === 0 ? [] : [`Whoever signs up after reading the ${spelled(before)} of a visitor has ${spelled(rest)} left.`]),
    ...(limit < before ? ['That is fewer than without an account.'] : []),
    ofSubscribersPicks(shareOf(member, 'subscribers-only', policy.allowance)),
  ]
}

function tellSubscriber({ magazine: { policy, graceDays } }: AccountInput): string[] {
  const of = (plan: 'everything' | 'metered', visibility: Visibility) =>
    shareOf({ kind: 'subscriber', opens: plan }, visibility, policy.allowance)
  return [
    opens(of('everything', 'metered'), policy),
    ofSubscribersPicks(of('everything', 'subscribers-only')),
    `On a plan that opens metered picks only: ${lowered(opens(of('metered', 'metered'), policy))} ${ofSubscribersPicks(of('metered', 'subscribers-only'))}`,
    graceDays === 0
      ? 'When a payment is late, reading ends with the time that was paid for.'
      : `When a payment is late, reading goes on for ${days(graceDays)}.`,
  ]
}

function tellGift({ magazine: { gifts } }: AccountInput): string[] {
  if (gifts.perMonth === 0) return ['There are no gifts. Links that were made earlier open nothing.']
  const fast = gifts.openingsPerHour === 0 ? '' : `, or ${spelled(gifts.openingsPerHour)} within an hour,`
  return [
    `Opens the one pick that a subscriber gave them, uncounted, for ${days(gifts.days)} from when it was given.`,
    `A subscriber may make ${counted(gifts.perMonth, 'link')} a month. After ${counted(gifts.openings, 'reader')}${fast} a link pauses itself until its giver lets it go on.`,
  ]
}

function tellRobot({ magazine: { policy, crawlers, newVisitorsPerHour: most } }: AccountInput): string[] {
  const robot: Reader = { kind: 'crawler' }
  const names = crawlers.map(({ name }) => name).join(', ')
  const known = `${names}, once proved: ${lowered(opens(shareOf(robot, 'metered', policy.allowance), policy))} ${ofSubscribersPicks(shareOf(robot, 'subscribers-only', policy.allowance))}`
  const others = crawlers.length === 0 ? 'Any robot' : 'Any other'
  const until = most === 0 ? 'and nothing stops it' : `until ${counted(most, 'newcomer')} have come from its network in an hour`
  return [
    ...(crawlers.length === 0 ? [] : [known]),
    policy.allowance.visitor === 0
      ? `${others} meets what a newcomer meets, and opens nothing that is metered.`
      : `${others} meets what a newcomer meets. One that keeps no cookies is a newcomer at every pick, ${until}.`,
  ]
}

function tellRenewal({ magazine: { policy }, today }: AccountInput): string {
  const { opensAgain } = currentPeriod(policy.period, today, null)
  const next = printDate(englishStyle, opensAgain)
  switch (policy.period.kind) {
    case 'month':
      return `For everybody on the first of the month, next on ${next}.`
    case 'week':
      return `For everybody on Monday, next on ${next}.`
    case 'rolling':
      return `For each reader ${days(policy.period.days)} after the first pick they opened: for who begins today, on ${next}.`
  }
}

function opens(share: Share, { period }: MeterPolicy, more = ''): string {
  if (share === 'all') return 'Opens every metered pick, and nothing is counted.'
  if (share === 'none') return 'Opens no metered pick.'
  return `Opens ${counted(share.most, 'metered pick')} ${every(period)}${more}.`
}

function ofSubscribersPicks(share: Share): string {
  return share === 'all' ? 'Opens picks for subscribers too.' : 'Of picks for subscribers, sees the introduction alone.'
}

function counted(count: number, noun: string): string {
  return `${spelled(count)} ${noun}${count === 1 ? '' : 's'}`
}

function sentenceOf(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
