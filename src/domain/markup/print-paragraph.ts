import type { HouseStyle } from '../house-style.ts'
import type { Paragraph } from '../pick.ts'

/** The paragraph as a reader sees it, in the house's elision glyphs. `parseParagraph` reads it back to the same pieces. */
export function printParagraph(paragraph: Paragraph, style: Pick<HouseStyle, 'elision'>): string {
  let text = ''
  for (const piece of paragraph) {
    if (piece.kind === 'run') text += piece.text
    else text += piece.kind === 'gloss' ? `[${piece.text}]` : style.elision
  }
  return text
}
