import { type Capture, findCapture, findCapturesOf, type KnownCapture, saveCapture } from '../data/captures.ts'
import type { Db } from '../data/schema.ts'
import type { Article, CaptureWay, Doubt } from '../domain/article.ts'
import type { ClipFailure } from '../domain/clip-sentences.ts'
import { articleOfPaste } from '../domain/pasted-article.ts'
import { addressKey, isSameHost, plainAddressOf } from '../kit/article-address.ts'
import type { Egress } from '../services/egress/egress.ts'
import type { Extractor, PageExtracted } from '../services/extract/extractor.ts'

/** What clipping needs. The way out and the extractor are made once for the whole program: they count what goes on at a time. */
export type ClipDeps = {
  db: Db
  now: Date
  egress: Egress
  extractor: Extractor
  /** The magazine's own address: its pages are no sources. */
  origin: string
  /** A short text that only this one gives, the same every time. */
  hash: (text: string) => string
  /** Told of what a clip failed of, for the log. Nothing of it may be shown to whoever clips. */
  note: (failure: { url: string | null; kind: string; reason: string }) => void
}

/** What an editor gives: an address, a page as their own browser shows it, or text, with its address where they know it. */
export type ClipGiven =
  | { kind: 'url'; url: string }
  | { kind: 'page'; url: string; html: string }
  | { kind: 'text'; text: string; url: string | null }

/**
 * `clipped`: it is kept now. `isNew` is false where the very same text of this address was kept before, and then that is the capture. `earlier`
 * are all others of this article, and of this one the picks that were made from it.
 */
export type Clipped =
  | {
      kind: 'clipped'
      capture: Capture & { paragraphs: string[] }
      isNew: boolean
      picks: KnownCapture['picks']
      earlier: KnownCapture[]
    }
  | ClipFailure

/** Captures a source's article as the evidence for an excerpt. `by` is who clips, as the desk knows them. */
export async function clipSource(deps: ClipDeps, given: ClipGiven, by: string | null): Promise<Clipped> {
  const taken = await takeArticle(deps, given)
  return 'article' in taken ? keep(deps, taken, { givenUrl: given.url ?? null, capturedBy: by }) : taken
}

type Taken = { article: Article; how: CaptureWay }

async function takeArticle(deps: ClipDeps, given: ClipGiven): Promise<Taken | ClipFailure> {
  if (given.kind === 'text') return takePaste(deps, given)
  if (isSameHost(given.url, deps.origin)) return { kind: 'own-site' }
  return given.kind === 'page' ? takePage(deps, given) : takeUrl(deps, given.url)
}

function takePaste({ origin }: ClipDeps, { text, url }: { text: string; url: string | null }): Taken | ClipFailure {
  const address = url === null ? null : plainAddressOf(url)
  if (url !== null && address === null) return { kind: 'not-an-address' }
  if (address !== null && isSameHost(address, origin)) return { kind: 'own-site' }
  const article = articleOfPaste(text)
  return article.words === 0 ? { kind: 'empty' } : { article: { ...article, canonicalUrl: address }, how: 'pasted' }
}

async function takePage(deps: ClipDeps, { url, html }: { url: string; html: string }): Promise<Taken | ClipFailure> {
  if (plainAddressOf(url) === null) return { kind: 'not-an-address' }
  return readExtracted(deps, { extracted: await deps.extractor.extractPage({ url, html }), url, how: 'bookmarklet' })
}

async function takeUrl(deps: ClipDeps, url: string): Promise<Taken | ClipFailure> {
  const fetched = await deps.egress.fetchPage(url)
  if (fetched.kind !== 'page') {
    if ('reason' in fetched) deps.note({ url, kind: fetched.kind, reason: fetched.reason })
    return fetched.kind === 'answered' ? { kind: 'answered', status: fetched.status } : { kind: fetched.kind }
  }
  const { page } = fetched
  if (isSameHost(page.url, deps.origin)) return { kind: 'own-site' }
  const lost: Doubt[] = page.lostLetters ? ['letters-lost'] : []
  if (page.type === 'text') {
    const article = articleOfPaste(page.text)
    if (article.words === 0) return { kind: 'no-article' }
    const canonicalUrl = plainAddressOf(page.url)
    return { article: { ...article, canonicalUrl, uncertain: [...article.uncertain, ...lost] }, how: 'fetched' }
  }
  const extracted = await deps.extractor.extractPage({ url: page.url, html: page.text })
  const taken = readExtracted(deps, { extracted, url, how: 'fetched' })
  return 'article' in taken
    ? { ...taken, article: { ...taken.article, uncertain: [...taken.article.uncertain, ...lost] } }
    : taken
}

function readExtracted(
  { note }: ClipDeps,
  { extracted, url, how }: { extracted: PageExtracted; url: string; how: CaptureWay },
): Taken | ClipFailure {
  if (extracted.kind !== 'article') {
    if (extracted.kind === 'unreadable') note({ url, kind: extracted.kind, reason: extracted.reason })
    return { kind: extracted.kind }
  }
  return extracted.article.words === 0 ? { kind: 'no-article' } : { article: extracted.article, how }
}

async function keep(
  { db, now, hash }: ClipDeps,
  { article, how }: Taken,
  about: Pick<Capture, 'givenUrl' | 'capturedBy'>,
): Promise<Clipped> {
  const addresses = [article.canonicalUrl, about.givenUrl]
  const keys = addresses.flatMap((address) => (address === null ? [] : (addressKey(address) ?? [])))
  const marks = { addressKeys: [...new Set(keys)], textHash: hash(article.paragraphs.join('\n')) }
  const saved = await db.transaction().execute((trx) => saveCapture(trx, { article, marks, how, capturedAt: now, ...about }))
  const known = await findCapturesOf(db, marks)
  const capture = await findCapture(db, saved.id)
  if (!capture) throw new Error(`Capture ${saved.id} is gone`)
  return {
    kind: 'clipped',
    capture,
    isNew: saved.isNew,
    picks: known.find(({ id }) => id === saved.id)?.picks ?? [],
    earlier: known.filter(({ id }) => id !== saved.id),
  }
}
