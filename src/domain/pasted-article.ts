import { type Article, countWords, type Doubt } from './article.ts'
import { captureText } from './captured-text.ts'

/** Text of which more isn't taken, in characters: several times a very long article. */
const longestPaste = 500_000

/**
 * The article in a text that somebody pasted. Empty lines part its paragraphs; where there are none every line is one. What isn't the
 * text itself, it can't tell.
 */
export function articleOfPaste(text: string): Article {
  const { paragraphs, isCut, hidHidden } = captureText(partsOf(text.slice(0, longestPaste)))
  const uncertain: Doubt[] = ['title-missing', 'author-missing', 'date-missing', 'language-missing']
  if (isCut || text.length > longestPaste) uncertain.push('text-cut')
  if (hidHidden) uncertain.push('hidden-characters')
  return {
    ...{ title: null, author: null, publication: null, publishedOn: null, canonicalUrl: null, language: null },
    paragraphs,
    words: countWords(paragraphs),
    uncertain,
  }
}

function partsOf(text: string): string[] {
  const lines = text.split(/\r\n?|[\n\u2028\u2029]/)
  if (!lines.some((line) => line.trim() === '')) return lines
  const parts: string[][] = [[]]
  for (const line of lines) {
    if (line.trim() === '') parts.push([])
    else parts.at(-1)?.push(line)
  }
  return parts.map((part) => part.join(' '))
}
