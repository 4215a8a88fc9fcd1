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
import { beforeOwnMarks, pastOwnMarks } from './own-marks.ts'
import { type Group, isElided, type Parting, type Pin, pinGlosses } from './pin-glosses.ts'
import { type SourceIndex, spanOf } from './source-index.ts'

/**
 * A composition to go on with, or the check that says why there is none. `glosses` gives for each gloss of the excerpt, in its order, the number
 * of the composition's; null where the brackets are the source's own.
 */
export type ReadComposition =
  | { ok: true; composition: Composition; glosses: readonly (number | null)[] }
  | { ok: false; check: ExcerptCheck }

type Draft = {
  source: SourceIndex
  passages: Stretch[]
  glosses: PutGloss[]
  breaks: Map<number, PutBreak>
  elidedAt: { start: boolean; end: boolean }
  numbers: (number | null)[]
}

/**
 * Makes a composition of an excerpt typed or imported, so that editing can go on; only one that passes the check can be. Its words come out as
 * the source has them, quotation marks and dashes too; an elision where nothing is left out is dropped. Glosses between two elisions are taken to
 * stand for one of the words left out there.
 */
export function fromExcerpt(excerpt: Excerpt, source: string | SourceIndex, style: Pick<HouseStyle, 'quotes'>): ReadComposition {
  const { check, index, taken, arrangement } = examine(excerpt, source, style)
  if (!check.isFaithful) return { ok: false, check }
  const draft = startDraft(index)
  let last: Place | null = null
  for (const [number, gap] of taken.gaps.entries()) {
    const next: Place | null = arrangement[number] ?? null
    if (last !== null || next !== null || taken.runs.length === 0) readGap(draft, gap, last, next)
    last = next
  }
  return { ok: true, composition: compositionOf(draft), glosses: draft.numbers }
}

function startDraft(source: SourceIndex): Draft {
  return { source, passages: [], glosses: [], breaks: new Map(), elidedAt: { start: false, end: false }, numbers: [] }
}

function compositionOf({ source, passages, glosses, breaks, elidedAt }: Draft): Composition {
  const empty: Composition = { ...startComposition(source), glosses, elidedAt }
  const whole = passages.reduce(withPassage, empty)
  const starts = paragraphStarts(source)
  // The source begins paragraphs here that the excerpt doesn't.
  for (const { start, end } of whole.passages)
    for (const at of starts) if (at > start && at < end && !breaks.has(at)) breaks.set(at, { at, isBreak: false })
  return { ...whole, breaks: [...breaks.values()] }
}

/** What an excerpt shows before a run (or after the last), where marks of the source's own belong to the passage beside them. */
function readGap(draft: Draft, gap: Gap, last: Place | null, next: Place | null): void {
  const { source } = draft
  const past = last && pastOwnMarks(source, gap, { from: last.to, to: next?.begin ?? null })
  const from = past?.place ?? null
  const isRecased = next !== null && next.begin < next.from
  const before = next && !isRecased ? beforeOwnMarks(source, past?.gap ?? gap, { from, to: next.begin }) : null
  const left = before?.gap ?? past?.gap ?? gap
  draft.numbers.push(...numbersOf(draft, { past: past ? glossesOf(gap).length - glossesOf(past.gap).length : 0, gap, left }))
  if (from !== null) extend(draft.passages, endOf(source, from))
  const to = next && before ? { ...next, begin: before.place, from: before.place } : next
  if (from !== null && to && !hasElision(left)) goOn(draft, left, from, to)
  else readApart(draft, left, from, to)
}

type Taken = { gap: Gap; left: Gap; past: number }

/** Of the glosses of a gap the first and last may be the source's own; the others become the composition's next. */
function numbersOf({ glosses }: Draft, { gap, left, past }: Taken): (number | null)[] {
  const own = glossesOf(left).length
  return glossesOf(gap).map((_, at) => (at < past || at >= past + own ? null : glosses.length + at - past))
}

/** A gap in which something is left out. */
function readApart(draft: Draft, gap: Gap, from: number | null, next: Place | null): void {
  const pinned = pinGlosses(draft.source, gap, { from, to: next === null ? null : wordStart(draft.source, next.begin) })
  const { close, pins, open } = pinned ?? {
    pins: [],
    ...apart(gap, next === null ? gap.length : from === null ? 0 : turnOf(gap)),
  }
  if (from !== null) closePassage(draft, close, from)
  for (const pin of pins) putPin(draft, pin)
  if (next && open && pins.length > 0 && !isElided(open))
    coverUpTo(draft, startOf(draft.source, wordStart(draft.source, next.begin)))
  if (next) openPassage(draft, open, next)
  else if (open && isElided(open)) draft.elidedAt.end = true
}

/** Where a gap that can't be taken apart turns from the run before to the one after: at its paragraph, or else at its elision. */
function turnOf(gap: Gap): number {
  const at = gap.findIndex(({ kind }) => kind === 'break')
  return at >= 0 ? at : gap.findIndex(({ kind }) => kind === 'elision')
}

