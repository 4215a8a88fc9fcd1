import { authorOf } from '../attribution.ts'
import type { HouseStyle } from '../house-style.ts'
import { parseParagraph } from '../markup/parse-paragraph.ts'
import { plainText } from '../markup/plain-text.ts'
import type { Excerpt, LocalDate, PickText } from '../pick.ts'
import { readDate } from '../read-date.ts'
import { slugOf } from '../slug.ts'
import type { Line, Problem } from './line.ts'
import type { PickDraft } from './pick-draft.ts'
import { labelOf, readTrailer } from './trailer.ts'

/** In characters, as JavaScript counts them; of an excerpt its words and glosses count, and each elision as one. */
const longest = { headline: 300, paragraph: 20_000 }

/** Makes a pick of its lines. Null when something is missing or can't be read; each thing wrong is added to the problems. */
export function readPick(draft: PickDraft, style: HouseStyle, problems: Problem[]): PickText | null {
  const before = problems.length
  const headline = readHeadline(draft, problems)
  const date = readDateLine(draft, style, problems)
  checkIntroduction(draft, problems)
  const excerpt = readExcerpt(draft, problems)
  checkEnd(draft, problems)
  const { source, author, ...rest } = readTrailer(draft.trailer, problems)
  if (problems.length > before || date === null || source === null) return null

  const introduction = draft.introduction.map((line) => line.text)
  const slug = rest.slug === slugOf(headline) ? null : rest.slug
  return {
    headline,
    date,
    introduction,
    excerpt,
    source,
    ...rest,
    slug,
    author: author === undefined ? authorOf(introduction) : author,
  }
}

function readHeadline({ headline, date, trailer }: PickDraft, problems: Problem[]): string {
  if (headline === null)
    problems.push({
      line: (date ?? trailer[0])?.number ?? 1,
      reason: 'There is no headline; a pick begins with its headline on a line of its own.',
    })
  else if (headline.text.length > longest.headline)
    problems.push({
      line: headline.number,
      reason: `This headline has ${grouped(headline.text.length)} characters; shorten it to ${longest.headline} at most.`,
    })
  return headline?.text ?? ''
}

function readDateLine({ headline, date }: PickDraft, style: HouseStyle, problems: Problem[]): LocalDate | null {
  if (date !== null) {
    const read = readDate(date.text, style)
    if (read.ok) return read.date
    problems.push({ line: date.number, reason: read.reason })
  } else if (headline !== null)
    problems.push({
      line: headline.number,
      reason: 'There is no date after this headline; write it on the next line, like “Sept. 13 2018”.',
    })
  return null
}

function checkIntroduction(draft: PickDraft, problems: Problem[]): void {
  for (const line of draft.introduction) checkParagraph(line, line.text, problems)
  if (draft.hasAttribution) return
  const line = draft.introduction[0] ?? draft.date ?? draft.headline
  if (line === null) return
  const reason =
    draft.introduction.length === 0
      ? 'There is no introduction; write one that ends in an attribution such as “Mara Ellison writes:”.'
      : 'The introduction that begins here has no attribution; end its last paragraph with one such as “Mara Ellison writes:”.'
  problems.push({ line: line.number, reason })
}

function readExcerpt(draft: PickDraft, problems: Problem[]): Excerpt {
  const attribution = draft.introduction.at(-1)
  if (draft.hasAttribution && draft.excerpt.length === 0 && attribution !== undefined)
    problems.push({
      line: attribution.number,
      reason: 'There is no excerpt after this attribution; put its paragraphs on the lines that follow.',
    })
  const excerpt: Excerpt = []
  for (const line of draft.excerpt) {
    const parsed = parseParagraph(line.raw)
    if (parsed.ok) {
      checkParagraph(line, plainText([parsed.paragraph]), problems)
      excerpt.push(parsed.paragraph)
    } else problems.push({ line: line.number, reason: `Column ${parsed.column}: ${parsed.reason}` })
  }
  return excerpt
}

function checkParagraph(line: Line, text: string, problems: Problem[]): void {
  if (text.length <= longest.paragraph) return
  problems.push({
    line: line.number,
    reason: `This paragraph has ${grouped(text.length)} characters; divide it into paragraphs of ${grouped(longest.paragraph)} at most.`,
  })
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

function checkEnd(draft: PickDraft, problems: Problem[]): void {
  if (draft.trailer.some((line) => labelOf(line.text) === 'Read more at')) return
  const line = draft.cutShortBy ?? lastLine(draft)
  const reason =
    draft.cutShortBy === null
      ? 'There is no “Read more at” line after this; add one that names the source.'
      : 'A new pick begins with this date, but the one before it has no “Read more at” line. Add it before the new headline; if the date is part of the text, put a backslash before it.'
  problems.push({ line: line?.number ?? 1, reason })
}

function lastLine(draft: PickDraft): Line | null {
  return draft.trailer.at(-1) ?? draft.excerpt.at(-1) ?? draft.introduction.at(-1) ?? draft.date ?? draft.headline
}
