import type { LocalDate } from './pick.ts'
import { wordsOf } from './text-words.ts'

/** What isn't sure about an article that was taken from a page, or what the page asks for; the desk shows each beside what it is about. */
export type Doubt =
  | 'title-missing'
  | 'author-missing'
  /** It stands where names of authors stand, but nothing says that it is one. */
  | 'author-guessed'
  /** The page doesn't say whose it is: this is the name of its host. */
  | 'publication-guessed'
  | 'date-missing'
  /** Taken from the address, or from a time that stands somewhere in the text. */
  | 'date-guessed'
  | 'language-missing'
  /** The page says that its own address is on another site, or none; that isn't believed. */
  | 'canonical-elsewhere'
  | 'text-short'
  /** The page looks as if the rest were for those who sign in or pay. */
  | 'text-walled'
  /** What was read looks like a question about cookies. */
  | 'text-consent'
  /** There was more text than is kept. */
  | 'text-cut'
  /** No article was found by its shape: these are the page's paragraphs. */
  | 'text-guessed'
  /** Bytes that were no letters in the page's charset. */
  | 'letters-lost'
  /** Characters that nobody sees, or that turn the order of others around, were taken out. */
  | 'hidden-characters'
  /** The page says that it is for those who pay, however much of it was there. */
  | 'for-payers'
  /** The page asks robots to keep no copy of it. */
  | 'asks-not-kept'
  /** The page asks that nothing of it be shown elsewhere. */
  | 'asks-not-quoted'

/** An article of somebody else's as plain text: what a pick is made from and its excerpt is checked against. */
export type Article = {
  title: string | null
  author: string | null
  publication: string | null
  publishedOn: LocalDate | null
  /** The address the article goes by, without what only tells where a reader came from. */
  canonicalUrl: string | null
  /** A BCP 47 tag. */
  language: string | null
  paragraphs: string[]
  words: number
  uncertain: Doubt[]
}

/** How an article came here: asked for by the server, sent by an editor's browser, or pasted. */
export type CaptureWay = 'fetched' | 'bookmarklet' | 'pasted'

/** How many words paragraphs have together. */
export function countWords(paragraphs: readonly string[]): number {
  return paragraphs.reduce((sum, paragraph) => sum + wordsOf(paragraph).length, 0)
}
