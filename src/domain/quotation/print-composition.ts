import { findBracketProblem } from '../markup/brackets.ts'
import { parseParagraph } from '../markup/parse-paragraph.ts'
import type { Excerpt } from '../pick.ts'
import { type Composition, listBreaks, type PutGloss, type Stretch } from './composition.ts'

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
      append(drawing, ` ${elision}`)
      drawing.paragraphs.push('')
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
    append(drawing, drawLine(drawing.composition.source.original, { start, end }, own))
  }
}

function drawLine(original: string, { start, end }: Stretch, glosses: readonly PutGloss[]): string {
  const show = mustHideBrackets(original.slice(start, end), start, glosses) ? withoutBrackets : asItIs
  let line = ''
  let at = start
  for (const gloss of glosses) {
    line += `${show(original.slice(at, Math.max(at, gloss.start)))}${gloss.before}[${gloss.text}]${gloss.after}`
    at = Math.max(at, gloss.end)
  }
  return line + show(original.slice(at, end))
}

/** Brackets of the source's own can stay only when they are whole and nothing of the editor's comes between them. */
function mustHideBrackets(text: string, start: number, glosses: readonly PutGloss[]): boolean {
  if (!/[[\]]/.test(text)) return false
  if (findBracketProblem(text) !== null) return true
  return glosses.some(
    (gloss) =>
      [gloss.start, gloss.end].some((at) => depthAt(text, at - start) > 0) ||
      /[[\]]/.test(text.slice(gloss.start - start, gloss.end - start)),
  )
}

function depthAt(text: string, end: number): number {
  let depth = 0
  for (const char of text.slice(0, end)) depth += char === '[' ? 1 : char === ']' ? -1 : 0
  return depth
}

function withoutBrackets(text: string): string {
  return text.replace(/[[\]]/g, ` ${elision} `)
}

function asItIs(text: string): string {
  return text
}

function append({ paragraphs }: Drawing, text: string): void {
  paragraphs[paragraphs.length - 1] = (paragraphs.at(-1) ?? '') + text
}
