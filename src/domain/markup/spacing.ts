import { findElisionAt } from './elision.ts'

const OPENING = '“‘«‹„‚({¿¡'
const CLOSING = ',;:?!)}”»›'
const EITHER_WAY = '"\'’'
const AFTER_STOP = '"\'”’»›)}'

/**
 * Whether the text ends in an opening quotation mark or bracket, after which an elision takes no space. A straight quote
 * or an apostrophe opens when a space or an opening mark stands before it; `opensParagraph` says that nothing stands before the text.
 */
export function endsOpening(text: string, opensParagraph: boolean): boolean {
  const bare = withoutEnd(text, EITHER_WAY)
  if (bare === '') return text !== '' && opensParagraph
  return OPENING.includes(bare.charAt(bare.length - 1)) || (bare.length < text.length && bare.endsWith(' '))
}

/** Whether the sentence is over at the end of the text, closing quotes and brackets aside. */
export function endsSentence(text: string): boolean {
  return /[.?!…]$/.test(withoutEnd(text, AFTER_STOP))
}

/** Whether closing punctuation stands here, before which an elision takes no space. Quotes that lead into a word don't close. */
export function closesAt(text: string, at: number): boolean {
  if (CLOSING.includes(text.charAt(at))) return at < text.length
  let end = at
  while (end < text.length && EITHER_WAY.includes(text.charAt(end))) end++
  if (end === at) return false
  const elision = findElisionAt(text, end)
  if (elision !== null) return elision.hasStop
  const next = text.charAt(end)
  return next === '' || next === ' ' || next === '.' || CLOSING.includes(next)
}

function withoutEnd(text: string, chars: string): string {
  let end = text.length
  while (end > 0 && chars.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
