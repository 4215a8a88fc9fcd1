import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideAccess, decideAfterCounting, decideByStanding } from './access.ts'
import { addDays } from './calendar-date.ts'
import { printDate } from './dates.ts'
import { englishStyle } from './house-style.ts'
import { en } from './language/en.ts'
import type { Reader, Standing } from './meter.ts'
import { currentPeriod } from './period.ts'
import type { Visibility } from './pick.ts'
import type { MeterPolicy, PeriodKind } from './policy.ts'
import { goesOn, type PolicyOn, runningStarts, tellChange } from './policy-change.ts'
import { type AccountInput, tellAccount } from './reading-account.ts'
import { magazineFrom } from './settings.ts'

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const periods: fc.Arbitrary<PeriodKind> = fc.oneof(
  fc.constantFrom<PeriodKind>({ kind: 'month' }, { kind: 'week' }),
  fc.integer({ min: 1, max: 366 }).map((days): PeriodKind => ({ kind: 'rolling', days })),
)
const policies: fc.Arbitrary<MeterPolicy> = policiesOf(periods)
const policiesOfFewDays = policiesOf(
  periods.map((period) => (period.kind === 'rolling' ? { ...period, days: (period.days % 40) + 1 } : period)),
)
const dates = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2024-01-01', days))
const shipped = magazineFrom({})

function account(part: Partial<AccountInput['magazine']>, today = '2026-11-22'): Record<string, string> {
  const parts = tellAccount({ magazine: { ...shipped, ...part }, today, left: en.notice.left })
  return Object.fromEntries(parts.map(({ who, sentences }) => [who.split(/[ ,]/).slice(0, 2).join(' '), sentences.join(' ')]))
}

/** How many picks a reader really opens one after another in one period, the decision being asked each time; null for no end. */
function readAll(reader: Reader, visibility: Visibility, { allowance }: MeterPolicy): number | null {
  const nthOf = new Map<number, number>()
  for (let id = 1; id <= 60; id += 1) {
    const decision = decideAccess({ pick: { id, visibility }, reader, purpose: 'read', allowance })
    if (decision.kind === 'open') continue
    if (decision.kind === 'lead') return id - 1
    const step = decideByStanding(decision, { period: '2026-11-01', nthOf })
    if (step.kind !== 'count') return id - 1
    const counted = decideAfterCounting(step, { kind: 'counted', nth: id })
    if (counted.kind === 'counted') nthOf.set(id, counted.nth)
  }
  return null
}

/** What a text says that can be opened of the metered picks; null for all. */
function saidMetered(text: string): number | null {
  if (/opens every metered pick, and nothing is counted/i.test(text)) return null
  const [, word = ''] = /opens (\S+) metered picks?\b/i.exec(text) ?? []
  return numbers.includes(word) ? numbers.indexOf(word) : Number(word.replaceAll(',', ''))
}

function saidForSubscribers(text: string): number | null {
  return /opens picks for subscribers too/i.test(text) ? null : /sees the introduction alone/.test(text) ? 0 : Number.NaN
}

test('the account says of every kind of reader just what the decision gives them, whatever the policy', () => {
  const kinds: [string, Reader][] = [
    ['Somebody who', { kind: 'visitor' }],
    ['A member', { kind: 'member', id: '1' }],
    ['A subscriber', { kind: 'subscriber', opens: 'everything' }],
  ]
  const crawlers = [{ name: 'Findbot', ranges: [], domains: ['findbot.example'], keys: [] }]
  fc.assert(
    fc.property(policies, dates, (policy, today) => {
      const said = account({ policy, crawlers }, today)
      const [plan = '', limited = ''] = (said['A subscriber'] ?? '').split('On a plan that opens metered picks only:')
      for (const [who, reader] of kinds) {
        const text = who === 'A subscriber' ? plan : (said[who] ?? '')
        expect(saidMetered(text), text).toBe(readAll(reader, 'metered', policy))
        expect(saidForSubscribers(text), text).toBe(readAll(reader, 'subscribers-only', policy))
      }
      for (const [text, reader] of [
        [limited, { kind: 'subscriber', opens: 'metered' }],
        [said['A robot'] ?? '', { kind: 'crawler' }],
      ] as const) {
        expect(saidMetered(text), text).toBe(readAll(reader, 'metered', policy))
        expect(saidForSubscribers(text), text).toBe(readAll(reader, 'subscribers-only', policy))
      }
    }),
  )
})

test('the day it names is the day on which a reader who begins today may read again', () => {
  fc.assert(
    fc.property(policies, dates, (policy, today) => {
      const { opensAgain } = currentPeriod(policy.period, today, null)
      expect(account({ policy }, today)['When reading']).toContain(printDate(englishStyle, opensAgain))
      expect(currentPeriod(policy.period, opensAgain, currentPeriod(policy.period, today, null).start).start).toBe(opensAgain)
    }),
  )
})

test('what it says of signing up in the middle of a period is what is left once both counts are one', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const { visitor, member } = policy.allowance
      const [, word] = /has (\S+) left\./.exec(account({ policy })['A member'] ?? '') ?? []
      const united = { period: '2026-11-01', nthOf: new Map(Array.from({ length: visitor }, (_, at) => [at + 1, at + 1])) }
      const left = countdown({ kind: 'member', id: '1' }, united, policy)
      expect(word).toBe(visitor === 0 ? undefined : (numbers[left] ?? String(left)))
      expect(member < visitor).toBe(/fewer than without/.test(account({ policy })['A member'] ?? ''))
    }),
  )
})

