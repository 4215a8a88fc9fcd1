import type { Excerpt } from './pick.ts'
import { wordsOf } from './text-words.ts'

/** How many words of the source an excerpt holds: those of its runs. Glosses are the editors’ own and aren’t counted. */
export function countQuotedWords(excerpt: Excerpt): number {
  return excerpt.flat().reduce((sum, piece) => sum + (piece.kind === 'run' ? wordsOf(piece.text).length : 0), 0)
}
