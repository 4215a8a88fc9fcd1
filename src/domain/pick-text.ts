import { endsInAttribution } from './attribution.ts'
import { printDate } from './dates.ts'
import { englishStyle, type HouseStyle } from './house-style.ts'
import { printParagraph } from './markup/print-paragraph.ts'
import { tidy } from './markup/tidy.ts'
import type { PickText } from './pick.ts'
import { isFurniture } from './text-form/furniture.ts'
import { linesOf, type Problem } from './text-form/line.ts'
import { endsText, sortIntoPicks } from './text-form/pick-draft.ts'
import { readPick } from './text-form/read-pick.ts'
import { labelOf, printTrailer } from './text-form/trailer.ts'

/** The picks of a file, or everything that is wrong with it in the order of its lines. */
export type ParsedPicks = { ok: true; picks: PickText[] } | { ok: false; problems: Problem[] }

/**
 * Reads the plain-text form: headline, date, introduction, excerpt, "Read more at", "More about"; any number of picks. Every
 * line is a paragraph. The page's own furniture is left out. All or nothing: one problem and no pick is given.
 */
export function parsePicks(text: string, style: HouseStyle = englishStyle): ParsedPicks {
  const lines = linesOf(text)
  if (lines.length === 0) return { ok: false, problems: [{ line: 1, reason: 'There is no text in the file.' }] }
  const problems: Problem[] = []
  const picks: PickText[] = []
  for (const draft of sortIntoPicks(lines, style)) {
    const pick = readPick(draft, style, problems)
    if (pick !== null) picks.push(pick)
  }
  return problems.length === 0 ? { ok: true, picks } : { ok: false, problems: problems.sort((a, b) => a.line - b.line) }
}

/**
 * The pick in its plain-text form, as a reader sees it; `parsePicks` gives the same pick back. Words that would be taken for
 * another part of the form get a backslash before them; an introduction's colon that isn't its end gets one after it.
 */
export function printPick(pick: PickText, style: HouseStyle): string {
  return printPicks([pick], style)
}

/** The picks one after another, a blank line between all paragraphs, one line end at the end. */
export function printPicks(picks: readonly PickText[], style: HouseStyle): string {
  const lines = picks.flatMap((pick) => [
    printHeadline(pick.headline, style),
    printDate(style, pick.date),
    ...pick.introduction.map((text, index) => printIntroduction(text, index === pick.introduction.length - 1, style)),
    ...pick.excerpt.map((paragraph) => protect(printParagraph(paragraph, style), style)),
    ...printTrailer(pick),
  ])
  return `${lines.join('\n\n')}\n`
}

function printHeadline(headline: string, style: HouseStyle): string {
  const text = protect(tidy(headline), style)
  return labelOf(text) === null ? text : `\\${text}`
}

function printIntroduction(paragraph: string, isLast: boolean, style: HouseStyle): string {
  const text = tidy(paragraph)
  const looksLast = endsInAttribution(text) || text.endsWith('\\')
  return protect(text, style) + (looksLast && !isLast ? '\\' : '')
}

function protect(text: string, style: HouseStyle): string {
  return text.startsWith('\\') || isFurniture(text) || endsText(text, style) ? `\\${text}` : text
}
