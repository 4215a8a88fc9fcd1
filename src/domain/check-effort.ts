import type { HouseStyle } from './house-style.ts'
import type { Excerpt } from './pick.ts'
import { comparedText } from './quotation/compared-text.ts'
import type { SourceIndex } from './quotation/source-index.ts'

/** How many places all runs of an excerpt may have together: a check weighs each of them against the others. An honest excerpt has some dozens. */
const mostPlaces = 20_000

/**
 * Whether an excerpt can be held against a text while others wait: not where many very short runs ("a . . . a . . . a") stand in very many
 * places of it, which nobody quotes but who means to keep the program busy.
 */
export function isQuicklyChecked(excerpt: Excerpt, source: SourceIndex, style: Pick<HouseStyle, 'quotes'>): boolean {
  const { text } = source.compared
  const known = new Map<string, number>()
  let places = 0
  for (const piece of excerpt.flat()) {
    const run = piece.kind === 'run' ? comparedText(piece.text, style).text : ''
    if (run === '') continue
    const count = known.get(run) ?? countPlaces(text, run)
    known.set(run, count)
    places += count
    if (places > mostPlaces) return false
  }
  return true
}

function countPlaces(text: string, run: string): number {
  let count = 0
  for (let at = text.indexOf(run); at >= 0 && count <= mostPlaces; at = text.indexOf(run, at + 1))
    if (isEdge(text[at - 1]) && isEdge(text[at + run.length])) count += 1
  return count
}

function isEdge(character: string | undefined): boolean {
  return character === undefined || !/[\p{L}\p{N}]/u.test(character)
}
