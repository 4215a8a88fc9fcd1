import type { HouseStyle } from '../house-style.ts'
import { findElisionAt } from '../markup/elision.ts'
import { endsSentence } from '../markup/spacing.ts'
import { addCode, emptyOffsetText, lastCode, type OffsetText, textOfCodes } from './offset-text.ts'
import { spacedText } from './spaced-text.ts'

/**
 * A text in the one form in which quotations are compared: what house style may change (quotation marks, dashes, spaces) is the same
 * everywhere, all else is as it was. Paragraphs are parted by a space, and dots that mark something left out are one "…".
 */
export type ComparedText = {
  text: string
  /** For each character of `text`, where what it stands for begins and ends in the original. */
  from: Uint32Array
  to: Uint32Array
  /** Where paragraphs begin in `text`; the first is 0. */
  paragraphs: readonly number[]
}

/** How a dash is compared: without spaces around it, whatever its length. A hyphen inside a word stays a hyphen. */
export const dash = '—'
/** How the dots of a source are compared that an excerpt would show as an elision. */
export const dots = '…'

type Draft = OffsetText & { paragraphs: number[]; isBreakOwed: boolean }
/** What is read, where each of its characters stood, and what has been made of it. */
type Reading = {
  text: string
  edges: { start: string; end: string }
  spaced: OffsetText
  draft: Draft
  quotes: ReadonlyMap<string, string>
}

const HYPHENS = '-‐‑'
const SHORT_DASHES = '‒–'
const space = 32
const dashCode = dash.charCodeAt(0)
const dotsCode = dots.charCodeAt(0)
/** ASCII that means nothing but itself. */
const isPlain = Uint8Array.from({ length: 128 }, (_, code) => (/[\w,;:!?()]/.test(String.fromCharCode(code)) ? 1 : 0))
const DASHES = /[-‐‑‒–—―]+/y

/** Whether a gloss is joined to either end of a text, so that a hyphen or dash there joins too. */
export type JoinedAt = { start: boolean; end: boolean }

/** Brings a text into the form in which it is compared. At its ends it is taken to be among spaces, unless it says otherwise. */
export function comparedText(original: string, style: Pick<HouseStyle, 'quotes'>, joinedAt?: JoinedAt): ComparedText {
  const spaced = spacedText(original)
  const draft: Draft = { ...emptyOffsetText(spaced.length + 1), paragraphs: [0], isBreakOwed: false }
  const edges = { start: joinedAt?.start ? '' : ' ', end: joinedAt?.end ? '' : ' ' }
  const reading: Reading = { text: textOfCodes(spaced), edges, spaced, draft, quotes: quoteTable(style) }
  let at = 0
  while (at < reading.text.length) at = readMark(reading, at)
  dropSpace(draft)
  const { length, from, to, paragraphs } = draft
  return { text: textOfCodes(draft), from: from.subarray(0, length), to: to.subarray(0, length), paragraphs }
}

/** Reads one character, or several that are one mark (an elision, a dash with the spaces around it), and says where it ends. */
function readMark(reading: Reading, at: number): number {
  const { text, draft } = reading
  const code = text.charCodeAt(at)
  if (code < 128 ? isPlain[code] === 1 : isLetterCode(code)) {
    add(reading, code, at, at + 1)
    return at + 1
  }
  const elision = mayBeDots(text, at) ? findElisionAt(text, at) : null
  if (elision !== null) {
    const isFirst = draft.isBreakOwed || draft.length === 0
    if (elision.hasStop && !isFirst && !endsSentence(textOfCodes(draft, draft.length - 12).trimEnd()))
      addAlone(reading, '.', at, at + 1)
    return addAlone(reading, dots, at, elision.end)
  }
  const end = dashEnd(reading, at)
  if (end !== null) return addAlone(reading, dash, at, end)
  const char = text.charAt(at)
  if (char === '\n') draft.isBreakOwed = true
  else if (char === ' ') addSpace(reading, at)
  else add(reading, (reading.quotes.get(char) ?? (isJoining(char) ? '-' : char)).charCodeAt(0), at, at + 1)
  return at + 1
}

/** No mark that house style knows is among the letters of Latin, Greek and their neighbours. */
function isLetterCode(code: number): boolean {
  return code >= 0xc0 && code < 0x2000 && code !== 0x2bc
}

function mayBeDots(text: string, at: number): boolean {
  const char = text.charAt(at)
  return char === dots || ((char === '.' || char === '[') && ' .…['.includes(text.charAt(at + 1) || 'none'))
}

/**
 * Where the dash ends that begins here, or null where none does. A hyphen is a dash only between spaces; an en dash without a
 * space on either side joins, as a hyphen does ("1914–18"). Dots that mark something left out are printed among spaces.
 */
function dashEnd({ text, edges, draft }: Reading, at: number): number | null {
  DASHES.lastIndex = at
  const mark = DASHES.exec(text)?.[0]
  if (mark === undefined) return null
  const end = at + mark.length
  if (mark.length > 1 || !isJoining(mark)) return end
  const before = at === 0 ? edges.start : text.charAt(at - 1)
  const after = end === text.length ? edges.end : text.charAt(end)
  const isSpacedBefore = isSpace(before) || lastCode(draft) === dotsCode
  const isSpacedAfter = isSpace(after) || (mayBeDots(text, end) && findElisionAt(text, end) !== null)
  return (HYPHENS.includes(mark) ? isSpacedBefore && isSpacedAfter : isSpacedBefore || isSpacedAfter) ? end : null
}

function isJoining(char: string): boolean {
  return HYPHENS.includes(char) || SHORT_DASHES.includes(char)
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n'
}

/** Adds a mark around which spaces don't count. */
function addAlone(reading: Reading, mark: string, at: number, end: number): number {
  dropSpace(reading.draft)
  add(reading, mark.charCodeAt(0), at, end)
  return end
}

function addSpace(reading: Reading, at: number): void {
  const last = lastCode(reading.draft)
  if (last !== 0 && last !== space && last !== dashCode && last !== dotsCode) push(reading, space, at, at + 1)
}

function dropSpace(draft: Draft): void {
  if (lastCode(draft) === space) draft.length -= 1
}

function add(reading: Reading, code: number, at: number, end: number): void {
  const { draft } = reading
  if (draft.isBreakOwed && draft.length > 0) {
    if (code !== dashCode && code !== dotsCode) addSpace(reading, at - 1)
    draft.paragraphs.push(draft.length)
  }
  draft.isBreakOwed = false
  push(reading, code, at, end)
}

function push({ spaced, draft }: Reading, code: number, at: number, end: number): void {
  addCode(draft, code, spaced.from[at] ?? 0, spaced.to[end - 1] ?? 0)
}

function quoteTable({ quotes }: Pick<HouseStyle, 'quotes'>): Map<string, string> {
  const table = new Map<string, string>()
  for (const marks of quotes) for (const mark of marks) table.set(mark, marks.charAt(0))
  return table
}
