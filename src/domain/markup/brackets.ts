import { tidy } from './tidy.ts'

/** What is wrong with a paragraph's brackets, and the column (from 1, in characters) where it stands. */
export type BracketProblem = { reason: string; column: number }

/** The first bracket that has no partner or nothing inside it, or null when all is well. */
export function findBracketProblem(text: string): BracketProblem | null {
  const open: number[] = []
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '[') open.push(at)
    if (text[at] !== ']') continue
    const from = open.pop()
    if (from === undefined)
      return problem(text, at, 'A bracket is closed here that was never opened; add “[” before it or take it out.')
    if (open.length === 0 && tidy(text.slice(from + 1, at)) === '')
      return problem(text, from, 'These brackets have nothing in them.')
  }
  const from = open[0]
  return from === undefined ? null : problem(text, from, 'A bracket is opened here and never closed; add “]” or take it out.')
}

function problem(text: string, at: number, reason: string): BracketProblem {
  return { reason, column: [...text.slice(0, at)].length + 1 }
}

/** Where the bracket that opens here is closed. The brackets must be known to be balanced. */
export function closingBracket(text: string, opening: number): number {
  let depth = 0
  for (let at = opening; at < text.length; at++) {
    if (text[at] === '[') depth++
    if (text[at] === ']' && --depth === 0) return at
  }
  return text.length
}
