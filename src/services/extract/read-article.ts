import { Readability } from '@mozilla/readability'
import { type Article, countWords, type Doubt } from '../../domain/article.ts'
import { captureLine, captureText } from '../../domain/captured-text.ts'
import type { Page } from './extractor.ts'
import { findMetadata, readAuthor } from './find-metadata.ts'
import { listParagraphs } from './list-paragraphs.ts'
import { parsePage } from './parse-page.ts'

const fewWords = 120
/** Of more text than this a few words about paying or cookies say nothing. */
const enoughWords = 400
const atTheWall =
  /\b(?:already (?:a )?(?:subscriber|member|subscribed)|subscribe (?:now )?to (?:continue|read|keep|unlock)|(?:sign|log) ?in to (?:continue|read)|to continue reading|(?:for|exclusive to) subscribers(?: only)?|subscribers? only|create (?:a|your) free account|read the (?:full|rest of the) (?:story|article)|free articles? (?:left|remaining)|zum weiterlesen|réservé aux abonnés)\b/i
const aboutConsent =
  /\b(?:we value your privacy|accept (?:all )?cookies|uses? cookies|cookie (?:policy|settings|preferences)|your consent|reject all|manage (?:cookies|preferences)|before you continue)\b/i

/** The article of a page, as plain text. Where no article can be told from the rest, the paragraphs of the whole page, and that is said. */
export function readArticle(page: Page): Article {
  const document = parsePage(page)
  const { title: given, isFree, uncertain, ...metadata } = findMetadata(document, page.url)
  const everything = listParagraphs(document.body)
  const found = new Readability<Node>(document, { serializer: (node) => node }).parse()
  const shaped = captureText(found?.content ? listParagraphs(found.content) : [])
  const isGuess = shaped.paragraphs.length === 0
  const { paragraphs, isCut, hidHidden } = isGuess ? captureText(everything) : shaped
  const words = countWords(paragraphs)
  const title = withoutPublication(captureLine(found?.title || given || '').slice(0, 500), metadata.publication)
  const author = metadata.author ?? readAuthor(found?.byline ?? null)
  const doubts: [Doubt, boolean][] = [
    ['title-missing', title === ''],
    ['author-missing', author === null],
    ['author-guessed', author !== null && metadata.author === null],
    ['text-guessed', isGuess && paragraphs.length > 0],
    ['text-short', words < fewWords],
    ['text-walled', words < enoughWords && (!isFree || everything.some((text) => atTheWall.test(text)))],
    ['text-consent', words < fewWords && everything.some((text) => aboutConsent.test(text))],
    ['text-cut', isCut],
    ['hidden-characters', hidHidden],
  ]
  const more = doubts.flatMap(([doubt, applies]) => (applies ? doubt : []))
  return { ...metadata, title: title || null, author, paragraphs, words, uncertain: [...more, ...uncertain] }
}

/** "A headline | The Paper" without the paper. */
function withoutPublication(title: string, publication: string | null): string {
  if (publication === null || !title.toLowerCase().endsWith(publication.toLowerCase())) return title
  const [, headline] = /^(.*\S)\s+[|–—·:-]\s*$/u.exec(title.slice(0, -publication.length)) ?? []
  return headline ?? title
}
