import { porterStem } from './porter.ts'

/** A word of a text as it stands there, and where it begins. */
export type TextWord = { text: string; start: number }

// An accent may be a character of its own after its letter.
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu
const mostAsked = 8
const longestAsked = 40
const stemsKept = 20_000
// The same few thousand words make up most of any text.
const stems = new Map<string, string>()
// Letters that have no accent to take off, as they are typed without.
const spelled: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ς: 'σ' }

/** The words of a text in order. */
export function wordsOf(text: string): TextWord[] {
  const words: TextWord[] = []
  for (const match of text.matchAll(word)) words.push({ text: match[0], start: match.index })
  return words
}

/** What a reader typed, as the words to look for: the first eight, without repeats, none longer than forty letters. */
export function searchWords(query: string): string[] {
  const typed = wordsOf(query.slice(0, 1_000)).map((found) => found.text.replaceAll('’', "'").slice(0, longestAsked))
  return [...new Set(typed)].slice(0, mostAsked)
}

/**
 * What makes two words the same one to Tessera, wherever it compares them: no matter the case, the accents, a possessive or the
 * ending ("Façades" and "facade’s"). Of a very long word its beginning. Holds letters and digits only, and may be empty.
 */
export function stem(text: string): string {
  const known = stems.get(text)
  if (known !== undefined) return known
  const plain = lettersOf(fold(text).replace(/['’]s$/, ''))
  const found = porterStem(plain)
  if (stems.size >= stemsKept) stems.clear()
  stems.set(text, found)
  return found
}

/** A word of which perhaps only the beginning has been typed, as the beginning of stems. Letters and digits only, and may be empty. */
export function wordBegun(text: string): string {
  return lettersOf(fold(text))
}

/** The stems of a text, each once. */
export function stemsOf(text: string): string[] {
  return [...new Set(wordsOf(text).map((found) => stem(found.text)))].filter((found) => found !== '')
}

/** The stems that these words ask for, each once. */
export function stemsAsked(words: readonly string[]): string[] {
  return [...new Set(words.map(stem))].filter((found) => found !== '')
}

/** Whether a text holds every one of the words, as the index would say; of no words at all none. */
export function holdsEvery(text: string, words: readonly string[]): boolean {
  const asked = stemsAsked(words)
  if (asked.length === 0) return false
  const missing = new Set(asked)
  for (const { text: found } of wordsOf(text)) if (missing.delete(stem(found)) && missing.size === 0) return true
  return false
}

/** A word for comparing: in small letters and without its accents. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßæœøđðþłıς]/g, spelledOut)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
}

function lettersOf(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]/gu, '').slice(0, longestAsked)
}

function spelledOut(letter: string): string {
  return spelled[letter] ?? letter
}
