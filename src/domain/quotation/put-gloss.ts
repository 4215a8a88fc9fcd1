import { findBracketProblem } from '../markup/brackets.ts'
import { parseParagraph } from '../markup/parse-paragraph.ts'
import { tidy } from '../markup/tidy.ts'
import type { Composition, PutGloss, Stretch } from './composition.ts'
import { firstAbove, placeAt, spanOf } from './source-index.ts'

/** Where an editor's insertion goes: beside a word, or in place of it. */
export type GlossSide = 'before' | 'after' | 'instead'

/** Why a text can't stand in brackets inside a quotation, in a sentence, or null. */
export function findGlossProblem(text: string): string | null {
  if (tidy(text) === '') return 'These brackets would have nothing in them.'
  const parsed = parseParagraph(`[${tidy(text)}]`)
  const problem = findBracketProblem(tidy(text))
  if (!parsed.ok || problem !== null) return problem?.reason ?? 'These brackets don’t fit together.'
  const [piece, ...more] = parsed.paragraph
  return piece?.kind === 'gloss' && more.length === 0 ? null : 'Dots in brackets would be read as words left out.'
}

/**
 * Puts a gloss before, after or in place of the word that stands at this character of the captured text. In place of a word that has one
 * already it replaces it. Where no word is quoted, or the text is refused by `findGlossProblem`, the composition stays as it is.
 */
export function putGloss(composition: Composition, at: number, gloss: { side: GlossSide; text: string }): Composition {
  const word = quotedWordAt(composition, at)
  if (word === null || findGlossProblem(gloss.text) !== null) return composition
  return withGloss(composition, placed(word, gloss.side, tidy(gloss.text)))
}

/** Takes out the gloss that `listGlosses` names by this number; what it stood for comes back. */
export function removeGloss(composition: Composition, number: number): Composition {
  return { ...composition, glosses: composition.glosses.filter((_, at) => at !== number) }
}

/** Gives the first letter of the word at this character in the other case, in brackets ("[T]he"), or as it was when it is already. */
export function changeCase(composition: Composition, at: number): Composition {
  const word = quotedWordAt(composition, at)
  if (word === null) return composition
  const text = composition.source.original.slice(word.start, word.end)
  const letter = /^\p{L}\p{M}*/u.exec(text)?.[0] ?? ''
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  const stretch = { start: word.start, end: word.start + letter.length }
  const given = composition.glosses.findIndex((gloss) => isSame(gloss, stretch))
  if (given >= 0) return removeGloss(composition, given)
  if (letter === '' || other === letter || [...other].length !== [...letter].length) return composition
  return withGloss(composition, { ...stretch, text: other, before: '', after: '' })
}

/** A gloss at its place; what stood in place of any of the same characters goes. */
function withGloss(composition: Composition, gloss: PutGloss): Composition {
  const isCovered = (other: PutGloss) => gloss.end > gloss.start && other.start < gloss.end && other.end > gloss.start
  const glosses = composition.glosses.filter((other) => !isCovered(other))
  return { ...composition, glosses: [...glosses, gloss].sort((a, b) => a.start - b.start || a.end - b.end) }
}

function placed({ start, end }: Stretch, side: GlossSide, text: string): PutGloss {
  switch (side) {
    case 'before':
      return { start, end: start, text, before: '', after: ' ' }
    case 'after':
      return { start: end, end, text, before: ' ', after: '' }
    case 'instead':
      return { start, end, text, before: '', after: '' }
  }
}

function quotedWordAt({ source, passages }: Composition, at: number): Stretch | null {
  const place = placeAt(source, at)
  const number = firstAbove(source.wordTo, place)
  const from = source.wordFrom[number]
  const to = source.wordTo[number]
  if (from === undefined || to === undefined || from > place) return null
  const { start, end } = spanOf(source, from, to)
  return passages.some((passage) => passage.start <= start && end <= passage.end) ? { start, end } : null
}

function isSame(a: Stretch, b: Stretch): boolean {
  return a.start === b.start && a.end === b.end
}
