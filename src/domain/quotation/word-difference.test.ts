import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignWords } from './align-words.ts'
import { wordDifference } from './word-difference.ts'

const text = fc
  .array(fc.constantFrom('the', 'ferry', 'ran', 'late.', ' ', ' ', '  ', '\n', '\n\n', '\u00a0', 'é'), { maxLength: 30 })
  .map((parts) => parts.join(''))

describe('what changed between two versions', () => {
  test('the parts in a row are both texts to the letter', () => {
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const parts = wordDifference(older, newer)
        const without = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join('')
        expect(without('added')).toBe(older)
        expect(without('removed')).toBe(newer)
      }),
      { numRuns: 1000 },
    )
  })

  test('a changed word is shown as the old one and the new one, the rest in one piece', () => {
    expect(wordDifference('The old ferry ran late.', 'The new ferry ran late, again.')).toEqual([
      { kind: 'same', text: 'The' },
      { kind: 'removed', text: ' old' },
      { kind: 'added', text: ' new' },
      { kind: 'same', text: ' ferry ran' },
      { kind: 'removed', text: ' late.' },
      { kind: 'added', text: ' late, again.' },
    ])
    expect(wordDifference('same', 'same')).toEqual([{ kind: 'same', text: 'same' }])
    expect(wordDifference('', '')).toEqual([])
  })

  test('it takes no more steps than it has to', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 })
    fc.assert(
      fc.property(words, words, (before, after) => {
        const edits = alignWords(before, after).filter(({ kind }) => kind !== 'same').length
        expect(edits).toBe(before.length + after.length - 2 * longestShared(before, after))
      }),
    )
  })

  test('texts with nothing in common are replaced whole, however long they are', () => {
    const of = (word: string) => Array.from({ length: 5_000 }, (_, at) => `${word}${at}`).join(' ')
    expect(wordDifference(of('a'), of('b')).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })
})

function longestShared(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a
  if (first === undefined || b.length === 0) return 0
  const at = b.indexOf(first)
  return Math.max(longestShared(rest, b), at < 0 ? 0 : 1 + longestShared(rest, b.slice(at + 1)))
}
