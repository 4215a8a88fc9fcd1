import { englishStyle } from '../../src/domain/house-style.ts'
import type { Excerpt, Piece } from '../../src/domain/pick.ts'

/** A piece of an excerpt as it is shown: `at` counts the characters shown before it, from the beginning of the excerpt. */
export type Shown = { paragraph: number; piece: number; at: number; text: string; kind: Piece['kind'] }

/** A place in an excerpt: the piece, and how many characters into what is shown of it. */
export type Place = { shown: Shown; offset: number }

/** The pieces of an excerpt in the order in which they are read. */
export function layOut(excerpt: Excerpt): Shown[] {
  let at = 0
  return excerpt.flatMap((pieces, paragraph) =>
    pieces.map((one, piece) => {
      const text = textOf(one)
      const shown = { paragraph, piece, at, text, kind: one.kind }
      at += text.length
      return shown
    }),
  )
}

/** Which piece a place belongs to; at the edge of two it is the one that follows. Null where there are none. */
export function placeIn(layout: readonly Shown[], at: number): Place | null {
  const shown = layout.findLast((one) => one.at <= at)
  return shown ? { shown, offset: at - shown.at } : null
}

function textOf(piece: Piece): string {
  if (piece.kind === 'run') return piece.text
  return piece.kind === 'gloss' ? `[${piece.text}]` : englishStyle.elision
}
