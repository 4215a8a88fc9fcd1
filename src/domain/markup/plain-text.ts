import type { Excerpt, Piece } from '../pick.ts'

/** The excerpt as searching reads it: one paragraph a line, glosses without their brackets ("[T]he" is "The"), "…" for elisions. */
export function plainText(excerpt: Excerpt): string {
  return excerpt.map((paragraph) => paragraph.map(textOf).join('')).join('\n')
}

function textOf(piece: Piece): string {
  return piece.kind === 'elision' ? '…' : piece.text
}
