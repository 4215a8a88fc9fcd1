import { hash } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listAudit } from '../../src/data/audit.ts'
import { findCapture, findCaptureOfPick, saveCaptureOfPick } from '../../src/data/captures.ts'
import { type ClipFailure, explainClipFailure } from '../../src/domain/clip-sentences.ts'
import { type ClipDeps, type ClipGiven, type Clipped, clipSource } from '../../src/flows/clip-source.ts'
import { createExtractor } from '../../src/services/extract/extractor.ts'
import { pickOf, publish } from '../data/fill.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { inside, outside, startOrigin, type TestOrigin, testEgress } from '../support/origin.ts'
import { paragraphsOf, saidOfIt, sourcePage } from '../support/source-pages.ts'

const now = new Date('2026-11-10T12:00:00Z')
const extractor = createExtractor({ worker: new URL('../../src/services/extract/extract-worker.ts', import.meta.url) })
const html = sourcePage({ head: saidOfIt })
const names = { 'paper.example': [outside], 'other.example': [outside], 'inner.example': [inside], 'quire.example': [outside] }

describe.each(engines)('clipping, on %s', (engine) => {
  let database: TestDatabase
  let origin: TestOrigin
  let trap: TestOrigin
  let answer: RequestListener
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    answer = (_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end(html)
    origin = await startOrigin((request, reply) => answer(request, reply))
    trap = await startOrigin((_, reply) => reply.end(html), { host: inside })
  })
  afterEach(() => Promise.all([database.drop(), origin.stop(), trap.stop()]))

  const deps = (): ClipDeps => ({
    ...{ db: database.db, now, by: 7, extractor, origin: 'https://quire.example', signal: AbortSignal.any([]) },
    egress: testEgress([origin.port, trap.port], names),
    hash: (text) => hash('sha256', text, 'base64url'),
  })
  const at = (path: string, name = 'paper.example') => `http://${name}:${origin.port}${path}`
  const clip = (given: ClipGiven) => clipSource(deps(), given)
  const clipped = async (given: ClipGiven) => {
    const result = await clip(given)
    if (result.kind !== 'clipped') throw new Error(`not clipped: ${result.kind}`)
    return result
  }

  test('a URL gives the article, which is kept with who clipped it, how and when', async () => {
    const { capture, isNew, earlier, picks } = await clipped({ kind: 'url', url: at('/a?utm_source=mail') })
    expect(capture).toEqual({
      id: capture.id,
      ...{ givenUrl: at('/a?utm_source=mail'), how: 'fetched', capturedAt: now, capturedBy: 'member 7' },
      ...{ title: 'The tide tables of Quire Bay', author: 'Ada Brook', publication: 'The Harbor Paper' },
      ...{ publishedOn: '2026-09-13', canonicalUrl: at('/sea/tide-tables'), language: 'en' },
      ...{ paragraphs: paragraphsOf(8), words: 392, uncertain: [] },
    })
    expect({ isNew, earlier, picks }).toEqual({ isNew: true, earlier: [], picks: [] })
    expect(await findCapture(database.db, capture.id)).toEqual(capture)
    expect(await findCapture(database.db, capture.id + 1)).toBe(null)
  })

  test('the page of the editor’s own browser gives the article without anything being fetched', async () => {
    const { capture } = await clipped({ kind: 'page', url: 'https://paper.example/a', html })
    expect(capture).toMatchObject({ how: 'bookmarklet', title: 'The tide tables of Quire Bay', paragraphs: paragraphsOf(8) })
    expect([origin.connections(), trap.connections()]).toEqual([0, 0])
  })

  test('pasted text is kept by its paragraphs, with what it can’t tell', async () => {
    const text = `  One  paragraph,\nof two lines.\r\n\r\nAnother\u202e one. Cafe\u0301.\n\n\n`
    const { capture } = await clipped({ kind: 'text', text, url: null })
    expect(capture).toMatchObject({
      ...{ how: 'pasted', title: null, canonicalUrl: null, givenUrl: null, words: 8 },
      paragraphs: ['One paragraph, of two lines.', 'Another one. Café.'],
      uncertain: ['title-missing', 'author-missing', 'date-missing', 'language-missing', 'hidden-characters'],
    })
    const lines = await clipped({ kind: 'text', text: 'One\nTwo', url: 'https://paper.example/a?fbclid=1' })
    expect(lines.capture).toMatchObject({ paragraphs: ['One', 'Two'], canonicalUrl: 'https://paper.example/a' })
  })

  test('a page of plain text is an article too', async () => {
    answer = (_, reply) => reply.writeHead(200, { 'content-type': 'text/plain' }).end('One.\n\nTwo \xe9.', 'latin1')
    const { capture } = await clipped({ kind: 'url', url: at('/a.txt') })
    expect(capture).toMatchObject({ paragraphs: ['One.', 'Two \ufffd.'], canonicalUrl: at('/a.txt') })
    expect(capture.uncertain).toContain('letters-lost')
  })

  test('the same article clipped twice is noticed, with the pick that was made from it', async () => {
    const first = await clipped({ kind: 'url', url: at('/a') })
    await publish(database.db, now, [pickOf('The tides', '2026-09-14', 'The Harbor Paper')])
    const pick = await database.db.selectFrom('pick').select(['id', 'slug', 'headline']).executeTakeFirstOrThrow()
    await database.db.transaction().execute((trx) => saveCaptureOfPick(trx, pick.id, first.capture.id))
    expect(await findCaptureOfPick(database.db, pick.id)).toEqual(first.capture)

    const again = await clipped({ kind: 'url', url: `${at('/b', 'paper.example')}?fbclid=x#there` })
    expect(again).toMatchObject({
      isNew: false,
      capture: { id: first.capture.id, givenUrl: at('/a') },
      picks: [pick],
      earlier: [],
    })

    // The same address, with another text by now: a capture of its own, and the one before is named.
    answer = (_, reply) =>
      reply.writeHead(200, { 'content-type': 'text/html' }).end(html.replaceAll('never by much', 'often by much'))
    const changed = await clipped({ kind: 'url', url: at('/a') })
    expect(changed).toMatchObject({ isNew: true, picks: [], earlier: [{ id: first.capture.id, picks: [pick] }] })

    // The address it was asked for by, though the page goes by another.
    const byHand = await clipped({ kind: 'text', text: 'The whole of it, from print.', url: at('/a') })
    expect(byHand.earlier.map(({ id }) => id)).toContain(first.capture.id)

    // The same text from elsewhere, or from nowhere.
    const pasted = await clipped({ kind: 'text', text: paragraphsOf(8).join('\n\n'), url: null })
    expect(pasted).toMatchObject({ isNew: true, earlier: [{ id: first.capture.id, picks: [pick] }] })
    const reprint = await clipped({ kind: 'page', url: 'https://other.example/reprint', html })
    expect(reprint).toMatchObject({ isNew: true, capture: { canonicalUrl: 'https://other.example/sea/tide-tables' } })
    expect(reprint.earlier.map(({ id }) => id)).toEqual([pasted.capture.id, first.capture.id])
    const other = await clipped({ kind: 'text', text: 'Something else', url: null })
    expect(other).toMatchObject({ isNew: true, earlier: [] })
  })

  test('two editors who clip the same article at the same moment have one capture', async () => {
    const given: ClipGiven = { kind: 'page', url: 'https://paper.example/a', html }
    const both = await Promise.all([clipped(given), clipped(given), clipped(given)])
    expect(new Set(both.map(({ capture }) => capture.id)).size).toBe(1)
    expect(both.filter(({ isNew }) => isNew)).toHaveLength(1)
  })

  test('what a page tells others to fetch is fetched by nobody here [CL-14] [CL-11]', async () => {
    const to = `http://${inside}:${trap.port}/`
    const head = `<base href="${to}"><link rel="alternate" type="application/json+oembed" href="${to}"><link rel="icon" href="${to}">
      <link rel="stylesheet" href="${to}"><meta property="og:image" content="${to}"><meta http-equiv="refresh" content="0;url=${to}">`
    const body = `<p>${paragraphsOf(8).join('</p><p>')}<img src="${to}"><iframe src="${to}"></iframe><script src="${to}"></script></p>`
    answer = (_, reply) =>
      reply.writeHead(200, { 'content-type': 'text/html', link: `<${to}>; rel=preload` }).end(sourcePage({ head, body }))
    const { capture } = await clipped({ kind: 'url', url: at('/a') })
    expect(JSON.stringify(capture)).not.toContain(inside)
    expect([origin.connections(), trap.connections()]).toEqual([1, 0])
  })

  test('whatever is wrong with an address the editor is told the same, and the audit log what it was [CL-17]', async () => {
    const closed = await startOrigin(() => {})
    await closed.stop()
    const urls = [
      `http://inner.example:${trap.port}/`,
      `http://169.254.169.254:${trap.port}/`,
      at('/', 'none.example'),
      at('/', 'localhost'),
      `http://paper.example:${closed.port}/`,
      at('/sent-on'),
      at('/broken'),
    ]
    answer = ({ url }, reply) =>
      url === '/broken'
        ? void reply.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(html)
        : void reply.writeHead(302, { location: `http://inner.example:${trap.port}/` }).end()
    const told = new Set<string>()
    for (const url of urls) told.add(JSON.stringify(await clip({ kind: 'url', url })))
    expect([...told]).toEqual(['{"kind":"unreachable"}'])
    const log = (await listAudit(database.db, { before: null, limit: 20 })).toReversed()
    expect(log).toHaveLength(urls.length)
    expect(new Set(log.map(({ who, what, subject }) => `${who} ${what} ${subject}`))).toEqual(
      new Set(['member 7 clipFailed clip']),
    )
    const detail = { why: 'unreachable', reason: `inner.example leads to ${inside}` }
    expect(JSON.parse(log[0]?.detail ?? '')).toEqual(detail)
    expect(trap.connections()).toBe(0)
  })

  test('what gives no article isn’t kept, and the editor is told why', async () => {
    const own = 'https://quire.example/picks/one'
    const failing: [ClipGiven, Clipped['kind']][] = [
      [{ kind: 'url', url: 'a page' }, 'not-an-address'],
      [{ kind: 'page', url: 'file:///a.html', html: '<p>a' }, 'not-an-address'],
      [{ kind: 'text', url: 'a page', text: 'Words' }, 'not-an-address'],
      [{ kind: 'url', url: own.replace('quire', 'www.quire') }, 'own-site'],
      [{ kind: 'page', url: own, html: '<p>a' }, 'own-site'],
      [{ kind: 'text', url: own, text: 'Words' }, 'own-site'],
      [{ kind: 'page', url: 'https://paper.example/a', html: '<p>…</p>' }, 'no-article'],
      [{ kind: 'page', url: 'https://paper.example/a', html: 'a'.repeat(5_000_001) }, 'too-large'],
      [{ kind: 'text', url: null, text: ' \n\u200b ' }, 'empty'],
    ]
    for (const [given, kind] of failing) {
      const failure = await clip(given)
      expect(failure, JSON.stringify(given).slice(0, 80)).toEqual({ kind })
      expect(explainClipFailure(failure as ClipFailure)).toMatch(/^[A-Z].{20,}\.$/)
    }
    expect(await database.db.selectFrom('capture').select('id').execute()).toEqual([])
  })

  test('what the source answers is told as it is', async () => {
    answer = (_, reply) => reply.writeHead(Number(reply.req.url?.slice(1))).end()
    for (const status of [404, 403, 500]) {
      const failure = await clip({ kind: 'url', url: at(`/${status}`) })
      expect(failure).toEqual({ kind: 'answered', status })
      expect(explainClipFailure(failure as ClipFailure)).toContain(`(${status})`)
    }
  })

  test('a source that sends on to the magazine itself is the magazine itself', async () => {
    answer = ({ headers }, reply) =>
      headers.host?.startsWith('quire')
        ? void reply.writeHead(200, { 'content-type': 'text/html' }).end(html)
        : void reply.writeHead(302, { location: at('/', 'quire.example') }).end()
    const own = { ...deps(), origin: `http://quire.example:${origin.port}` }
    expect(await clipSource(own, { kind: 'url', url: at('/a') })).toEqual({ kind: 'own-site' })
  })
})
