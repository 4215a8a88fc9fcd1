import { expect, test } from 'vitest'
import { en } from './en.ts'

const month = { kind: 'month' } as const
const week = { kind: 'week' } as const
const rolling = { kind: 'rolling', days: 30 } as const

test('with an allowance of three the notices count down in the words a reader knows', () => {
  expect([2, 1, 0].map((left) => en.notice.left(left, month))).toEqual([
    'You have 2 free articles left this month',
    'You have 1 free article left this month',
    'You have no free articles left this month',
  ])
  expect(en.notice.signUp).toBe('Sign up now for unlimited access')
  expect(en.notice.subscribe).toBe('Subscribe Now')
})

test('the map of the runs counts words, and says where they stand', () => {
  const { share, label } = en.pick.runMap
  expect(share(212, 1_450)).toBe('212 words quoted, of 1,450 in the article')
  expect(share(1_001, 20_000)).toBe('1,001 words quoted, of 20,000 in the article')
  expect(share(1, 1)).toBe('1 word quoted, of 1 in the article')
  expect(label({ passages: 1, from: 0, to: 44 })).toBe('The passage quoted stands between 0 and 44 percent of the article.')
  expect(label({ passages: 9, from: 17, to: 57 })).toBe(
    'The nine passages quoted stand between 17 and 57 percent of the article.',
  )
})

test('a notice names the kind of period the magazine chose', () => {
  expect(en.notice.left(2, week)).toBe('You have 2 free articles left this week')
  expect(en.notice.left(1, rolling)).toBe('You have 1 free article left in these 30 days')
})

test('the wall says what was read in words up to twelve, and one article without a number', () => {
  const spent = (allowance: number) => en.wall.spent({ allowance, period: month, periodStart: '2026-09-01' })
  expect(spent(3)).toBe('You have read your three free articles for September.')
  expect(spent(1)).toBe('You have read your free article for September.')
  expect(spent(12)).toBe('You have read your twelve free articles for September.')
  expect(spent(40)).toBe('You have read your 40 free articles for September.')
  expect(en.wall.opensAgain.join('Monday, Oct. 1')).toBe('Reading opens again on Monday, Oct. 1.')
})

test('weeks and rolling periods have no name of their own, so the wall points at them', () => {
  const spent = (period: typeof week | typeof rolling) => en.wall.spent({ allowance: 3, period, periodStart: '2026-09-07' })
  expect(spent(week)).toBe('You have read your three free articles for this week.')
  expect(spent(rolling)).toBe('You have read your three free articles for these 30 days.')
})

test('the sum of a period is right for none, one, some and all of it', () => {
  const sum = (allowance: number, left: number) => en.reading.sum({ allowance, left, period: month, periodStart: '2026-09-01' })
  expect(sum(3, 2)).toBe('One of your three free articles for September is read; two are left.')
  expect(sum(3, 1)).toBe('Two of your three free articles for September are read; one is left.')
  expect(sum(3, 0)).toBe('All three of your free articles for September are read.')
  expect(sum(2, 0)).toBe('Both of your free articles for September are read.')
  expect(sum(1, 0)).toBe('Your free article for September is read.')
  expect(sum(3, 3)).toBe('None of your three free articles for September is read yet.')
  expect(sum(2, 2)).toBe('Neither of your two free articles for September is read yet.')
  expect(sum(1, 1)).toBe('Your free article for September is still to be read.')
  expect(sum(0, 0)).toBe('There are no free articles for September.')
})

test('the about page tells the policy as it is set, and what clearing cookies does', () => {
  const policy = { period: month, visitor: 3, member: 5, zone: 'America/Argentina/Buenos_Aires', countsNewVisitors: true }
  const text = en.about.explain(policy).join(' ')
  expect(text).toContain('you may open three a month, and five if you have signed up')
  expect(text).toContain('on the first of each month, at midnight in Buenos Aires')
  expect(text).toContain('If you clear your cookies')
  // One paragraph says what follows from the other.
  expect(text).toMatch(/subscriptions were made for\. So when a great many new readers come from one network/)
  const other = en.about.explain({ ...policy, period: rolling, member: 3, zone: 'UTC', countsNewVisitors: false }).join(' ')
  expect(other).toContain('you may open three in 30 days.')
  expect(other).toContain('30 days after the first article you opened, at midnight UTC')
  expect(other).not.toContain('network')
})

test('where visitors have no free article nothing is offered “instead of no”', () => {
  const none = { visitor: 0, member: 5 }
  expect(en.wall.signUp(none, month).text).toBe('Free. Five articles a month, on all your devices together.')
  expect(en.join.signUp.lead(none, month)).toContain('You then have five articles a month, counted together')
  const told = (member: number) =>
    en.about.explain({ period: month, visitor: 0, member, zone: 'UTC', countsNewVisitors: false }).join(' ')
  expect(told(5)).toContain('Excerpts are counted: once you have signed up you may open five a month.')
  expect(told(0)).toContain('Excerpts are counted: none is free.')
})

test('clock times are written as Americans write them', () => {
  expect(
    [
      [0, 5],
      [9, 30],
      [12, 0],
      [23, 59],
    ].map(([hour = 0, minute = 0]) => en.reading.time(hour, minute)),
  ).toEqual(['12:05 a.m.', '9:30 a.m.', '12:00 p.m.', '11:59 p.m.'])
})

test('the words of the account and of the code are right for every kind of period and any number of tries', () => {
  expect([1, 2, 4, 5].map((left) => en.signIn.code.wrong(left).split('. ')[1])).toEqual([
    'You have one more try.',
    'You have two more tries.',
    'You have four more tries.',
    'You have five more tries.',
  ])
  expect(en.account.keepsHistoryHint(week)).toContain('earlier weeks are deleted at once')
  expect(en.account.keepsHistoryHint(rolling)).toContain('earlier periods of 30 days are deleted at once')
  expect(en.reading.keptBriefly(month)).toContain('deleted when the month is over')
  expect(en.reading.keptBriefly(rolling)).toContain('deleted when the period is over')
  expect(en.account.seen(null, 'Nov. 2 2026')).toBe('Last used Nov. 2 2026')
  expect(en.account.seen('Firefox on Linux', 'Nov. 2 2026')).toBe('Firefox on Linux, last used Nov. 2 2026')
})
