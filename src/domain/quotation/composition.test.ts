import { describe, expect, test } from 'vitest'
import { readExcerpt } from '../../../test/support/quotations.ts'
import { englishStyle } from '../house-style.ts'
import { printParagraph } from '../markup/print-paragraph.ts'
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
import { changeCase, findGlossProblem, putGloss, removeGloss } from './put-gloss.ts'
import { fromExcerpt } from './read-composition.ts'
import { indexSource } from './source-index.ts'

const source = [
  'The harbor office keeps three ledgers. Two of them, the clerk told me, are for the inspector – the third is true.',
  'He showed it to nobody for eleven years. “It was wet,” he said, “and they never asked.”',
  'Nobody [least of all the mayor] has asked since… and the ledger is dry.',
].join('\n\n')
const index = indexSource(source, englishStyle)
const shown = (composition: Composition) => toExcerpt(composition).map((paragraph) => printParagraph(paragraph, englishStyle))
const at = (words: string) => source.indexOf(words)
const quote = (composition: Composition, words: string) =>
  quoteSelection(composition, { start: at(words), end: at(words) + words.length })
const quoted = (...words: string[]) => words.reduce(quote, startComposition(index))

describe('composing a quotation', () => {
  test('a selection becomes whole words, with the stop of a sentence that it ends', () => {
    expect(shown(quoted('arbor office keeps three ledger'))).toEqual(['harbor office keeps three ledgers.'])
    expect(shown(quoted('wo of th'))).toEqual(['Two of them'])
    expect(shown(quoted('never aske'))).toEqual(['never asked.”'])
    expect(shown(quoted('. ', ', ', ''))).toEqual([])
  })

  test('runs stand in the order of the source, with the elision that each gap asks for', () => {
    const all = quoted('the third is true.', 'The harbor office keeps three ledgers.', 'Two of them', 'He showed it to nobody')
    expect(shown(all)).toEqual([
      'The harbor office keeps three ledgers. Two of them . . . the third is true.',
      'He showed it to nobody',
    ])
    expect(checkExcerpt(toExcerpt(all), index, englishStyle).gaps).toMatchObject([{ kind: 'elision', place: 'within-sentence' }])
    expect(shown(quoted('three ledgers.', 'the third', 'they never'))).toEqual([
      'three ledgers. . . . the third . . .',
      'they never',
    ])
  })

  test('selections that touch or overlap become one run', () => {
    expect(quoted('harbor office', 'office keeps', 'three ledgers').passages).toHaveLength(1)
    expect(shown(quoted('harbor office', 'three'))).toEqual(['harbor office . . . three'])
  })

  test('a run taken out takes its glosses along, and is an elision then', () => {
    const all = putGloss(quoted('harbor office', 'three ledgers', 'the clerk'), at('three'), { side: 'before', text: 'its' })
    expect(shown(all)).toEqual(['harbor office . . . [its] three ledgers. . . . the clerk'])
    const less = removePassage(all, 1)
    expect(less.glosses).toEqual([])
    expect(shown(less)).toEqual(['harbor office . . . the clerk'])
    expect(removePassage(less, 7)).toBe(less)
  })

  test('paragraphs begin where the source’s do, until the editor decides otherwise', () => {
    const two = quoted('the third is true.', 'He showed it')
    expect(listBreaks(two)).toEqual([{ at: at('He showed'), isBreak: true }])
    expect(shown(two)).toEqual(['the third is true.', 'He showed it'])
    const one = joinParagraphs(two, at('He showed'))
    expect(shown(one)).toEqual(['the third is true. He showed it'])
    expect(shown(startParagraph(one, at('He showed')))).toEqual(shown(two))
    const within = startParagraph(quoted('The harbor', 'the clerk'), at('the clerk'))
    expect(shown(within)).toEqual(['The harbor . . .', 'the clerk'])
    expect(startParagraph(within, at('told'))).toBe(within)
  })

  test('a gloss goes before, after or in place of a word, and what it replaced comes back', () => {
    const run = quoted('Two of them, the clerk told me')
    const before = putGloss(run, at('clerk'), { side: 'before', text: 'old' })
    expect(shown(before)).toEqual(['Two of them, the [old] clerk told me'])
    const after = putGloss(before, at('them') + 2, { side: 'after', text: 'the ledgers' })
    expect(shown(after)).toEqual(['Two of them [the ledgers], the [old] clerk told me'])
    const instead = putGloss(after, at('me,') - 20, { side: 'instead', text: 'the' })
    expect(checkExcerpt(toExcerpt(instead), index, englishStyle).isFaithful).toBe(true)
    const replaced = putGloss(run, at('them'), { side: 'instead', text: 'the ledgers' })
    expect(shown(replaced)).toEqual(['Two of [the ledgers], the clerk told me'])
    expect(checkExcerpt(toExcerpt(replaced), index, englishStyle)).toMatchObject({
      isFaithful: true,
      gaps: [{ kind: 'gloss', replaced: { start: at('them'), end: at('them') + 4, words: 1 } }],
    })
    expect(shown(removeGloss(replaced, 0))).toEqual(shown(run))
    expect(shown(putGloss(replaced, at('them'), { side: 'instead', text: 'these' }))).toEqual([
      'Two of [these], the clerk told me',
    ])
  })

  test('a gloss beside words that are not quoted, or one that would be read as something else, changes nothing', () => {
    const run = quoted('Two of them')
    for (const text of ['', ' ', '...', '…', 'a ] b', '[']) {
      expect(putGloss(run, at('them'), { side: 'after', text }), text).toBe(run)
      expect(findGlossProblem(text), text).not.toBeNull()
    }
    expect(putGloss(run, at('clerk'), { side: 'after', text: 'old' })).toBe(run)
    expect(findGlossProblem('the [old] clerk')).toBeNull()
  })

  test('a first letter changes its case in brackets, and back', () => {
    const run = quoted('Two of them')
    const small = changeCase(run, at('Two'))
    expect(shown(small)).toEqual(['[t]wo of them'])
    expect(checkExcerpt(toExcerpt(small), index, englishStyle).runs).toMatchObject([{ kind: 'verbatim', isRecased: true }])
    expect(shown(changeCase(small, at('Two')))).toEqual(shown(run))
    expect(changeCase(run, at('clerk'))).toBe(run)
  })

  test('elisions before the first run and after the last are shown when asked for', () => {
    const run = showElisionAt(showElisionAt(quoted('three ledgers'), 'start', true), 'end', true)
    expect(shown(run)).toEqual(['. . . three ledgers. . . .'])
  })

  test('dots and brackets of the source’s own are true in any selection', () => {
    expect(shown(quoted('Nobody [least of all the mayor] has asked since… and the ledger'))).toEqual([
      'Nobody [least of all the mayor] has asked since . . . and the ledger',
    ])
    for (const words of ['all the mayor] has asked', 'Nobody [least', 'asked since… and'])
      expect(checkExcerpt(toExcerpt(quoted(words)), index, englishStyle), words).toMatchObject({ isFaithful: true })
  })

  test('a gloss stands between two words of a script that puts no spaces between them', () => {
    const tokyo = '東京 The ferry'
    const own = indexSource(tokyo, englishStyle)
    const run = quoteSelection(startComposition(own), { start: 0, end: tokyo.length })
    for (const side of ['before', 'after', 'instead'] as const) {
      const excerpt = toExcerpt(putGloss(run, 0, { side, text: 'x' }))
      expect(checkExcerpt(excerpt, own, englishStyle), side).toMatchObject({ isFaithful: true })
    }
  })

  test('a source that has brackets in its words is quoted with them, and only one without a partner goes', () => {
    const text = '“[T]he crew walk[ed] ashore [sic] and [then nothing more.'
    const own = indexSource(text, englishStyle)
    const excerpt = toExcerpt(quoteSelection(startComposition(own), { start: 0, end: text.length }))
    expect(checkExcerpt(excerpt, own, englishStyle)).toMatchObject({ isFaithful: true })
    expect(excerpt.map((paragraph) => printParagraph(paragraph, englishStyle))).toEqual([
      '“[T]he crew walk[ed] ashore [sic] and . . . then nothing more.',
    ])
    expect(fromExcerpt(readExcerpt('[t]he crew'), own, englishStyle).ok).toBe(false)
  })

  test('elisions at the edges of paragraphs, and glosses that stand alone, are as they were when an excerpt is read', () => {
    for (const lines of [
      ['. . . office keeps', 'three ledgers. . . .'],
      ['The harbor office . . .', '. . . the clerk told me'],
      ['The harbor office', '. . . the clerk told me . . .', 'He showed it'],
      ['The harbor office', '. . .', 'He showed it'],
      ['The harbor . . . [they] . . . the clerk told me'],
      ['The harbor office keeps three ledgers.', '[Most] . . . the inspector'],
      ['[There] . . . three ledgers . . . [and so on]'],
    ]) {
      const read = fromExcerpt(readExcerpt(...lines), index, englishStyle)
      expect(read.ok && shown(read.composition), lines.join(' ¶ ')).toEqual(lines)
    }
  })

  test('of the glosses shown those in brackets of the source’s own are told apart', () => {
    const line = 'Nobody [least of all the mayor] has [ever] asked since'
    const read = fromExcerpt(readExcerpt(line), index, englishStyle)
    expect(read).toMatchObject({ ok: true, glosses: [null, 0], composition: { glosses: [{ text: 'ever' }] } })
    expect(read.ok && shown(removeGloss(read.composition, 0))).toEqual([line.replace('[ever] ', '')])
  })

  test('an excerpt that fails the check becomes no composition', () => {
    expect(fromExcerpt(readExcerpt('The harbor office keeps four ledgers.'), index, englishStyle)).toMatchObject({ ok: false })
  })
})
