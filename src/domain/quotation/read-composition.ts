import type { HouseStyle } from '../house-style.ts'
import type { Excerpt } from '../pick.ts'
import { type ExcerptCheck, examine } from './check-excerpt.ts'
import {
  type Composition,
  type PutBreak,
  type PutGloss,
  paragraphStarts,
  type Stretch,
  startComposition,
  withPassage,
} from './composition.ts'
import { type Gap, type GapGloss, glossesOf, hasBreak, hasElision } from './excerpt-runs.ts'
import type { Place } from './find-places.ts'
import { type SourceIndex, wordsBetween } from './source-index.ts'

/** A composition to go on with, or the check that says why there is none. */
export type ReadComposition = { ok: true; composition: Composition } | { ok: false; check: ExcerptCheck }

type Draft = { source: SourceIndex; passages: Stretch[]; glosses: PutGloss[]; breaks: PutBreak[] }

/**
 * Makes a composition of an excerpt typed or imported, so that editing can go on; only one that passes the check can be. Its words come out as
 * the source has them, quotation marks and dashes too; an elision where nothing is
 * left out is dropped, and of two with nothing but glosses between them one.
 */
export function fromExcerpt(excerpt: Excerpt, source: string | SourceIndex, style: Pick<HouseStyle, 'quotes'>): ReadComposition {
  const { check, index, taken, arrangement } = examine(excerpt, source, style)
  if (!check.isFaithful) return { ok: false, check }
  const draft: Draft = { source: index, passages: [], glosses: [], breaks: [] }
  let last: Place | null = null
  for (const [number, place] of arrangement.entries()) {
    if (place === null) continue
    const gap = taken.gaps[number] ?? []
    if (last === null) openPassage(draft, gap, place)
    else if (hasElision(gap)) {
      closePassage(draft, glossesOf(gap.slice(0, turnOf(gap))), last)
      const start = openPassage(draft, gap.slice(turnOf(gap)), place)
      const at = breakBefore(index, gap, { last, next: place }, start)
      draft.breaks.push(...startsWithin(index, endOf(index, last.to), start).filter((other) => other.at !== at))
      draft.breaks.push({ at, isBreak: hasBreak(gap) })
    } else goOn(draft, gap, last, place)
    draft.breaks.push(...startsWithin(index, startOf(index, place.from), endOf(index, place.to)))
    last = place
  }
  if (last !== null) closePassage(draft, glossesOf(taken.gaps.at(-1) ?? []), last)
  const elidedAt = { start: hasElision(taken.gaps[0] ?? []), end: last !== null && hasElision(taken.gaps.at(-1) ?? []) }
  const empty: Composition = { ...startComposition(index), glosses: draft.glosses, breaks: draft.breaks, elidedAt }
  return { ok: true, composition: draft.passages.reduce(withPassage, empty) }
}

/** Begins a passage at a run, with the glosses that stand before it; the last may stand for the beginning of its first word. */
function openPassage({ source, passages, glosses }: Draft, gap: Gap, place: Place): number {
  let from = place.begin
  while (source.isInside[from]) from--
  const [start, first] = [startOf(source, from), startOf(source, place.from)]
  const before = glossesOf(gap)
  for (const [at, gloss] of before.entries()) glosses.push(put(gloss, { start, end: at === before.length - 1 ? first : start }))
  passages.push({ start, end: endOf(source, place.to) })
  return start
}

/** Ends the passage after a run, with the glosses that stand after it; the first may stand for the end of its last word. */
function closePassage({ source, passages, glosses }: Draft, after: readonly GapGloss[], place: Place): void {
  let to = place.to
  if (after.length > 0) while (source.isInside[to]) to++
  const [last, end] = [endOf(source, place.to), endOf(source, to)]
  for (const [at, gloss] of after.entries()) glosses.push(put(gloss, { start: at === 0 ? last : end, end }))
  extend(passages, end)
}

/** Lets the passage go on to the next run: nothing is left out, or a gloss stands for it. */
function goOn(draft: Draft, gap: Gap, last: Place, next: Place): void {
  const { source, passages, glosses, breaks } = draft
  const [from, to] = [endOf(source, last.to), startOf(source, next.begin)]
  const between = glossesOf(gap)
  const recasing = next.begin < next.from ? between.pop() : undefined
  const isBlank = source.compared.text.slice(last.to, next.begin).trim() === ''
  const breakAt = gap.findIndex(({ kind }) => kind === 'break')
  const isBreakFirst = breakAt >= 0 && gap.slice(0, breakAt).every(({ kind }) => kind !== 'gloss')
  for (const [at, gloss] of between.entries()) {
    const isCovering = at === 0 && !(isBlank && isBreakFirst)
    glosses.push(put(gloss, { start: isCovering ? from : to, end: to }))
  }
  if (recasing) {
    const spaced: GapGloss = between.length > 0 ? recasing : { ...recasing, before: '' }
    glosses.push(put(spaced, { start: to, end: startOf(source, next.from) }))
  }
  const chosen = isBreakFirst && between.length > 0 && !isBlank ? from : to
  breaks.push(...startsWithin(source, from, to + 1).filter(({ at }) => at !== chosen))
  breaks.push({ at: chosen, isBreak: breakAt >= 0 })
  extend(passages, endOf(source, next.to))
}

/** Where the part of a gap begins that belongs to the run after it: at its paragraph, or else at its elision. */
function turnOf(gap: Gap): number {
  const at = gap.findIndex(({ kind }) => kind === 'break')
  return at >= 0 ? at : gap.findIndex(({ kind }) => kind === 'elision')
}

/**
 * Where the paragraph begins of a passage that starts here: where nothing but dots of the source's own lies before it and the excerpt shows
 * them after the break, that is where the source begins one.
 */
function breakBefore(source: SourceIndex, gap: Gap, { last, next }: { last: Place; next: Place }, start: number): number {
  if (wordsBetween(source, last.to, next.begin) > 0 || gap[0]?.kind !== 'break') return start
  return startsWithin(source, endOf(source, last.to), start).at(0)?.at ?? start
}

function extend(passages: Stretch[], end: number): void {
  const passage = passages.at(-1)
  if (passage) passages[passages.length - 1] = { start: passage.start, end: Math.max(passage.end, end) }
}

/** The source begins paragraphs here that the excerpt doesn't. */
function startsWithin(source: SourceIndex, from: number, to: number): PutBreak[] {
  return paragraphStarts(source)
    .filter((at) => at > from && at < to)
    .map((at) => ({ at, isBreak: false }))
}

function put({ text, before, after }: GapGloss, { start, end }: Stretch): PutGloss {
  return { start, end, text, before, after }
}

function startOf({ compared, original }: SourceIndex, place: number): number {
  return compared.from[place] ?? original.length
}

function endOf({ compared }: SourceIndex, place: number): number {
  return compared.to[place - 1] ?? 0
}