function apart(gap: Gap, turn: number): { close: GapGloss[]; open: Group } {
  const parting = { isBreak: hasBreak(gap), isElidedBefore: hasElision(gap), isElidedAfter: false, isAlone: false }
  return { close: glossesOf(gap.slice(0, turn)), open: { ...parting, glosses: glossesOf(gap.slice(turn)) } }
}

/** Begins a passage at a run, with the glosses that stand before it; the last may stand for the beginning of its first word. */
function openPassage(draft: Draft, group: Group | null, place: Place): void {
  const { source, passages, glosses } = draft
  const [start, first] = [startOf(source, wordStart(source, place.begin)), startOf(source, place.from)]
  if (group) part(draft, group, start)
  putCovering(glosses, group?.glosses ?? [], { start, end: first })
  passages.push({ start, end: endOf(source, place.to) })
}

/** Ends the passage with the glosses that stand after it; the first may stand for the end of its last word. */
function closePassage({ source, passages, glosses }: Draft, after: readonly GapGloss[], from: number): void {
  let to = from
  if (after.length > 0) while (source.isInside[to]) to++
  const [last, end] = [endOf(source, from), endOf(source, to)]
  for (const [at, gloss] of after.entries()) glosses.push(put(gloss, { start: at === 0 ? last : end, end }))
  extend(passages, end)
}

/** A passage of which glosses are all that is shown; where no elision parts it from the one before they stand for all in between. */
function putPin(draft: Draft, pin: Pin): void {
  const { source, passages, glosses } = draft
  const word = spanOf(source, source.wordFrom[pin.word] ?? 0, source.wordTo[pin.word] ?? 0)
  const start = isElided(pin) ? word.start : (afterLast(draft) ?? word.start)
  part(draft, pin, start)
  putCovering(glosses, pin.glosses, { start, end: word.end })
  passages.push({ start, end: word.end })
}

/** Where the next paragraph can begin right after the last passage: not where a gloss of that one stands. */
function afterLast({ passages, glosses }: Draft): number | null {
  const end = passages.at(-1)?.end ?? null
  return glosses.at(-1)?.end === end ? null : end
}

/** Lets the last gloss stand for all up to here. */
function coverUpTo({ passages, glosses }: Draft, end: number): void {
  const gloss = glosses.at(-1)
  if (gloss) glosses[glosses.length - 1] = { ...gloss, end }
  extend(passages, end)
}

/** Sets down how a passage that begins here is parted from the one before it. */
function part({ passages, breaks, elidedAt }: Draft, parting: Parting, at: number): void {
  if (passages.length === 0) {
    elidedAt.start = isElided(parting)
    return
  }
  const elided = elidedOf(parting)
  breaks.set(at, { at, isBreak: parting.isBreak, ...(elided && { elided }) })
}

function elidedOf({ isElidedBefore, isElidedAfter, isAlone }: Parting): PutBreak['elided'] | null {
  if (isAlone) return 'alone'
  if (!isElidedAfter) return null
  return isElidedBefore ? 'both' : 'after'
}

/** Lets the passage go on to the next run: nothing is left out, or a gloss stands for it. */
function goOn(draft: Draft, gap: Gap, last: number, next: Place): void {
  const { source, glosses, breaks } = draft
  const [from, to] = [endOf(source, last), startOf(source, next.begin)]
  const isBlank = source.compared.text.slice(last, next.begin).trim() === ''
  const breakAt = gap.findIndex(({ kind }) => kind === 'break')
  const [before, after] = breakAt < 0 ? [glossesOf(gap), []] : [glossesOf(gap.slice(0, breakAt)), glossesOf(gap.slice(breakAt))]
  const recasing = next.begin < next.from ? (after.pop() ?? before.pop()) : undefined
  const isAfter = before.length === 0 && after.length > 0 && !isBlank
  putCovering(glosses, before, { start: from, end: to })
  putCovering(glosses, after, { start: isAfter ? from : to, end: to })
  if (recasing) {
    const spaced: GapGloss = before.length + after.length > 0 ? recasing : { ...recasing, before: '' }
    glosses.push(put(spaced, { start: to, end: startOf(source, next.from) }))
  }
  breaks.set(to, { at: to, isBreak: breakAt >= 0 && !isAfter })
  if (isAfter) breaks.set(from, { at: from, isBreak: true })
  extend(draft.passages, endOf(source, next.to))
}

/** Glosses in a row, of which the last stands for what is there. */
function putCovering(glosses: PutGloss[], row: readonly GapGloss[], { start, end }: Stretch): void {
  for (const [at, gloss] of row.entries()) glosses.push(put(gloss, { start, end: at === row.length - 1 ? end : start }))
}

function extend(passages: Stretch[], end: number): void {
  const passage = passages.at(-1)
  if (passage) passages[passages.length - 1] = { start: passage.start, end: Math.max(passage.end, end) }
}

function put({ text, before, after }: GapGloss, { start, end }: Stretch): PutGloss {
  return { start, end, text, before, after }
}

function wordStart({ isInside }: SourceIndex, place: number): number {
  let start = place
  while (isInside[start]) start--
  return start
}

function startOf({ compared, original }: SourceIndex, place: number): number {
  return compared.from[place] ?? original.length
}

function endOf({ compared }: SourceIndex, place: number): number {
  return compared.to[place - 1] ?? 0
}
