import { stem, wordsOf } from './text-words.ts'

/** A stretch of text in a search result, and whether it is one of the words looked for. */
export type SnippetPart = { text: string; found: boolean }

const around = 110
// Without a space at which a line could break: no line begins with it or with a part of it.
const goesOn = '\u00a0.\u00a0.\u00a0.'

/** The part of a text where the words stand closest to its beginning, cut at words, with every occurrence marked. Empty when none occurs. */
export function snippetOf(text: string, words: readonly string[]): SnippetPart[] {
  const wanted = new Set(words.map(stem))
  const all = wordsOf(text)
  const first = all.find((word) => wanted.has(stem(word.text)))
  if (!first) return []
  const start = all.find((word) => word.start >= first.start - around)?.start ?? 0
  const last = all.findLast((word) => word.start + word.text.length <= first.start + around * 2)
  const end = last && last.start + last.text.length < text.length - 1 ? last.start + last.text.length : text.length
  const parts: SnippetPart[] = []
  let at = start > 0 && all[0]?.start !== start ? start : 0
  if (at > 0) parts.push({ text: '. . . ', found: false })
  for (const word of all) {
    if (word.start < at || word.start >= end || !wanted.has(stem(word.text))) continue
    if (word.start > at) parts.push({ text: text.slice(at, word.start), found: false })
    parts.push({ text: word.text, found: true })
    at = word.start + word.text.length
  }
  if (at < end) parts.push({ text: text.slice(at, end), found: false })
  if (end < text.length) parts.push({ text: goesOn, found: false })
  return parts
}

/** The beginning of a text, cut at a word: what stands under a result whose words are in its headline, its topics or its source. */
export function openingOf(text: string): string {
  const last = wordsOf(text).findLast((word) => word.start + word.text.length <= around * 2)
  const end = last ? last.start + last.text.length : 0
  return end === 0 || end >= text.length - 1 ? text : `${text.slice(0, end)}${goesOn}`
}
