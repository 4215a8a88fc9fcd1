import { findCaptureOfPick } from '../data/captures.ts'
import { findQuotedExcerpt } from '../data/quoted-excerpts.ts'
import type { Db } from '../data/schema.ts'
import { findRobots, restHost, saveRobots } from '../data/watch-hosts.ts'
import { type ClaimedWatch, type PageMarks, putOffLook, saveLook } from '../data/watches.ts'
import type { Article } from '../domain/article.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import { articleOfPaste } from '../domain/pasted-article.ts'
import type { Excerpt } from '../domain/pick.ts'
import { readRobots } from '../domain/robots-txt.ts'
import { decideFinding, type Finding, findingOfStatus } from '../domain/source-watch.ts'
import { lookAfterFinding, lookAfterMiss, missesTold, nextLook } from '../domain/watch-times.ts'
import { addressKey, plainAddressOf } from '../kit/article-address.ts'
import { longestAddress, type WatchedAddress, watchedAddress } from '../kit/watched-address.ts'
import type { Egress, FetchedPage } from '../services/egress/egress.ts'
import type { Extractor } from '../services/extract/extractor.ts'

/** What looking at somebody else's article needs. */
export type LookDeps = {
  db: Db
  now: Date
  style: HouseStyle
  /** The way out and the reader of pages; asked for when the first page is. */
  open: () => Promise<{ egress: Egress; extractor: Extractor }>
  /** What we call ourselves, with a way to reach the magazine. */
  userAgent: string
  /** How long (ms) a site is left alone after each request. */
  pause: number
  hash: (text: string) => string
  /** From 0 up to 1, the same every time for the same text, and of nobody else's making. */
  spread: (text: string) => number
  /** Aborted when the program stops: nothing is waited for then, and nothing written. */
  signal: AbortSignal
}

/** `asked-robots`: the site's turn went into its robots.txt. `put-off`: nothing came of it this time. */
export type Looked = 'looked' | 'asked-robots' | 'put-off' | 'stopped'

const robotsName = 'Tessera'
const robotsGood = 24 * 3_600_000
const busyPause = 5 * 60_000
const longestDelay = 24 * 3_600
const longestRobots = 100_000

/**
 * Looks at one article, whose site's turn it is, and writes down what has become of it. It makes one request at most, and follows where
 * that leads. When the program stops meanwhile nothing is written, and the look is due again once its claim is over.
 */
export async function lookAtSource(deps: LookDeps, claimed: ClaimedWatch): Promise<Looked> {
  const address = watchedAddress(claimed.url)
  if (address === null) return found(deps, claimed, { finding: { state: 'unasked' } })
  const { db, now, pause } = deps
  const { robots } = await findRobots(db, address.host, new Date(now.getTime() - robotsGood))
  if (robots === null) return askRobots(deps, claimed, address)
  const rules = readRobots(robots, robotsName)
  if (!rules.isAllowed(address.path)) return found(deps, claimed, { finding: { state: 'unasked' } })
  if (rules.delay !== null) await restHost(db, address.host, restOf(now, pause, rules.delay))
  return askPage(deps, claimed, address)
}

async function askRobots(deps: LookDeps, claimed: ClaimedWatch, { origin, host }: WatchedAddress): Promise<Looked> {
  const { db, now, pause, userAgent } = deps
  const { egress } = await deps.open()
  const fetched = await egress.fetchPage(`${origin}/robots.txt`, { name: userAgent, signal: deps.signal })
  if (fetched.kind === 'stopped') return fetched.kind
  if (fetched.kind === 'busy') return putOff(deps, claimed)
  const isFault =
    fetched.kind === 'unreachable' || (fetched.kind === 'answered' && (fetched.status >= 500 || fetched.status === 429))
  if (isFault) return missed(deps, claimed, fetched.kind === 'answered' ? fetched.status : null)
  // A page is what many sites answer with for anything that isn't there.
  const robots = fetched.kind === 'page' && fetched.page.type === 'text' ? fetched.page.text.slice(0, longestRobots) : ''
  const freeAt = restOf(now, pause, readRobots(robots, robotsName).delay ?? 0)
  await saveRobots(db, host, { robots, now, freeAt })
  await putOffLook(db, claimed, { nextAt: freeAt })
  return 'asked-robots'
}

function restOf(now: Date, pause: number, delay: number): Date {
  return new Date(now.getTime() + Math.max(pause, Math.min(delay, longestDelay) * 1_000))
}

