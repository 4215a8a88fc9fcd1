import { englishStyle } from '../../src/domain/house-style.ts'
import { parseParagraph } from '../../src/domain/markup/parse-paragraph.ts'
import type { Excerpt } from '../../src/domain/pick.ts'
import type { CheckedRun } from '../../src/domain/quotation/check-excerpt.ts'
import { comparedText } from '../../src/domain/quotation/compared-text.ts'
import {
  type Composition,
  joinParagraphs,
  listBreaks,
  quoteSelection,
  removePassage,
  startParagraph,
} from '../../src/domain/quotation/composition.ts'
import { toExcerpt } from '../../src/domain/quotation/print-composition.ts'
import { changeCase, type GlossSide, putGloss, removeGloss } from '../../src/domain/quotation/put-gloss.ts'
import { fromExcerpt } from '../../src/domain/quotation/read-composition.ts'
import { countWords, type SourceIndex } from '../../src/domain/quotation/source-index.ts'
import type { Place } from './excerpt-layout.ts'
import { printExcerpt } from './excerpt-text.ts'
import type { Stretch } from './selection.ts'

/**
 * Something done to a quotation; null where it can't be done there. Of each gloss shown it is told the composition's number, or null where the brackets
 * are the source's own.
 */
type Change = (composition: Composition, glosses: readonly (number | null)[]) => Composition | null

/** The excerpt after a change, or null where nothing changed: there is no such place, or the excerpt isn't faithful and has to be mended first. */
export function changed(excerpt: Excerpt, source: SourceIndex, change: Change): Excerpt | null {
  const read = fromExcerpt(excerpt, source, englishStyle)
  const next = read.ok ? change(read.composition, read.glosses) : null
  if (next === null) return null
  const printed = toExcerpt(next)
  return JSON.stringify(printed) === JSON.stringify(excerpt) ? null : printed
}

export const quote =
  ({ from, to }: Stretch): Change =>
  (composition) =>
    quoteSelection(composition, { start: from, end: to })

/** Takes out the passage that holds this character of the source. */
export const removeAt =
  (at: number): Change =>
  (composition) => {
    const number = passageAt(composition, at)
    return number < 0 ? null : removePassage(composition, number)
  }

/** Begins a paragraph at the nearest place before this character where one may begin, or has it go on where one begins already. */
export const breakAt =
  (at: number): Change =>
  (composition) => {
    const place = listBreaks(composition).findLast((known) => known.at <= at)
    if (!place) return null
    return place.isBreak ? joinParagraphs(composition, place.at) : startParagraph(composition, place.at)
  }

export const glossAt =
  (at: number, side: GlossSide, text: string): Change =>
  (composition) =>
    putGloss(composition, at, { side, text })

/** Writes the gloss shown at this number (from 0) anew, or takes it out where there are no words. Brackets of the source's own stay. */
export const rewriteGloss =
  (shown: number, text: string): Change =>
  (composition, numbers) => {
    const number = numbers[shown] ?? null
    if (number === null) return null
    if (text === '') return removeGloss(composition, number)
    const glosses = composition.glosses.map((gloss, at) => (at === number ? { ...gloss, text } : gloss))
    return { ...composition, glosses }
  }

export const caseAt =
  (at: number): Change =>
  (composition) =>
    changeCase(composition, at)

/** Which character of the source stands at a place of a run, or null where the place is in no run that has been found there. */
export function sourceAt({ shown, offset }: Place, runs: readonly CheckedRun[], source: SourceIndex): number | null {
  const run = runs.find(({ paragraph, piece }) => paragraph === shown.paragraph && piece === shown.piece)
  if (!run || run.kind === 'not-found') return null
  const before = shown.text.slice(0, offset).replace(/\S+$/, '')
  const words = Math.min(countWords(comparedText(before, englishStyle).text), run.at.words - 1)
  const place = source.wordFrom[run.at.firstWord + Math.max(0, words)]
  return place === undefined ? run.at.start : (source.compared.from[place] ?? run.at.start)
}

/** Takes a run out of an excerpt that isn't faithful, with the elision that led to it. */
export function withoutRun(excerpt: Excerpt, { paragraph, piece }: Pick<CheckedRun, 'paragraph' | 'piece'>): Excerpt {
  const pieces = excerpt.map((all, at) => (at === paragraph ? all.filter((_, number) => number !== piece) : all))
  return printExcerpt(pieces)
    .split('\n')
    .map((line) => line.replace(/(\. \. \.\s*){2,}/g, '. . . '))
    .flatMap((line) => {
      const parsed = parseParagraph(line)
      return parsed.ok && parsed.paragraph.some(({ kind }) => kind === 'run') ? [parsed.paragraph] : []
    })
}

/** The first words of a passage, for a sentence about it. */
export function beginningOf(text: string): string {
  const words = text.trim().split(/\s+/)
  return words.length > 7 ? `${words.slice(0, 6).join(' ')} . . .` : words.join(' ')
}

function passageAt({ passages }: Composition, at: number): number {
  return passages.findIndex(({ start, end }) => start <= at && at <= end)
}
