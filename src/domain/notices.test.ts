import fc from 'fast-check'
import { expect, test } from 'vitest'
import { en } from './language/en.ts'
import type { NoticeTexts } from './magazine.ts'
import { withNotices } from './notices.ts'

const shipped: NoticeTexts = { none: '', one: '', other: '', signUp: '', subscribe: '' }
const month = { kind: 'month' } as const

test('a magazine without words of its own has the very ones that are shipped', () => {
  expect(withNotices(en, shipped)).toBe(en)
  expect([2, 1, 0].map((left) => en.notice.left(left, month))).toEqual([
    'You have 2 free articles left this month',
    'You have 1 free article left this month',
    'You have no free articles left this month',
  ])
})

test('each form is said for the numbers that the language’s plural rules give it, with the number and the period in it', () => {
  const own = { ...shipped, other: '{left} to go {period}, {left}', one: 'The last one {period}', none: 'That was it' }
  const { notice } = withNotices(en, own)
  const rolling = { kind: 'rolling', days: 30 } as const
  expect([0, 1, 2, 1_200].map((left) => notice.left(left, rolling))).toEqual([
    'That was it',
    'The last one in these 30 days',
    '2 to go in these 30 days, 2',
    '1,200 to go in these 30 days, 1,200',
  ])
})

test('a form that is left empty keeps the shipped words, whatever the others say', () => {
  const text = fc.stringMatching(/^[A-Za-z ]{1,20}$/).filter((one) => one.trim() !== '')
  fc.assert(
    fc.property(fc.subarray(['none', 'one', 'other', 'signUp', 'subscribe'] as const), text, fc.nat(50), (names, said, left) => {
      const own = { ...shipped, ...Object.fromEntries(names.map((name) => [name, said])) }
      const { notice } = withNotices(en, own)
      const form = left === 0 ? 'none' : left === 1 ? 'one' : 'other'
      expect(notice.left(left, month)).toBe(names.includes(form) ? said : en.notice.left(left, month))
      expect(notice.signUp).toBe(names.includes('signUp') ? said : en.notice.signUp)
      expect(notice.subscribe).toBe(names.includes('subscribe') ? said : en.notice.subscribe)
    }),
  )
})
