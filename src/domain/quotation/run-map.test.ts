import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { abridgements, readExcerpt, typed } from '../../../test/support/quotations.ts'
import { englishStyle } from '../house-style.ts'
import { checkExcerpt } from './check-excerpt.ts'
import { quotedShare } from './quoted-share.ts'
import { mapRuns } from './run-map.ts'
import { indexSource } from './source-index.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`)

/** The map of what somebody types of a source. */
function mapOf(source: string, ...lines: string[]) {
  const excerpt = readExcerpt(...lines)
  const index = indexSource(source, englishStyle)
  const check = checkExcerpt(excerpt, index, englishStyle)
  const share = quotedShare(excerpt, index, { style: englishStyle, limit: null })
  return { map: mapRuns({ excerpt, check, index }, englishStyle), check, share }
}

describe('the map of where the runs stand', () => {
  test('is in order, never touches itself, stays within the article, and adds up to the words that are quoted', () => {
    fc.assert(
      fc.property(abridgements({ distinct: true }), ({ items, source }) => {
        const { map, check, share } = mapOf(source, ...typed(items))
        fc.pre(map !== null)
        const { sourceWords, quotedWords, stretches } = map ?? { sourceWords: 0, quotedWords: 0, stretches: [] }
        expect({ words: quotedWords, sourceWords }).toEqual({ words: share.words, sourceWords: share.sourceWords })
        let end = -1
        for (const { first, words } of stretches) {
          expect(first).toBeGreaterThan(end)
          expect(words).toBeGreaterThan(0)
          end = first + words
        }
        expect(end).toBeLessThanOrEqual(sourceWords)
        // No source here is so long that a word's gap couldn't be seen.
        expect(stretches.reduce((sum, { words }) => sum + words, 0)).toBe(quotedWords)
        for (const run of check.runs)
          if (run.kind === 'verbatim' && run.at.words > 0)
            expect(
              stretches.some(({ first, words }) => first <= run.at.firstWord && run.at.firstWord + run.at.words <= first + words),
            ).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('counts neither glosses nor what they stand for, and shows a run that a gloss parts as one', () => {
    const { map } = mapOf('At last the old ferry ran late.', '[T]he old [wooden] ferry . . . late.')
    expect(map).toEqual({
      sourceWords: 7,
      quotedWords: 4,
      stretches: [
        { first: 2, words: 3 },
        { first: 6, words: 1 },
      ],
    })
  })

  test('joins what is too close together to be seen apart, and still says how many words are quoted', () => {
    const words = numbered(2_000)
    const part = (from: number, to: number) => words.slice(from, to).join(' ')
    const { map } = mapOf(words.join(' '), `${part(100, 120)} . . . ${part(129, 140)} . . . ${part(150, 160)}`)
    expect(map).toEqual({
      sourceWords: 2_000,
      quotedWords: 41,
      stretches: [
        { first: 100, words: 40 },
        { first: 150, words: 10 },
      ],
    })
  })

  test('never quotes more words than there are, even where one is shown in two halves', () => {
    const { map } = mapOf('Walking', 'Wa[lk]ing')
    expect(map).toEqual({ sourceWords: 1, quotedWords: 1, stretches: [{ first: 0, words: 1 }] })
  })

  test('isn’t made of an excerpt that says something else than its article, or has no word of it', () => {
    expect(mapOf('The ferry ran late.', 'The ferry ran early.').map).toBe(null)
    expect(mapOf('The ferry ran late and empty.', 'The ferry ran . . . early.').map).toBe(null)
    expect(mapOf('The ferry ran late and empty.', 'The ferry late.').map).toBe(null)
    expect(mapOf('The ferry ran late.').map).toBe(null)
  })
})