test('it names the notice’s own words, the busy networks, the late payment, the gifts and the robots', () => {
  const policy: MeterPolicy = { period: { kind: 'month' }, allowance: { visitor: 3, member: 5 } }
  expect(account({ policy })).toEqual({
    'Somebody who':
      'Opens three metered picks a month. Under the first of them stands “You have 2 free articles left this month”. This month, opening the same one again costs nothing. Of picks for subscribers, sees the introduction alone. When 60 newcomers have come from one network within an hour, the next one there is asked to sign up first. Nobody who has been here before ever is. Whoever clears their cookies is a newcomer again.',
    'A member':
      'Opens five metered picks a month, counted together on all their devices. Whoever signs up after reading the three of a visitor has two left. Of picks for subscribers, sees the introduction alone.',
    'A subscriber':
      'Opens every metered pick, and nothing is counted. Opens picks for subscribers too. On a plan that opens metered picks only: opens every metered pick, and nothing is counted. Of picks for subscribers, sees the introduction alone. When a payment is late, reading goes on for 7 days.',
    'Somebody with':
      'Opens the one pick that a subscriber gave them, uncounted, for 14 days from when it was given. A subscriber may make ten links a month. After 100 readers, or 30 within an hour, a link pauses itself until its giver lets it go on.',
    'A robot':
      'Any robot meets what a newcomer meets. One that keeps no cookies is a newcomer at every pick, until 60 newcomers have come from its network in an hour.',
    'When reading': 'For everybody on the first of the month, next on Dec. 1 2026.',
  })
  expect(account({ newVisitorsPerHour: 0 })['A robot']).toContain('nothing stops it')
  expect(account({ gifts: { ...shipped.gifts, perMonth: 0 } })['Somebody with']).toContain('no gifts')
  expect(account({ graceDays: 0 })['A subscriber']).toContain('ends with the time that was paid for')
})

test('a change in the middle of a period: who is said to begin anew does, and whose readings are said to count on do', () => {
  fc.assert(
    fc.property(policiesOfFewDays, policiesOfFewDays, dates, fc.constantFrom(-1, 0, 0, 1), (from, to, today, shift) => {
      const before = { policy: from, zone: 'UTC', today }
      const after = { policy: to, zone: shift === 0 ? 'UTC' : 'Pacific/Apia', today: addDays(today, shift) }
      const said = tellChange(before, after).join(' ')
      const { oldest, newest } = runningStarts(before)
      for (let start = oldest; start <= newest; start = addDays(start, 1)) {
        const standing: Standing = { period: start, nthOf: new Map([[1, 1]]) }
        const counts = currentPeriod(to.period, after.today, standing.period).start === standing.period
        expect(goesOn(start, after)).toBe(counts)
        if (/everybody the count begins anew/.test(said)) expect(counts, `${start}: ${said}`).toBe(false)
        else if (!/begins anew/.test(said)) expect(counts, `${start}: ${said}`).toBe(true)
        else expect(counts, `${start}: ${said}`).toBe(start >= (boundaryIn(said, { oldest, newest }) ?? ''))
      }
    }),
  )
})

test('an allowance that grows or shrinks is said for those it changes, and a policy that stays says nothing', () => {
  const on = (visitor: number, member: number) => ({
    policy: { period: { kind: 'month' }, allowance: { visitor, member } } satisfies MeterPolicy,
    zone: 'UTC',
    today: '2026-11-22',
  })
  expect(tellChange(on(3, 5), on(3, 5))).toEqual([])
  expect(tellChange(on(3, 5), on(5, 5))).toEqual(['From now on visitors have two more, also those who have read all they had.'])
  expect(tellChange(on(3, 5), on(3, 2))).toEqual([
    'Of the members, those who have read two or more have nothing left at once. What they have opened stays open to them.',
  ])
  expect(tellChange(on(3, 5), on(0, 5))[0]).toContain('nothing metered opens')
  const weekly = { ...on(2, 5), policy: { ...on(2, 5).policy, period: { kind: 'week' } } satisfies PolicyOn['policy'] }
  expect(tellChange(on(3, 5), { ...weekly, today: '2026-11-24' })).toEqual([
    'From now on visitors have two.',
    'For everybody the count begins anew at once, and so whoever is at the wall reads on.',
  ])
})

/** The date that a sentence names as the first that goes on. */
function boundaryIn(said: string, { oldest, newest }: { oldest: string; newest: string }): string | null {
  for (let day = oldest; day <= newest; day = addDays(day, 1))
    if (said.includes(`before ${printDate(englishStyle, day)} `)) return day
  return null
}

/** How many more picks a reader opens from a standing. */
function countdown(reader: Reader, { period, nthOf }: Standing, { allowance }: MeterPolicy): number {
  const known = new Map(nthOf)
  for (let id = 1_000; ; id += 1) {
    const decision = decideAccess({ pick: { id, visibility: 'metered' }, reader, purpose: 'read', allowance })
    if (decision.kind !== 'metered') throw new Error('not metered')
    const step = decideByStanding(decision, { period, nthOf: known })
    if (step.kind !== 'count') return id - 1_000
    known.set(id, known.size + 1)
  }
}

function policiesOf(period: fc.Arbitrary<PeriodKind>): fc.Arbitrary<MeterPolicy> {
  const most = fc.integer({ min: 0, max: 40 })
  return fc.record({ period, allowance: fc.record({ visitor: most, member: most }) })
}
