import type { Paragraph } from '../pick.ts'
import { closingBracket, findBracketProblem } from './brackets.ts'
import { findElisionAt } from './elision.ts'
import { closesAt, endsOpening, endsSentence } from './spacing.ts'
import { tidy } from './tidy.ts'

/** A paragraph read, or why it can't be and at which column (from 1, in characters of the text as given). */
export type ParsedParagraph = { ok: true; paragraph: Paragraph } | { ok: false; reason: string; column: number }

/** A paragraph on its way: the pieces done, and the run that is still growing. */
type Draft = { pieces: Paragraph; run: string }

/**
 * Reads a paragraph of an excerpt as editors write it: words, `[glosses]` and elisions in any usual spelling. The result is
 * canonical: spaces are tidied, no run is empty and no two runs stand side by side.
 */
export function parseParagraph(text: string): ParsedParagraph {
  const problem = findBracketProblem(text)
  if (problem !== null) return { ok: false, ...problem }
  const tidied = tidy(text)
  if (tidied === '') return { ok: false, reason: 'The paragraph is empty.', column: 1 }

  const draft: Draft = { pieces: [], run: '' }
  let at = 0
  while (at < tidied.length) at = readPiece(draft, tidied, at)
  endRun(draft)
  return { ok: true, paragraph: draft.pieces }
}

function readPiece(draft: Draft, text: string, at: number): number {
  const elision = findElisionAt(text, at)
  if (elision !== null) {
    addElision(draft, elision.hasStop)
    return startRunAfterElision(draft, text, elision.end)
  }
  if (text[at] === '[') {
    const end = closingBracket(text, at)
    endRun(draft)
    draft.pieces.push({ kind: 'gloss', text: text.slice(at + 1, end).trim() })
    return end + 1
  }
  const end = nextMark(text, at + 1)
  draft.run += text.slice(at, end)
  return end
}

function addElision(draft: Draft, hasStop: boolean): void {
  const words = draft.run.trimEnd()
  const before = draft.pieces.at(-1)
  if (words === '' && before === undefined) draft.run = ''
  else if (endsOpening(words, before === undefined)) draft.run = words
  else {
    const sentence = words === '' && before?.kind === 'gloss' ? before.text : words
    draft.run = `${words}${hasStop && !endsSentence(sentence) ? '.' : ''} `
  }
  endRun(draft)
  draft.pieces.push({ kind: 'elision' })
}

function startRunAfterElision(draft: Draft, text: string, end: number): number {
  const at = text[end] === ' ' ? end + 1 : end
  draft.run = at === text.length || closesAt(text, at) ? '' : ' '
  return at
}

function endRun(draft: Draft): void {
  if (draft.run !== '') draft.pieces.push({ kind: 'run', text: draft.run })
  draft.run = ''
}

function nextMark(text: string, from: number): number {
  const mark = /[.…[]/g
  mark.lastIndex = from
  return mark.exec(text)?.index ?? text.length
}
