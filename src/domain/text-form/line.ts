import { tidy } from '../markup/tidy.ts'

/** A line of the text form that has words on it. */
export type Line = {
  /** From 1, as editors count. */
  number: number
  text: string
  /** As it stands in the file, for columns; the backslash is a space here. */
  raw: string
  /** It began with a backslash: these are words, whatever they look like. */
  isPlain: boolean
}

/** What keeps a file from being read, at its line (from 1), in a sentence that says how to mend it. */
export type Problem = { line: number; reason: string }

/** The lines that have words, whatever kind of line ends the file uses. Each is a paragraph. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = lineOf(raw, index + 1)
    if (line.text !== '') lines.push(line)
  }
  return lines
}

function lineOf(raw: string, number: number): Line {
  const text = tidy(raw)
  if (!text.startsWith('\\')) return { number, text, raw, isPlain: false }
  const bare = raw.replace('\\', ' ')
  return { number, text: tidy(bare), raw: bare, isPlain: true }
}
