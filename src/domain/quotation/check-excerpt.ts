import type { HouseStyle } from '../house-style.ts'
import type { Excerpt } from '../pick.ts'
import { type Arrangement, arrangeRuns } from './arrange-runs.ts'
import { type CheckedGap, checkGaps } from './check-gaps.ts'
import { comparedText } from './compared-text.ts'
import { type ExcerptRuns, type PlacedRun, runsOf } from './excerpt-runs.ts'
import { findPlaces, type Place } from './find-places.ts'
import { findNearest, type NearPlace } from './nearest-places.ts'
import { indexSource, type SourceIndex, type Span, spanOf, tokensOf } from './source-index.ts'
import { type SourceWord, type WordStep, wordSteps } from './word-steps.ts'

/** What a run is found to be. */
export type RunVerdict =
  /** To the letter as in the source; `isRecased`: its first letter is given in brackets in the other case. */
  | { kind: 'verbatim'; at: Span; isRecased: boolean }
  /** Words were altered, put in without brackets or left out without a mark; `isInOrder` is false where it also stands in another place. */
  | { kind: 'differs'; at: Span; isInOrder: boolean; words: WordStep[] }
  /** It is in the source to the letter, but not between the runs around it. */
  | { kind: 'out-of-order'; at: Span }
  /** Nothing like it is in the source. */
  | { kind: 'not-found'; words: WordStep[] }

/** A run with its place in the excerpt (paragraph and piece, from 0). */
export type CheckedRun = { paragraph: number; piece: number; text: string } & RunVerdict

/** The result of a check. Notices among the gaps don't keep an excerpt from being faithful. */
export type ExcerptCheck = { isFaithful: boolean; runs: CheckedRun[]; gaps: CheckedGap[] }

/**
 * Holds an excerpt against the captured text of its source: every run must stand there to the letter (but for what house style may change) and
 * in order, and what is left out must be marked. Where a passage occurs more than once the excerpt is read in its favour. Pass an index
 * instead of the text when checking again; it must have been made in the same style.
 */
export function checkExcerpt(excerpt: Excerpt, source: string | SourceIndex, style: Pick<HouseStyle, 'quotes'>): ExcerptCheck {
  return examine(excerpt, source, style).check
}

/** A check, and what it was made from. */
export type Examined = { check: ExcerptCheck; index: SourceIndex; taken: ExcerptRuns; arrangement: Arrangement }

/** The same, with the places of the runs in the compared text for those who go on working with them. */
export function examine(excerpt: Excerpt, source: string | SourceIndex, style: Pick<HouseStyle, 'quotes'>): Examined {
  const index = typeof source === 'string' ? indexSource(source, style) : source
  const taken = runsOf(excerpt, style)
  const exact = taken.runs.map((run) => findPlaces(index, run))
  const near = taken.runs.map((run, at) => (exact[at]?.length === 0 ? findNearest(index, run) : []))
  const places = exact.map((found, at) => [
    ...found,
    ...(near[at] ?? []).map(({ place }) => place).sort((a, b) => a.begin - b.begin),
  ])
  const arrangement = arrangeRuns(index, { ...taken, places })
  const words = { index, style, near }
  const runs = taken.runs.map((run, at): CheckedRun => {
    const verdict = verdictOf(words, run, { at, place: arrangement[at] ?? null, elsewhere: exact[at]?.[0] ?? null })
    return { paragraph: run.paragraph, piece: run.piece, text: run.text, ...verdict }
  })
  const gaps = checkGaps(index, taken, arrangement)
  const isFaithful = runs.every(({ kind }) => kind === 'verbatim') && gaps.every(({ kind }) => kind !== 'unmarked')
  return { check: { isFaithful, runs, gaps }, index, taken, arrangement }
}

type Known = { index: SourceIndex; style: Pick<HouseStyle, 'quotes'>; near: readonly (readonly NearPlace[])[] }
type Found = { at: number; place: Place | null; elsewhere: Place | null }

function verdictOf(known: Known, run: PlacedRun, { at, place, elsewhere }: Found): RunVerdict {
  const { index, near } = known
  if (place?.differing === 0)
    return { kind: 'verbatim', at: spanOf(index, place.from, place.to), isRecased: place.begin < place.from }
  if (elsewhere) return { kind: 'out-of-order', at: spanOf(index, elsewhere.from, elsewhere.to) }
  const like = near[at]?.find((one) => one.place === place) ?? near[at]?.[0]
  const words = stepsOf(known, run, like ?? null)
  if (!like) return { kind: 'not-found', words }
  return { kind: 'differs', at: spanOf(index, like.place.from, like.place.to), isInOrder: place !== null, words }
}

function stepsOf({ index, style }: Known, run: PlacedRun, like: NearPlace | null): WordStep[] {
  const { text, from, to } = comparedText(run.text, style)
  const words = tokensOf(text).map((token) => run.text.slice(from[token.from], to[token.from + token.text.length - 1]))
  const steps = like?.steps ?? words.map((_, after) => ({ kind: 'added' as const, after }))
  return wordSteps(steps, {
    source: (before) => sourceWord(index, (like?.first ?? 0) + before),
    excerpt: (after) => words[after] ?? '',
  })
}

function sourceWord(index: SourceIndex, token: number): SourceWord {
  const from = index.tokenFrom[token] ?? 0
  const { start, end } = spanOf(index, from, from + (index.tokens[token]?.length ?? 0))
  return { text: index.original.slice(start, end), start, end }
}
