import type { Excerpt, Piece } from '../pick.ts'

/** How many words of the source are quoted. Glosses are the editor's and don't count; "[T]he" is one word. */
export function countWords(excerpt: Excerpt): number {
  let count = 0
  for (const paragraph of excerpt) {
    const words = paragraph
      .map(quotedText)
      .join('')
      .split(/[\s—–]+/)
    count += words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  }
  return count
}

/** A gloss leaves nothing behind, so that the parts of a word around it stay one word. */
function quotedText(piece: Piece): string {
  if (piece.kind === 'run') return piece.text
  return piece.kind === 'elision' ? ' ' : ''
}