async function askPage(deps: LookDeps, claimed: ClaimedWatch, { url }: WatchedAddress): Promise<Looked> {
  const { db, now, userAgent } = deps
  const excerpt = await findQuotedExcerpt(db, claimed.pickId)
  if (excerpt === null) return putOff(deps, claimed)
  const excerptMark = deps.hash(JSON.stringify(excerpt))
  const { etag, lastModified } = claimed.known
  const isKnown = claimed.known.excerpt === excerptMark
  const known = isKnown ? { etag, lastModified } : { etag: null, lastModified: null }
  const { egress } = await deps.open()
  const fetched = await egress.fetchPage(url, { name: userAgent, known, signal: deps.signal })
  switch (fetched.kind) {
    case 'stopped':
      return 'stopped'
    case 'busy':
      return putOff(deps, claimed)
    case 'answered': {
      if (fetched.status === 304 && isKnown) {
        await putOffLook(db, claimed, { nextAt: after(deps, claimed, claimed.state === 'same'), misses: 0, lookedAt: now })
        return 'looked'
      }
      const finding = findingOfStatus(fetched.status)
      return finding.state === 'unreachable' ? missed(deps, claimed, fetched.status) : found(deps, claimed, { finding })
    }
    case 'page':
      return readPage(deps, claimed, { page: fetched.page, excerpt, excerptMark })
    case 'unreachable':
    case 'not-a-page':
    case 'too-large':
    case 'not-an-address':
      return missed(deps, claimed, null)
  }
}

type Fetched = { page: FetchedPage; excerpt: Excerpt; excerptMark: string }

async function readPage(deps: LookDeps, claimed: ClaimedWatch, { page, excerpt, excerptMark }: Fetched): Promise<Looked> {
  const read = await articleOf(deps, page)
  if (read === 'stopped') return read
  if (read === 'busy') return putOff(deps, claimed)
  if (read === 'unreadable' || read.words === 0) return missed(deps, claimed, null)
  const capture = await findCaptureOfPick(deps.db, claimed.pickId)
  const movedTo = movedFrom(claimed, page.url, read.canonicalUrl)
  const finding = decideFinding({ excerpt, captured: capture?.paragraphs ?? null }, { article: read, movedTo }, deps.style)
  const known = { etag: null, lastModified: null, ...page.validators, excerpt: excerptMark }
  return found(deps, claimed, { finding, known, canonical: read.canonicalUrl })
}

async function articleOf({ open, signal }: LookDeps, page: FetchedPage): Promise<Article | 'busy' | 'stopped' | 'unreadable'> {
  if (page.type === 'text') return { ...articleOfPaste(page.text), canonicalUrl: plainAddressOf(page.url) }
  const { extractor } = await open()
  const extracted = await extractor.extractPage({ url: page.url, html: page.text }, signal)
  if (extracted.kind === 'article') return extracted.article
  return extracted.kind === 'busy' || extracted.kind === 'stopped' ? extracted.kind : 'unreadable'
}

/**
 * Where the article is now, if that isn't where it was: where its address led to, or what the page calls its address since the last look.
 * That a page has always gone by another address than the one that was quoted is no news.
 */
function movedFrom({ url, canonical }: ClaimedWatch, at: string, calledNow: string | null): string | null {
  const own = addressKey(url)
  if (addressKey(at) !== own) return at.length > longestAddress ? null : plainAddressOf(at)
  const called = calledNow === null ? null : addressKey(calledNow)
  const before = canonical === null ? called : addressKey(canonical)
  return called !== null && called !== before && called !== own ? calledNow : null
}

type Found = { finding: Finding; known?: PageMarks; canonical?: string | null }

const unknown: PageMarks = { etag: null, lastModified: null, excerpt: '' }

async function found(deps: LookDeps, claimed: ClaimedWatch, { finding, known = unknown, canonical }: Found): Promise<Looked> {
  // Moved stays moved until the address is mended, so the name from before stays what it is compared with.
  const kept = finding.state === 'same' ? (canonical ?? claimed.canonical) : claimed.canonical
  const isQuiet = finding.state === 'same' || finding.state === 'unasked'
  await saveLook(deps.db, claimed, {
    ...{ finding, known, canonical: kept, misses: 0, now: deps.now },
    mark: deps.hash(JSON.stringify(finding)),
    nextAt: after(deps, claimed, isQuiet),
  })
  return 'looked'
}

/** Once is nothing; several times in a row is worth telling. */
async function missed(deps: LookDeps, claimed: ClaimedWatch, status: number | null): Promise<Looked> {
  const { db, now } = deps
  const misses = claimed.misses + 1
  const nextAt = lookAfterMiss(now, misses, deps.spread(`${claimed.pickId} ${misses}`))
  if (misses < missesTold) {
    await putOffLook(db, claimed, { nextAt, misses })
    return 'put-off'
  }
  const finding: Finding = { state: 'unreachable', status }
  const mark = deps.hash(JSON.stringify(finding))
  await saveLook(db, claimed, { finding, mark, misses, nextAt, known: unknown, canonical: claimed.canonical, now })
  return 'looked'
}

async function putOff({ db, now }: LookDeps, claimed: ClaimedWatch): Promise<Looked> {
  await putOffLook(db, claimed, { nextAt: new Date(now.getTime() + busyPause) })
  return 'put-off'
}

function after({ now, spread }: LookDeps, { pickId, publishedAt }: ClaimedWatch, isQuiet: boolean): Date {
  const part = spread(`${pickId} ${now.toISOString().slice(0, 10)}`)
  return isQuiet ? nextLook(now, publishedAt, part) : lookAfterFinding(now, part)
}
