import { addDays } from './calendar-date.ts'
import { printDate } from './dates.ts'
import { englishStyle } from './house-style.ts'
import { spelled } from './language/en-phrases.ts'
import { limitOf, type MeteredReader } from './meter.ts'
import { currentPeriod } from './period.ts'
import type { LocalDate } from './pick.ts'
import type { MeterPolicy } from './policy.ts'

/** A policy on a day: the day of the magazine's zone, which a change of the zone may move. */
export type PolicyOn = { policy: MeterPolicy; zone: string; today: LocalDate }

/** What a change of policy means for readers who are in the middle of a period, in sentences; none where it means nothing to them. */
export function tellChange(before: PolicyOn, after: PolicyOn): string[] {
  return [
    ...tellLimit(before, after, { who: 'visitors', reader: { kind: 'visitor' } }),
    ...tellLimit(before, after, { who: 'members', reader: { kind: 'member', id: '1' } }),
    ...tellPeriod(before, after),
    ...tellZone(before, after),
  ]
}

/** The day on which the oldest period began that a reader may still be in, and that of the newest. */
export function runningStarts({ policy: { period }, today }: PolicyOn): { oldest: LocalDate; newest: LocalDate } {
  if (period.kind !== 'rolling') {
    const { start } = currentPeriod(period, today, null)
    return { oldest: start, newest: start }
  }
  return { oldest: addDays(today, 1 - Math.max(1, period.days)), newest: today }
}

/** Whether what a reader has read since `start` goes on counting under a policy. */
export function goesOn(start: LocalDate, { policy, today }: PolicyOn): boolean {
  return currentPeriod(policy.period, today, start).start === start
}

type Whose = { who: string; reader: MeteredReader }

function tellLimit(before: PolicyOn, after: PolicyOn, { who, reader }: Whose): string[] {
  const [old, now] = [before, after].map(({ policy }) => limitOf(policy.allowance, reader)) as [number, number]
  if (old === now) return []
  if (!goesOn(runningStarts(before).newest, after)) return [`From now on ${who} have ${spelled(now)}.`]
  if (now > old) return [`From now on ${who} have ${spelled(now - old)} more, also those who have read all they had.`]
  const spent =
    now === 0
      ? `For ${who} nothing metered opens any more.`
      : `Of the ${who}, those who have read ${spelled(now)} or more have nothing left at once.`
  return [`${spent} What they have opened stays open to them.`]
}

function tellPeriod(before: PolicyOn, after: PolicyOn): string[] {
  const { oldest, newest } = runningStarts(before)
  if (isSamePeriod(before, after) && goesOn(oldest, after) && goesOn(newest, after)) return []
  const { opensAgain } = currentPeriod(after.policy.period, after.today, newest)
  const until = printDate(englishStyle, opensAgain)
  if (goesOn(oldest, after)) {
    const whose = oldest === newest ? `What has been read since ${printDate(englishStyle, oldest)}` : 'What has been read'
    const when = oldest === newest ? `until ${until}` : `for who began today until ${until}`
    return [`${whose} goes on counting, ${when}.`]
  }
  if (!goesOn(newest, after)) return ['For everybody the count begins anew at once, and so whoever is at the wall reads on.']
  const first = firstThatGoesOn(oldest, newest, after)
  return [
    `Whose period began before ${printDate(englishStyle, first)} begins anew at once. What the others have read goes on counting, for who began today until ${until}.`,
  ]
}

function firstThatGoesOn(oldest: LocalDate, newest: LocalDate, after: PolicyOn): LocalDate {
  let day = oldest
  while (day < newest && !goesOn(day, after)) day = addDays(day, 1)
  return day
}

function tellZone(before: PolicyOn, after: PolicyOn): string[] {
  if (before.zone === after.zone) return []
  const day = printDate(englishStyle, after.today)
  return [
    before.today === after.today
      ? `It is ${day} there too.`
      : `There it is ${day} already or still, and that is the magazine’s day from now on.`,
    'Picks that are planned go out at the time of day they are planned for, on the new clock. No reader is given a period twice.',
  ]
}

function isSamePeriod(before: PolicyOn, after: PolicyOn): boolean {
  return JSON.stringify(before.policy.period) === JSON.stringify(after.policy.period)
}
