import type { Article, Doubt } from '../../domain/article.ts'
import { dateOfParts, isLocalDate } from '../../domain/calendar-date.ts'
import { captureLine } from '../../domain/captured-text.ts'
import type { LocalDate } from '../../domain/pick.ts'
import { readDate } from '../../domain/read-date.ts'
import { isSameSite, plainAddressOf } from '../../kit/article-address.ts'
import { findLinkedData, joinNames } from './linked-data.ts'

/** What a page says about its article, apart from the text, with what isn't sure of it. */
export type Metadata = Pick<Article, 'author' | 'publication' | 'publishedOn' | 'canonicalUrl' | 'language' | 'uncertain'> & {
  /** The title as it is given for others to show. */
  title: string | null
  /** The page doesn't say that the rest of its text is for those who pay. */
  isFree: boolean
}

const authorNames = [
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'citation_author',
  'parsely-author',
  'sailthru.author',
]
const dateNames = [
  ...[
    'article:published_time',
    'datepublished',
    'date',
    'dc.date',
    'dcterms.date',
    'dc.date.issued',
    'citation_publication_date',
  ],
  ...['citation_date', 'parsely-pub-date', 'sailthru.date', 'pubdate', 'publish-date', 'article.published'],
]
/** Where a page says what may be done with it. We go by no other name than this one, and what is asked of a big one is asked of all. */
const robotNames = ['robots', 'googlebot', 'bingbot']
/** How many values of one name are read. */
const mostOfOne = 20
const longest = { title: 500, author: 120, publication: 120, url: 2_000 }

/** Reads what a page says about its article. Has to come before anything changes the document. */
export function findMetadata(document: Document, url: string): Metadata {
  const meta = readMeta(document)
  const linked = findLinkedData(document)
  const uncertain: Doubt[] = []
  const first = (names: string[]) => names.map((name) => meta.get(name)?.[0]).find((value) => value !== undefined) ?? null
  const authors = authorNames.map((name) => readAuthor(joinNames(meta.get(name) ?? [])))
  const author = readAuthor(linked.author) ?? authors.find((name) => name !== null) ?? null
  const named = short(first(['og:site_name']), 'publication') ?? short(linked.publisher, 'publication')
  if (named === null) uncertain.push('publication-guessed')
  const said = readDay(linked.published) ?? dateNames.map((name) => readDay(meta.get(name)?.[0] ?? null)).find(Boolean) ?? null
  const guessed = said ?? dateOfAddress(url) ?? dateOfTime(document)
  if (said === null) uncertain.push(guessed === null ? 'date-missing' : 'date-guessed')
  const canonical = findCanonical(document, { url, shared: first(['og:url']) })
  if (canonical.isElsewhere) uncertain.push('canonical-elsewhere')
  const language = findLanguage(document, first(['og:locale', 'content-language', 'dc.language']))
  if (language === null) uncertain.push('language-missing')
  if (!linked.isFree) uncertain.push('for-payers')
  uncertain.push(...wishesOf(robotNames.flatMap((name) => meta.get(name) ?? []).join(',')))
  return {
    title: short(first(['og:title', 'citation_title', 'dc.title', 'twitter:title']) ?? titleOf(document), 'title'),
    author,
    publication: named ?? hostOf(url),
    publishedOn: guessed,
    canonicalUrl: canonical.url,
    language,
    isFree: linked.isFree,
    uncertain,
  }
}

/** A name as it stands in a byline, or null when it is none: an address, a lone sign, or a whole sentence. */
export function readAuthor(text: string | null): string | null {
  const name = short(text, 'author')?.replace(/^by\b[\s:]*/i, '') ?? ''
  return /\p{L}{2}/u.test(name) && !/:\/\/|@|^www\.|[{}<>]/.test(name) ? name : null
}

