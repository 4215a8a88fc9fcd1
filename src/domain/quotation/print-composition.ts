import { parseParagraph } from '../markup/parse-paragraph.ts'
import type { Excerpt } from '../pick.ts'
import { dots } from './compared-text.ts'
import { type Composition, listBreaks, type PutGloss, type Stretch } from './composition.ts'
import { hiddenBrackets } from './hidden-brackets.ts'
import { firstAbove, type SourceIndex } from './source-index.ts'

const elision = '…'

type Drawing = { composition: Composition; paragraphs: string[] }

/**
 * The excerpt that a composition makes, in the pieces that reading its printed text gives. It passes the check. Dots and brackets of the source's own
 * come out as elisions and glosses, because that is what a reader takes them for.
 */
export function toExcerpt(composition: Composition): Excerpt {
  return linesOf(composition).flatMap((line) => {
    const parsed = parseParagraph(line)
    return parsed.ok ? [parsed.paragraph] : []
  })
}

function linesOf(composition: Composition): string[] {
  const drawing: Drawing = { composition, paragraphs: [] }
  const breaks = listBreaks(composition).filter(({ isBreak }) => isBreak)
  const isBroken = (at: number) => breaks.some((known) => known.at === at)
  for (const [number, passage] of composition.passages.entries()) {
    if (number === 0) drawing.paragraphs.push(composition.elidedAt.start ? `${elision} ` : '')
    else if (isBroken(passage.start)) {
      const elided = composition.breaks.find(({ at }) => at === passage.start)?.elided
      if (elided === undefined || elided === 'both') append(drawing, ` ${elision}`)
      if (elided === 'alone') drawing.paragraphs.push(elision)
      drawing.paragraphs.push(elided === 'after' || elided === 'both' ? `${elision} ` : '')
    } else append(drawing, ` ${elision} `)
    const inside = breaks.map(({ at }) => at).filter((at) => at > passage.start && at < passage.end)
    drawPassage(drawing, passage, inside)
  }
  if (composition.elidedAt.end && drawing.paragraphs.length > 0) append(drawing, ` ${elision}`)
  return drawing.paragraphs
}

/** Draws a passage from one paragraph to the next; a paragraph that would begin inside what a gloss stands for goes on. */
function drawPassage(drawing: Drawing, passage: Stretch, breaks: readonly number[]): void {
  const glosses = drawing.composition.glosses.filter(({ start, end }) => start >= passage.start && end <= passage.end)
  const isFree = (at: number) => !glosses.some(({ start, end }) => start < at && at < end)
  const cuts = [passage.start, ...breaks.filter(isFree), passage.end]
  for (const [number, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[number + 1] ?? start
    if (number > 0) drawing.paragraphs.push('')
    const isLast = number === cuts.length - 2
    const own = glosses.filter((gloss) => gloss.start >= start && (gloss.start < end || (isLast && gloss.start === end)))
    append(drawing, drawLine(drawing.composition.source, { start, end }, own))
  }
}

function drawLine(source: SourceIndex, { start, end }: Stretch, glosses: readonly PutGloss[]): string {
  const hidden = hiddenBrackets(source, { start, end }, glosses)
  let line = ''
  let at = start
  for (const gloss of glosses) {
    const shown = shownOf(source, { start: at, end: Math.max(at, gloss.start) }, hidden)
    line += `${shown}${gloss.before}[${gloss.text}]${gloss.after}`
    at = Math.max(at, gloss.end)
  }
  return line + shownOf(source, { start: at, end }, hidden)
}

/**
 * Brackets and dots of the source's own in a row, with the stops that reading would otherwise take for part of an elision and the hyphens
 * that it would take for dashes; the stop that ends a word stays, and so do that of ".5" and the sign of "-5".
 */
const OWN_MARKS = /(?: \.+)? ?-*[[\]…](?:[ .-]*[[\]…])*(?:-(?!\p{N})| ?\.(?!\p{N}|\p{Ll}|\p{Lu}{2}))*/gu
/** Stands for a bracket that is printed. */
const kept = '\ue000'

/**
 * Part of the captured text as it is printed. Brackets that can't be are an elision with the marks around them; so are
 * dots that begin a paragraph, which may go on in the one before and would take its last word's stop.
 */
function shownOf({ compared, original }: SourceIndex, { start, end }: Stretch, hidden: ReadonlySet<number>): string {
  const first = firstAbove(compared.to, start)
  const text = compared.text
    .slice(first, firstAbove(compared.from, end - 1))
    .replace(/[[\]]/g, (bracket, at: number) => (hidden.has(first + at) ? bracket : kept))
  let shown = ''
  let at = start
  for (const { 0: marks, index } of text.matchAll(OWN_MARKS)) {
    const begin = first + index
    if (!/[[\]]/.test(marks) && !(marks.startsWith(dots) && compared.paragraphs.includes(begin))) continue
    // The stop before dots begins where they do.
    const before = begin > first ? (compared.to[begin - 1] ?? at) : at
    shown += `${original.slice(at, Math.max(compared.from[begin] ?? at, before))} ${elision} `
    at = compared.to[begin + marks.length - 1] ?? at
  }
  return shown + original.slice(at, end)
}

function append({ paragraphs }: Drawing, text: string): void {
  paragraphs[paragraphs.length - 1] = (paragraphs.at(-1) ?? '') + text
}
