import { type Capture, findCapture, findCapturesOf, type KnownCapture, saveCapture } from '../data/captures.ts'
import type { Db } from '../data/schema.ts'
import type { Article, CaptureWay, Doubt } from '../domain/article.ts'
import type { ClipFailure } from '../domain/clip-sentences.ts'
import { articleOfPaste } from '../domain/pasted-article.ts'
import { addressKey, isSameHost, plainAddressOf } from '../kit/article-address.ts'
import type { Egress } from '../services/egress/egress.ts'
import type { Extractor, PageExtracted } from '../services/extract/extractor.ts'
import { type AuditDeps, nameOfActor, writeAudit } from './write-audit.ts'

/** What clipping needs. The way out and the extractor are made once for the whole program: they count what goes on at a time. */
export type ClipDeps = AuditDeps & {
  db: Db
  egress: Egress
  extractor: Extractor
  /** The magazine's own address: its pages are no sources. */
  origin: string
  /** Comes when nobody waits for the clip any more; then nothing of it is kept. */
  signal: AbortSignal
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

/**
 * Captures a source's article as the evidence for an excerpt. Why an address can't be reached, or a page not be read, is written into the
 * audit log and told to nobody else.
 */
export async function clipSource(deps: ClipDeps, given: ClipGiven): Promise<Clipped> {
  const taken = await takeArticle(deps, given)
  if (deps.signal.aborted) return { kind: 'stopped' }
  if ('article' in taken) return keep(deps, taken, given.url ?? null)
  const { reason, ...failure } = taken
  if (reason !== undefined) await writeFailure(deps, { kind: failure.kind, reason })
  return failure
}

type Taken = { article: Article; how: CaptureWay }
/** `reason` is for the audit log alone. */
type Failed = ClipFailure & { reason?: string }

async function takeArticle(deps: ClipDeps, given: ClipGiven): Promise<Taken | Failed> {
  if (given.kind === 'text') return takePaste(deps, given)
  if (isSameHost(given.url, deps.origin)) return { kind: 'own-site' }
  return given.kind === 'page' ? takePage(deps, given) : takeUrl(deps, given.url)
}

function takePaste({ origin }: ClipDeps, { text, url }: { text: string; url: string | null }): Taken | Failed {
  const address = url === null ? null : plainAddressOf(url)
  if (url !== null && address === null) return { kind: 'not-an-address' }
  if (address !== null && isSameHost(address, origin)) return { kind: 'own-site' }
  const article = articleOfPaste(text)
  return article.words === 0 ? { kind: 'empty' } : { article: { ...article, canonicalUrl: address }, how: 'pasted' }
}

async function takePage({ extractor, signal }: ClipDeps, { url, html }: { url: string; html: string }): Promise<Taken | Failed> {
  if (plainAddressOf(url) === null) return { kind: 'not-an-address' }
  return articleIn(await extractor.extractPage({ url, html }, signal), 'bookmarklet')
}

async function takeUrl(deps: ClipDeps, url: string): Promise<Taken | Failed> {
  const fetched = await deps.egress.fetchPage(url, { signal: deps.signal })
  if (fetched.kind === 'answered') return { kind: 'answered', status: fetched.status }
  if (fetched.kind !== 'page') return fetched
  const { page } = fetched
  if (isSameHost(page.url, deps.origin)) return { kind: 'own-site' }
  const lost: Doubt[] = page.lostLetters ? ['letters-lost'] : []
  if (page.type === 'text') {
    const article = articleOfPaste(page.text)
    if (article.words === 0) return { kind: 'no-article' }
    const canonicalUrl = plainAddressOf(page.url)
    return { article: { ...article, canonicalUrl, uncertain: [...article.uncertain, ...lost] }, how: 'fetched' }
  }
  const taken = articleIn(await deps.extractor.extractPage({ url: page.url, html: page.text }, deps.signal), 'fetched')
  return 'article' in taken
    ? { ...taken, article: { ...taken.article, uncertain: [...taken.article.uncertain, ...lost] } }
    : taken
}

function articleIn(extracted: PageExtracted, how: CaptureWay): Taken | Failed {
  if (extracted.kind !== 'article') return extracted
  return extracted.article.words === 0 ? { kind: 'no-article' } : { article: extracted.article, how }
}

/** A page may make a reason as long as an address may be. */
const longestReason = 300

function writeFailure(deps: ClipDeps, { kind, reason }: { kind: string; reason: string }): Promise<void> {
  const detail = { why: kind, reason: reason.slice(0, longestReason).toWellFormed() }
  return deps.db.transaction().execute((trx) => writeAudit(trx, deps, { what: 'clipFailed', subject: 'clip', detail }))
}

async function keep(deps: ClipDeps, { article, how }: Taken, givenUrl: string | null): Promise<Clipped> {
  const { db, now, hash } = deps
  const addresses = [article.canonicalUrl, givenUrl]
  const keys = addresses.flatMap((address) => (address === null ? [] : (addressKey(address) ?? [])))
  const marks = { addressKeys: [...new Set(keys)], textHash: hash(article.paragraphs.join('\n')) }
  const about = { givenUrl, how, capturedAt: now, capturedBy: nameOfActor(deps.by) }
  const saved = await db.transaction().execute(async (trx) => {
    const kept = await saveCapture(trx, { article, marks, ...about })
    const detail = { how, again: !kept.isNew }
    await writeAudit(trx, deps, { what: 'clipSource', subject: `capture ${kept.id}`, detail })
    return kept
  })
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
