const BRACKETED_DOTS = /^\[[ .…]+\]$/
const WORD_AFTER_DOT = /^(?:\p{N}|\p{Ll}|\p{Lu}{2})/u

/** Where an elision ends, and whether a full stop stood next to it ("operations. . . ."). */
export type ElisionFound = { end: number; hasStop: boolean }

/**
 * Reads the elision that starts at this very place, or finds none. Dots, "…" and "[...]" in a row are one elision however
 * they are spaced; a dot over (four, not three or six) is the sentence's own stop. Expects tidied text.
 */
export function findElisionAt(text: string, start: number): ElisionFound | null {
  let end = start
  let dots = 0
  for (;;) {
    const isSpaced = end > start && text[end] === ' '
    const at = isSpaced ? end + 1 : end
    if (isSpaced && dots >= 3 && isDotOfWord(text, at)) break
    const mark = findMarkAt(text, at)
    if (mark === null) break
    dots += mark.dots
    end = mark.end
  }
  return dots >= 3 ? { end, hasStop: dots % 3 !== 0 } : null
}

function findMarkAt(text: string, at: number): { end: number; dots: number } | null {
  if (text[at] === '.') return { end: at + 1, dots: 1 }
  if (text[at] === '…') return { end: at + 1, dots: 3 }
  if (text[at] !== '[') return null
  const end = text.indexOf(']', at) + 1
  return end > 0 && isBracketedElision(text.slice(at, end)) ? { end, dots: 3 } : null
}

function isBracketedElision(text: string): boolean {
  return BRACKETED_DOTS.test(text) && (text.includes('…') || text.split('.').length > 3)
}

/** ".5" and ".com" after an elision keep their dot; ".Then" is a stop without its space. */
function isDotOfWord(text: string, at: number): boolean {
  return text[at] === '.' && WORD_AFTER_DOT.test(text.slice(at + 1, at + 5))
}
