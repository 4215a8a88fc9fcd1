import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { abridgements, readExcerpt, typed } from '../../../test/support/quotations.ts'
import { elisionMarks, englishStyle } from '../house-style.ts'
import { printParagraph } from '../markup/print-paragraph.ts'
import type { Paragraph } from '../pick.ts'
import { checkExcerpt } from './check-excerpt.ts'
import {
  type Composition,
  joinParagraphs,
  listBreaks,
  quoteSelection,
  removePassage,
  showElisionAt,
  startComposition,
  startParagraph,
} from './composition.ts'
import { toExcerpt } from './print-composition.ts'
import { changeCase, putGloss } from './put-gloss.ts'
import { fromExcerpt } from './read-composition.ts'
import { indexSource } from './source-index.ts'

describe('composing from any source', () => {
  test('whatever is composed passes the check, printed and read in any house style too, and can be gone on with', () => {
    fc.assert(
      fc.property(
        sources,
        fc.array(operation, { maxLength: 12 }),
        fc.constantFrom(...elisionMarks),
        (text, operations, elision) => {
          const own = indexSource(text, englishStyle)
          const composition = operations.reduce((before, operate) => operate(before), startComposition(own))
          const excerpt = toExcerpt(composition)
          expect(checkExcerpt(excerpt, own, englishStyle).isFaithful, JSON.stringify([text, excerpt])).toBe(true)
          const printed = excerpt.map((paragraph) => printParagraph(paragraph, { elision }))
          expect(readExcerpt(...printed)).toEqual(excerpt)
          const read = fromExcerpt(excerpt, own, englishStyle)
          expect(read.ok).toBe(true)
          // Half a pair of the source's own brackets is hidden behind dots, which reading doesn't undo.
          if (!read.ok || !excerpt.every(hasWords) || /[[\]]/.test(text)) return
          // Dots of the source's own on both sides of a paragraph are one elision afterwards.
          const told = /\.\.\.|…|\. \. \./.test(text) ? withoutElisions : (line: string) => line
          expect(plainly(toExcerpt(read.composition)).map(told), JSON.stringify([text, excerpt])).toEqual(
            plainly(excerpt).map(told),
          )
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('an excerpt typed by hand becomes a composition that says the same', () => {
    fc.assert(
      fc.property(abridgements({ distinct: true }), ({ items, source: text }) => {
        fc.pre(items.length > 0)
        const excerpt = readExcerpt(...typed(items))
        const read = fromExcerpt(excerpt, text, englishStyle)
        expect(read.ok, typed(items).join(' ¶ ')).toBe(true)
        if (!read.ok) return
        const again = toExcerpt(read.composition)
        expect(checkExcerpt(again, text, englishStyle).isFaithful).toBe(true)
        if (!excerpt.every(hasWords)) return
        expect(plainly(again).map(withoutElisions), text).toEqual(plainly(excerpt).map(withoutElisions))
      }),
      { numRuns: 1000 },
    )
  })
})

/** Of two elisions with only a gloss between them one is kept, and before a paragraph rather than in it. */
function withoutElisions(text: string): string {
  return text
    .replace(/ ?… ?/g, ' ')
    .replace(/ +(?=[.?!,;)])/g, '')
    .trim()
}

function hasWords(paragraph: Paragraph): boolean {
  return paragraph.some((piece) => piece.kind === 'run' && /[\p{L}\p{N}]/u.test(piece.text))
}

/** An excerpt as text in which marks that house style may change are the same, and a gloss takes up the elisions beside it. */
function plainly(excerpt: ReturnType<typeof readExcerpt>): string[] {
  return excerpt.map((paragraph) =>
    printParagraph(paragraph, englishStyle)
      .normalize('NFC')
      .replace(/[“”]/g, '"')
      .replace(/[‘’]/g, "'")
      .replace(/ ?(—|--| [–-] ) ?/g, '—')
      .replace(/(?:\. \. \. ?)*(\[(?:[^[\]]|\[[^\]]*\])*\]) ?(?:\. \. \. ?)*/g, '$1 ')
      .replace(/ ?(["']) ?/g, '$1')
      .trim(),
  )
}

const piece = fc.constantFrom(
  'The ferry',
  'ran',
  'for',
  'ninety-nine',
  'years.',
  'Then',
  '“it',
  'stopped,”',
  'he',
  'said;',
  '—',
  ' – ',
  '…',
  '. . .',
  '[sic]',
  '[',
  ']',
  '[1]',
  '[]',
  '\n\n',
  '\n',
  'U.S.',
  '40,000',
  'don’t',
  'naïve',
  'ﬁn',
  '\u00a0',
  'Why?',
  '(or',
  'not)',
  '東京',
  '3.5',
  '.5',
  '👩‍🔧',
  '....',
  'the',
  'the',
  '[T]he',
  'walk[ed]',
  'a[b]c',
  '[a]',
  '[...]',
  '[the U.S.]',
  'ran-',
  '–he',
  '’tis',
)
const sources = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', ' ', ' ', '')), { minLength: 1, maxLength: 40 })
  .map((parts) => parts.flat().join(''))
const place = fc.double({ min: 0, max: 1, noNaN: true })
const operation: fc.Arbitrary<(composition: Composition) => Composition> = fc.oneof(
  fc.tuple(place, place).map(
    ([a, b]) =>
      (c: Composition) =>
        quoteSelection(c, { start: offset(c, a), end: offset(c, b) }),
  ),
  fc.tuple(place, place).map(
    ([a, b]) =>
      (c: Composition) =>
        quoteSelection(c, { start: offset(c, a), end: offset(c, Math.min(1, a + b / 5)) }),
  ),
  fc.nat(3).map((number) => (c: Composition) => removePassage(c, number)),
  fc
    .tuple(
      place,
      fc.constantFrom<'before' | 'after' | 'instead'>('before', 'after', 'instead'),
      fc.constantFrom('x', 'the old one', 'a [b]'),
    )
    .map(
      ([a, side, text]) =>
        (c: Composition) =>
          putGloss(c, offset(c, a), { side, text }),
    ),
  place.map((a) => (c: Composition) => changeCase(c, offset(c, a))),
  fc.tuple(fc.constantFrom('start', 'end'), fc.boolean()).map(
    ([edge, isShown]) =>
      (c: Composition) =>
        showElisionAt(c, edge, isShown),
  ),
  fc.tuple(fc.nat(4), fc.boolean()).map(([number, isBreak]) => (c: Composition) => {
    const at = listBreaks(c)[number]?.at ?? -1
    return isBreak ? startParagraph(c, at) : joinParagraphs(c, at)
  }),
)

function offset({ source: { original } }: Composition, share: number): number {
  return Math.round(original.length * share)
}
