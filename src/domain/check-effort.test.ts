import { expect, test } from 'vitest'
import { isQuicklyChecked } from './check-effort.ts'
import { englishStyle } from './house-style.ts'
import type { Excerpt } from './pick.ts'
import { indexSource } from './quotation/source-index.ts'

const runs = (text: string, count: number): Excerpt => [
  Array.from({ length: count }, () => [{ kind: 'run', text } as const, { kind: 'elision' } as const]).flat(),
]
const isQuick = (excerpt: Excerpt, source: string) => isQuicklyChecked(excerpt, indexSource(source, englishStyle), englishStyle)
const prose = 'It was a day like any other, and a boat lay at the pier. '.repeat(2_000)

test('an excerpt of ordinary runs is checked at once, also of one word in a long article', () => {
  expect(isQuick(runs('a boat lay at the pier', 5), prose)).toBe(true)
  expect(isQuick(runs('a', 4), prose)).toBe(true)
  expect(isQuick(runs('ny', 500), prose)).toBe(true)
})

test('one of very many runs that stand in very many places isn’t, however their marks are written', () => {
  expect(isQuick(runs('a ', 200), 'a '.repeat(200_000))).toBe(false)
  expect(isQuick(runs('“a”', 200), '"a" '.repeat(2_000))).toBe(false)
})
