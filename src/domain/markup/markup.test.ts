import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paragraphs, styles } from '../../../test/support/arbitrary.ts'
import { elisionMarks, englishStyle } from '../house-style.ts'
import type { Paragraph } from '../pick.ts'
import { parseParagraph } from './parse-paragraph.ts'
import { printParagraph } from './print-paragraph.ts'
import { tidy } from './tidy.ts'

const read = (text: string): Paragraph => {
  const parsed = parseParagraph(text)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.paragraph
}
const shown = (text: string) => printParagraph(read(text), englishStyle)
const run = (text: string) => ({ kind: 'run' as const, text })
const gloss = (text: string) => ({ kind: 'gloss' as const, text })
const elision = { kind: 'elision' as const }

/** Text made of just the characters that mean something, so that they meet in every order. */
const awkward = fc
  .array(
    fc.constantFrom(
      '.',
      '.',
      '…',
      '[',
      ']',
      ' ',
      '"',
      "'",
      '“',
      '”',
      '’',
      '(',
      ')',
      ',',
      '?',
      'a',
      'B',
      'Cd',
      '5',
      '—',
      '\u00a0',
      '\u200b',
      '[...]',
      '. . .',
      '[x]',
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''))

describe('an excerpt paragraph', () => {
  test('a paragraph printed in any house style reads back to the same pieces', () => {
    fc.assert(
      fc.property(paragraphs, styles, (paragraph, style) => {
        expect(parseParagraph(printParagraph(paragraph, style))).toEqual({ ok: true, paragraph })
      }),
      { numRuns: 500 },
    )
  })

  test('whatever is read prints to a text that stays as it is, in every house style', () => {
    fc.assert(
      fc.property(awkward, styles, (text, style) => {
        const parsed = parseParagraph(text)
        if (!parsed.ok) return
        expect(parseParagraph(printParagraph(parsed.paragraph, style))).toEqual(parsed)
      }),
      { numRuns: 3000 },
    )
  })

  test('a paragraph read has no empty run, no two runs or elisions in a row, and only single ordinary spaces', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const parsed = parseParagraph(text)
        if (!parsed.ok) return
        const kinds = parsed.paragraph.map((piece) => piece.kind).join(' ')
        expect(kinds).not.toMatch(/run run|elision elision/)
        for (const piece of parsed.paragraph) if (piece.kind !== 'elision') expect(piece.text).not.toBe('')
        const printed = printParagraph(parsed.paragraph, englishStyle)
        expect(printed).toBe(tidy(printed))
      }),
      { numRuns: 2000 },
    )
  })

  test('no text makes reading throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        parseParagraph(text)
      }),
    )
  })

  test('the stop that ends a sentence belongs to the run, the three dots after it to the elision', () => {
    expect(read('They built bridges. . . .')).toEqual([run('They built bridges. '), elision])
    expect(read('They . . . built')).toEqual([run('They '), elision, run(' built')])
  })

  test('a capital given in brackets is a gloss joined to the word', () => {
    expect(read('[T]he bridge')).toEqual([gloss('T'), run('he bridge')])
  })

  test('brackets inside a gloss stay in its text', () => {
    expect(read('[ now\u00a0 [dry] ]')).toEqual([gloss('now [dry]')])
    expect(read('of [the river [now dry]] there')).toEqual([run('of '), gloss('the river [now dry]'), run(' there')])
  })

  test.each([
    '. . .',
    '...',
    '…',
    '[...]',
    '[…]',
    '[. . .]',
    '[....]',
    '.\u00a0.\u00a0.',
    '.\u2009.\u2009.',
    '. ..',
    '\u200b. . .',
  ])('the elision may be written “%s”', (mark) => {
    for (const text of [`one ${mark} two`, `one${mark} two`, `one ${mark}two`, `one\u00a0${mark}\u00a0two`])
      expect(read(text)).toEqual([run('one '), elision, run(' two')])
    expect(shown(`${mark} two`)).toBe('. . . two')
    expect(shown(`one ${mark}`)).toBe('one . . .')
  })

  test.each([
    'one. . . . Two',
    'one.... Two',
    'one.… Two',
    'one…. Two',
    'one. [...] Two',
    'one [...]. Two',
    'one. ... Two',
    'one . . . . Two',
    'one....Two',
  ])('the sentence in “%s” is over before the elision', (text) => {
    expect(read(text)).toEqual([run('one. '), elision, run(' Two')])
  })

  test('abbreviations keep their stop before an elision', () => {
    expect(shown('in the U.S. ... and')).toBe('in the U.S. . . . and')
    expect(shown('e.g. [...] this')).toBe('e.g. . . . this')
  })

  test('a sentence that has ended gets no second stop', () => {
    expect(shown('Why? . . . . He')).toBe('Why? . . . He')
    expect(shown('[It ends.] .... He')).toBe('[It ends.] . . . He')
    expect(shown('“It ends.” .... He')).toBe('“It ends.” . . . He')
  })

  test('two dots are words, and so is the dot of a number or a name after an elision', () => {
    expect(read('a.. b')).toEqual([run('a.. b')])
    expect(read('[..]')).toEqual([gloss('..')])
    expect(read('about ... .5 percent')).toEqual([run('about '), elision, run(' .5 percent')])
    expect(shown('built on […] .NET')).toBe('built on . . . .NET')
  })

  test('no space parts an elision from the quote or bracket that opens before it or closes after it', () => {
    expect(shown('He said “...no” (… maybe …) and left…, then "...came" back...".')).toBe(
      'He said “. . . no” (. . . maybe . . .) and left . . ., then ". . . came" back . . .".',
    )
    expect(shown('"left...". . . . Then')).toBe('"left . . .". . . . Then')
    expect(shown('word" ... next ..."Then')).toBe('word" . . . next . . . "Then')
    expect(shown("…'tis ... 'so ...' it")).toBe(". . . 'tis . . . 'so . . .' it")
  })

  test('a gloss beside an elision is parted from it by a space', () => {
    expect(read('[He]...[she]')).toEqual([gloss('He'), run(' '), elision, run(' '), gloss('she')])
  })

  test('two elisions in a row are one', () => {
    expect(read('one. [...] . . . Two')).toEqual([run('one. '), elision, run(' Two')])
    expect(read('one [...] ... two')).toEqual([run('one '), elision, run(' two')])
  })

  test('a bracket without its partner is refused with its column in characters', () => {
    expect(parseParagraph('one [two')).toMatchObject({ ok: false, column: 5, reason: expect.stringContaining('never closed') })
    expect(parseParagraph('👩 one] two')).toMatchObject({ ok: false, column: 6, reason: expect.stringContaining('never opened') })
    expect(parseParagraph('[a] [b [c]')).toMatchObject({ ok: false, column: 5 })
    expect(parseParagraph('a [ ] b')).toMatchObject({ ok: false, column: 3, reason: expect.stringContaining('nothing in them') })
    expect(parseParagraph(' \u200b ')).toMatchObject({ ok: false, column: 1, reason: expect.stringContaining('empty') })
  })

  test('long paragraphs of nothing but marks are read at once', () => {
    const started = performance.now()
    for (const unit of ['.', '. ', '[', ']', '[.', '"', '[a]', '…"', '.. a']) parseParagraph(unit.repeat(50_000))
    for (const unit of ['[a].', '..a[b]']) parseParagraph(unit.repeat(20_000))
    parseParagraph('['.repeat(50_000) + ']'.repeat(50_000))
    expect(performance.now() - started).toBeLessThan(3000)
  })

  test('every elision glyph on offer is one that reading knows', () => {
    for (const mark of elisionMarks) expect(read(mark)).toEqual([elision])
  })
})

describe('tidied text', () => {
  test('white space of every kind is one ordinary space, and invisible characters are gone', () => {
    expect(tidy('\ufeff a\u00a0\u2009b\t\n\u2028c\u200bd\u00ade\u2066f\u0000g\f ')).toBe('a b cdefg')
    expect(tidy('a\ud800b')).toBe('a\ufffdb')
  })

  test('joiners stay where they shape letters and go where they don’t', () => {
    expect(tidy('می\u200cخواهم 👩\u200d🔧')).toBe('می\u200cخواهم 👩\u200d🔧')
    expect(tidy('a\u200db é\u200c \u200d')).toBe('ab é')
    expect(tidy('é\u200d\u200d\u200cé')).toBe('é\u200dé')
  })

  test('tidying twice changes nothing more', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          awkward,
          fc.string({ unit: 'binary' }),
          fc.array(fc.constantFrom('é', '\u200c', '\u200d', ' ', '\u200b', 'a', '\ud800', '\n')).map((parts) => parts.join('')),
        ),
        (text) => {
          expect(tidy(tidy(text))).toBe(tidy(text))
        },
      ),
    )
  })
})
