import { endsSentence } from '../markup/spacing.ts'
import type { Arrangement } from './arrange-runs.ts'
import { type ExcerptRuns, type Gap, hasBreak, hasElision } from './excerpt-runs.ts'
import type { Place } from './find-places.ts'
import { glossesLeft, judgeGap } from './gap-words.ts'
import { firstAbove, type SourceIndex, type Span, spanOf, wordsBefore } from './source-index.ts'

/** Where words were left out. At the start and the end of an excerpt an elision may stand, but need not. */
export type ElisionPlace = 'within-sentence' | 'after-sentence' | 'between-paragraphs' | 'at-the-start' | 'at-the-end'

export type GapVerdict =
  /** Words are left out, and the excerpt says so. */
  | { kind: 'elision'; place: ElisionPlace; leftOut: Span }
  /** Nothing is left out: the dots are the source's own, or stand for brackets of its own. */
  | { kind: 'own-dots'; at: Span }
  /** A notice: the excerpt shows an elision where nothing is left out. */
  | { kind: 'empty-elision' }
  /** The editor's words in brackets, and what they stand for; no words where they were only put in. */
  | { kind: 'gloss'; replaced: Span }
  /** A notice: a paragraph begins where the source has none. */
  | { kind: 'paragraph' }
  /** An error: something is left out and nothing says so. */
  | { kind: 'unmarked'; leftOut: Span }

/** What lies before the run of this number (from 0); after the last run it is the number of runs. */
export type CheckedGap = { before: number } & GapVerdict

/** Judges what lies between the runs that have been placed. Beside a run that hasn't, nothing can be said. */
export function checkGaps(index: SourceIndex, { runs, gaps }: ExcerptRuns, arrangement: Arrangement): CheckedGap[] {
  const checked: CheckedGap[] = []
  for (const [before, gap] of gaps.entries()) {
    const last = arrangement[before - 1] ?? null
    const next = arrangement[before] ?? null
    for (const verdict of verdictsOn(index, gap, { last, next, isFirst: before === 0, isLast: before === runs.length }))
      checked.push({ before, ...verdict })
  }
  return checked
}

type Around = { last: Place | null; next: Place | null; isFirst: boolean; isLast: boolean }

function verdictsOn(index: SourceIndex, gap: Gap, { last, next, isFirst, isLast }: Around): GapVerdict[] {
  if (last && next) return [...verdictBetween(index, gap, last, next), ...paragraphNotice(index, gap, last, next)]
  if (!hasElision(gap)) return []
  const end = index.compared.text.length
  if (isFirst && next)
    return [wordsBefore(index, next.begin) > 0 ? leftOut(index, 0, next.begin, 'at-the-start') : { kind: 'empty-elision' }]
  if (isLast && last) {
    const isEnd = wordsBefore(index, end) === wordsBefore(index, last.to)
    return [isEnd ? { kind: 'empty-elision' } : leftOut(index, last.to, end, 'at-the-end')]
  }
  return []
}

function verdictBetween(index: SourceIndex, gap: Gap, last: Place, next: Place): GapVerdict[] {
  const between = () => spanOf(index, last.to, next.begin)
  switch (judgeGap(index, gap, last.to, next)) {
    case 'adjoining':
      return []
    case 'elided':
      return [leftOut(index, last.to, next.begin, placeOf(index, last.to, next.begin))]
    case 'own-dots':
      return [{ kind: 'own-dots', at: between() }]
    case 'empty-elision':
      return [{ kind: 'empty-elision' }]
    case 'glossed':
      return glossesLeft(gap, next) > 0 ? [{ kind: 'gloss', replaced: between() }] : []
    case 'unmarked':
      return [{ kind: 'unmarked', leftOut: between() }]
  }
}

/** Only where nothing is left out: over an elision a paragraph may begin or go on as the editor likes. */
function paragraphNotice(index: SourceIndex, gap: Gap, last: Place, next: Place): GapVerdict[] {
  if (hasElision(gap) || !hasBreak(gap) || breaksBetween(index, last.to, next.begin)) return []
  return [{ kind: 'paragraph' }]
}

function placeOf(index: SourceIndex, from: number, to: number): ElisionPlace {
  if (breaksBetween(index, from, to)) return 'between-paragraphs'
  return endsSentence(index.compared.text.slice(Math.max(0, from - 12), from)) ? 'after-sentence' : 'within-sentence'
}

function breaksBetween({ compared }: SourceIndex, from: number, to: number): boolean {
  return firstAbove(compared.paragraphs, to) > firstAbove(compared.paragraphs, from)
}

function leftOut(index: SourceIndex, from: number, to: number, place: ElisionPlace): GapVerdict {
  return { kind: 'elision', place, leftOut: spanOf(index, from, to) }
}