/** What a page asks of robots that matters here: editors decide, and are told. */
function wishesOf(robots: string): Doubt[] {
  const asked = robots.toLowerCase().split(/[\s,]+/)
  const wishes: [Doubt, boolean][] = [
    ['asks-not-kept', asked.some((word) => word === 'noarchive' || word === 'nocache')],
    ['asks-not-quoted', asked.some((word) => word === 'nosnippet' || word === 'max-snippet:0')],
  ]
  return wishes.flatMap(([wish, isAsked]) => (isAsked ? wish : []))
}

function titleOf(document: Document): string | null {
  return [...document.getElementsByTagName('title')].find((title) => title.closest('svg') === null)?.textContent ?? null
}

function readMeta(document: Document): Map<string, string[]> {
  const meta = new Map<string, string[]>()
  for (const tag of document.getElementsByTagName('meta')) {
    const content = captureLine((tag.getAttribute('content') ?? '').slice(0, longest.url))
    if (content === '') continue
    for (const kind of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = tag.getAttribute(kind)?.toLowerCase()
      if (name) meta.set(name, [...(meta.get(name) ?? []).slice(0, mostOfOne), content])
    }
  }
  return meta
}

/** One line of no more than it may have; what is longer is something else. */
function short(text: string | null, kind: keyof typeof longest): string | null {
  if (text === null || text.length > longest[kind] * 2) return null
  const line = captureLine(text)
  return line === '' || line.length > longest[kind] ? null : line
}

/** The day a text names. A moment counts as the day it was where it was written. */
function readDay(text: string | null): LocalDate | null {
  if (text === null || text.length > 80) return null
  const [, year = '', month = '', day = ''] = /^\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)/.exec(text) ?? []
  const iso = `${year}-${month}-${day}`
  if (isLocalDate(iso)) return iso
  const read = readDate(text.replace(/,?\s+(?:at\s+)?\d{1,2}:\d\d.*$/is, ''))
  return read.ok ? read.date : null
}

function dateOfTime(document: Document): LocalDate | null {
  return readDay(
    [...document.getElementsByTagName('time')]
      .slice(0, 5)
      .map((time) => time.getAttribute('datetime'))
      .find(Boolean) ?? null,
  )
}

function dateOfAddress(url: string): LocalDate | null {
  const path = URL.parse(url)?.pathname ?? ''
  const [, year, , month, day] = /\/((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?:[/-]|$)/.exec(path) ?? []
  return dateOfParts({ year: Number(year), month: Number(month), day: Number(day) })
}

/**
 * The address that the article goes by. A page may name another of its own site's; that it belongs to another site anybody could say, and
 * many name their front page by mistake. The page's own address stands in for those.
 */
function findCanonical(document: Document, { url, shared }: { url: string; shared: string | null }) {
  const own = plainAddressOf(url)
  const link = [...document.getElementsByTagName('link')].find((one) =>
    /(?:^|\s)canonical(?:\s|$)/i.test(one.getAttribute('rel') ?? ''),
  )
  const said = link?.getAttribute('href')?.trim() || shared
  if (!said) return { url: own, isElsewhere: false }
  const canonical = said.length > longest.url ? null : plainAddressOf(URL.parse(said, url)?.href ?? '')
  const isFront = canonical !== null && URL.parse(canonical)?.pathname === '/' && URL.parse(url)?.pathname !== '/'
  const isBelieved = canonical !== null && isSameSite(canonical, url) && !isFront
  return isBelieved ? { url: canonical, isElsewhere: false } : { url: own, isElsewhere: true }
}

function findLanguage(document: Document, said: string | null): string | null {
  const root = document.documentElement
  const tag = root.getAttribute('lang') || root.getAttribute('xml:lang') || said
  try {
    return Intl.getCanonicalLocales(tag?.trim().replaceAll('_', '-') ?? [])[0]?.slice(0, 35) ?? null
  } catch {
    return null
  }
}

function hostOf(url: string): string | null {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? null
}
