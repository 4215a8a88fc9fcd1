import { dash, dots } from './compared-text.ts'
import { firstAbove, placeAt, type SourceIndex, spanOf, wordsBetween } from './source-index.ts'

/** Part of the captured text, in its characters. */
export type Stretch = { start: number; end: number }

/**
 * An editor's insertion at its place in the captured text: instead of the characters from `start` to `end`, or put in where the two are
 * the same. `before` and `after` are the spaces it is printed with.
 */
export type PutGloss = Stretch & { text: string; before: '' | ' '; after: '' | ' ' }

/**
 * Where the editor has decided that a paragraph begins or goes on, in characters of the captured text. Where words are left out before it the
 * elision ends the paragraph before, unless `elided` says that it begins this one, that both have one, or that it is a paragraph of its own.
 */
export type PutBreak = { at: number; isBreak: boolean; elided?: 'after' | 'both' | 'alone' }

/**
 * A quotation on its way, as an unchanging value: every operation gives a new one, so the caller keeps the old ones for undo. Everything in it
 * has its place in the captured text, so runs keep their order and elisions come by themselves.
 */
export type Composition = {
  source: SourceIndex
  /** What has been selected, in order; between any two of them words are left out. */
  passages: readonly Stretch[]
  glosses: readonly PutGloss[]
  breaks: readonly PutBreak[]
  /** Whether an elision is shown before the first run and after the last. */
  elidedAt: { start: boolean; end: boolean }
}

/** A composition of which nothing is quoted yet. */
export function startComposition(source: SourceIndex): Composition {
  return { source, passages: [], glosses: [], breaks: [], elidedAt: { start: false, end: false } }
}

/**
 * Quotes a selection of the captured text: whole words of it, with the stop and closing marks after a last word that ends its sentence. It takes its
 * place in the order of the source and merges with what it touches or overlaps. A selection without a word changes nothing.
 */
export function quoteSelection(composition: Composition, selection: Stretch): Composition {
  const passage = snapToWords(composition.source, selection)
  return passage === null ? composition : withPassage(composition, passage)
}

/** Takes a passage out (its number from 0, in the order of the source), with the glosses and paragraphs inside it. */
export function removePassage(composition: Composition, number: number): Composition {
  const passage = composition.passages[number]
  if (!passage) return composition
  const isOutside = (at: number) => at < passage.start || at > passage.end
  return {
    ...composition,
    passages: composition.passages.filter((other) => other !== passage),
    glosses: composition.glosses.filter(({ start }) => isOutside(start)),
    breaks: composition.breaks.filter(({ at }) => isOutside(at)),
  }
}

/** Begins a new paragraph before a passage, or within one where the source begins one. */
export function startParagraph(composition: Composition, at: number): Composition {
  return withBreak(composition, at, true)
}

/** Lets what begins a paragraph go on in the one before it. */
export function joinParagraphs(composition: Composition, at: number): Composition {
  return withBreak(composition, at, false)
}

/** Shows or hides an elision before the first run or after the last; where nothing is left out there the check gives notice of it. */
export function showElisionAt(composition: Composition, edge: 'start' | 'end', isShown: boolean): Composition {
  return { ...composition, elidedAt: { ...composition.elidedAt, [edge]: isShown } }
}

/** The places where a paragraph may begin, and whether one does now; the beginning of the first is not among them. */
export function listBreaks({ source, passages, breaks }: Composition): PutBreak[] {
  const starts = paragraphStarts(source)
  const chosen = new Map(breaks.map(({ at, isBreak }) => [at, isBreak]))
  const found: PutBreak[] = []
  for (const [number, passage] of passages.entries()) {
    const last = passages[number - 1]
    if (last) {
      const isNext = starts.some((at) => at >= last.end && at <= passage.start)
      found.push({ at: passage.start, isBreak: chosen.get(passage.start) ?? isNext })
    }
    const own = breaks.flatMap(({ at, isBreak }) => (isBreak ? [at] : []))
    const inside = [...new Set([...starts, ...own])].filter((at) => at > passage.start && at < passage.end).sort((a, b) => a - b)
    for (const at of inside) found.push({ at, isBreak: chosen.get(at) ?? true })
  }
  return found
}

/** A passage put at its place among the others. */
export function withPassage(composition: Composition, passage: Stretch): Composition {
  const { source } = composition
  const merged: Stretch[] = []
  for (const next of [...composition.passages, passage].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1)
    if (last && isTouching(source, last, next))
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, next.end) }
    else merged.push(next)
  }
  return { ...composition, passages: merged }
}

function withBreak(composition: Composition, at: number, isBreak: boolean): Composition {
  if (!listBreaks(composition).some((known) => known.at === at)) return composition
  return { ...composition, breaks: [...composition.breaks.filter((known) => known.at !== at), { at, isBreak }] }
}

/** Where the paragraphs of the captured text begin, in its characters. */
export function paragraphStarts({ compared }: SourceIndex): number[] {
  return compared.paragraphs.slice(1).map((place) => compared.from[place] ?? 0)
}

function isTouching(source: SourceIndex, last: Stretch, next: Stretch): boolean {
  return next.start <= last.end || wordsBetween(source, placeAt(source, last.end), placeAt(source, next.start)) === 0
}

/** What a selection doesn't begin or end with: spaces, dots, hyphens, and brackets that would have no partner or nothing in them. */
const BEFORE_WORDS = new RegExp(`^(?:[ ${dots}\\]]|-(?!\\p{N})|\\[ ?\\])+`, 'u')
const AFTER_WORDS = new RegExp(`(?:[ ${dots}[-]|\\[ ?\\])+$`)

function snapToWords(source: SourceIndex, { start, end }: Stretch): Stretch | null {
  let from = placeAt(source, Math.min(start, end))
  let to = endPlaceAt(source, Math.max(start, end))
  const { text } = source.compared
  from += BEFORE_WORDS.exec(text.slice(from, to))?.[0].length ?? 0
  to -= AFTER_WORDS.exec(text.slice(from, to))?.[0].length ?? 0
  if (text[to - 1] === '.' && !isAtOnce(source, to - 1)) to--
  while (source.isInside[from]) from--
  while (source.isInside[to]) to++
  if (to <= from || wordsBetween(source, from, to) === 0) return null
  to = withStop(source, to)
  const span = spanOf(source, from, to)
  return { start: span.start, end: span.end }
}

/** The place behind the last character of the compared text that begins before this offset. */
function endPlaceAt({ compared }: SourceIndex, offset: number): number {
  return firstAbove(compared.from, offset - 1)
}

/** Past the marks that end a sentence, when they follow the last word at once. */
function withStop(source: SourceIndex, place: number): number {
  const { compared } = source
  const marks = /[.?!"'”’»)\]]*/y
  marks.lastIndex = place
  const found = marks.exec(compared.text)?.[0] ?? ''
  const isWhole = ` ${dash}${dots}`.includes(compared.text.charAt(place + found.length) || ' ')
  const isJoined = [...found].every((_, at) => isAtOnce(source, place + at))
  return /[.?!]/.test(found) && isWhole && isJoined ? place + found.length : place
}

/** Whether no space comes before a mark; the stop before dots of the source's own may stand apart from the word. */
function isAtOnce({ compared }: SourceIndex, place: number): boolean {
  return compared.from[place] === compared.to[place - 1]
}
