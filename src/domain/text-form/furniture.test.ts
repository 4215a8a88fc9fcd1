import { expect, test } from 'vitest'
import { en } from '../language/en.ts'
import type { PeriodKind } from '../policy.ts'
import { isFurniture } from './furniture.ts'

test.each([
  'You have 2 free articles left this month',
  'You have 1 free article left this month.',
  'You have no free articles left this month',
  'You have 1,000 free articles left this week',
  'You have two free articles left this period.',
  'You have twenty-two free articles left',
  'You’ve 3 more free articles left this month',
  "You've got 3 free stories remaining in the next 30 days",
  'You have 4 free picks left these 30 days',
  'YOU HAVE 2 FREE ARTICLES LEFT THIS MONTH',
  'Sign up now for unlimited access',
  'Sign up for unlimited access.',
  'Sign up now for free access!',
  'Sign up today',
  'Subscribe Now',
  'Subscribe now!',
  'Subscribe',
  'Subscribe today for unlimited access',
])('“%s” is furniture', (text) => {
  expect(isFurniture(text)).toBe(true)
})

test.each([
  'You have 2 free articles left this month, she told him.',
  'You have a free hand',
  'Sign up now, they said',
  'Subscribe to nothing',
  'Subscribe now. And then?',
  '',
  'You have '.repeat(10_000),
])('“%.40s” is text', (text) => {
  expect(isFurniture(text)).toBe(false)
})

test('every notice that the site itself prints is furniture', () => {
  const periods: PeriodKind[] = [
    { kind: 'month' },
    { kind: 'week' },
    { kind: 'rolling', days: 1 },
    { kind: 'rolling', days: 1000 },
  ]
  const notices = periods.flatMap((period) => [0, 1, 2, 12, 12_000].map((left) => en.notice.left(left, period)))
  expect([...notices, en.notice.signUp, en.notice.subscribe].filter((notice) => !isFurniture(notice))).toEqual([])
})
