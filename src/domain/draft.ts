import { authorOf, endsInAttribution } from './attribution.ts'
import { englishStyle, type HouseStyle } from './house-style.ts'
import { tidy } from './markup/tidy.ts'
import type { Excerpt, LocalDate, PickText, Visibility } from './pick.ts'
import { parsePicks, printPick } from './pick-text.ts'
import type { Cover } from './picture.ts'
import { slugOf } from './slug.ts'

/** What an editor writes, as it is at the moment: any part of it may be missing until it is published. */
export type Content = {
  headline: string
  /** Null for the day it goes out. */
  date: LocalDate | null
  introduction: string[]
  excerpt: Excerpt
  source: { name: string; url: string | null }
  /** Null for whom the attribution names. */
  author: string | null
  topics: string[]
  /** Stands beside the text form, which is of words alone. */
  cover: Cover | null
}

/** Something that keeps a draft from going out, in a sentence. */
export type Lack = { field: string; message: string }

/** The pick that a draft makes, or all that it lacks. */
export type Whole = { ok: true; pick: PickText } | { ok: false; lacks: Lack[] }

/** What isn't the content's: who may read the pick, its address, and the day it goes out. */
export type Rest = { visibility: Visibility; slug: string | null; today: LocalDate }

export const emptyContent: Content = {
  headline: '',
  date: null,
  introduction: [],
  excerpt: [],
  source: { name: '', url: null },
  author: null,
  topics: [],
  cover: null,
}

/** A pick as its editor goes on writing it. */
export function contentOf(
  { headline, date, introduction, excerpt, source, author, topics }: PickText,
  cover: Cover | null = null,
): Content {
  return { headline, date, introduction, excerpt, source, author, topics, cover }
}

/** Reads what was kept of a draft. What there was no place for when it was saved is missing. */
export function readContent(kept: string): Content {
  return { ...emptyContent, ...(JSON.parse(kept) as Partial<Content>) }
}

/**
 * Decides whether a draft is whole. The pick it makes has been through its plain-text form once, so that export and import give the
 * same pick: spaces are tidied, and words that mean something in the form mean it here.
 */
export function decideWhole(content: Content, rest: Rest, style: HouseStyle = englishStyle): Whole {
  const lacks = listLacks(content)
  if (lacks.length > 0) return { ok: false, lacks }
  const headline = tidy(content.headline)
  const introduction = tidied(content.introduction)
  const author = tidy(content.author ?? '') || authorOf(introduction)
  const written: PickText = {
    headline,
    date: content.date ?? rest.today,
    introduction,
    excerpt: content.excerpt,
    source: { name: tidy(content.source.name), url: content.source.url || null },
    author,
    topics: [...new Set(tidied(content.topics))],
    visibility: rest.visibility,
    slug: rest.slug === slugOf(headline) ? null : rest.slug,
  }
  const read = parsePicks(printPick(written, style), style)
  if (!read.ok) return { ok: false, lacks: read.problems.map(({ reason }) => ({ field: 'excerpt', message: reason })) }
  const [pick, ...more] = read.picks
  if (pick === undefined || more.length > 0)
    return { ok: false, lacks: [{ field: 'excerpt', message: 'A line of it would be taken for the end of the pick.' }] }
  return { ok: true, pick }
}

/** What a draft lacks before it can go out, in the order in which it is written; empty for a whole one. */
export function listLacks({ headline, introduction, excerpt, source, cover }: Content): Lack[] {
  const lacks: Lack[] = []
  const add = (field: string, message: string) => lacks.push({ field, message })
  if (tidy(headline) === '') add('headline', 'There is no headline.')
  const last = tidied(introduction).at(-1)
  if (last === undefined) add('introduction', 'There is no introduction.')
  else if (!endsInAttribution(last))
    add('introduction', 'The introduction has no attribution; end it with one such as “Mara Ellison writes:”.')
  if (!excerpt.some((paragraph) => paragraph.some((piece) => piece.kind === 'run' && piece.text.trim() !== '')))
    add('excerpt', 'Nothing is quoted.')
  else if (excerpt.some((paragraph) => paragraph.every((piece) => piece.kind !== 'elision' && piece.text.trim() === '')))
    add('excerpt', 'A paragraph of the excerpt is empty.')
  if (tidy(source.name) === '') add('source', 'The source isn’t named.')
  if (source.url && !/^https?:\/\/[^\s/]/i.test(source.url))
    add('source', 'The article’s address must begin with https:// or http://.')
  if (cover && cover.alt === null)
    add('cover', 'The cover says nothing to those who don’t see it. Describe it in a few words, or mark it as decoration.')
  return lacks
}

function tidied(texts: readonly string[]): string[] {
  return texts.map(tidy).filter((text) => text !== '')
}
