import type { RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clipsOfOne } from '../../../src/flows/clip-quota.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor } from '../../support/desk.ts'
import { inside, outside, startOrigin, type TestOrigin, testEgress } from '../../support/origin.ts'
import { openTestSite, type TestSite } from '../../support/site.ts'
import { paragraphsOf, saidOfIt, sourcePage } from '../../support/source-pages.ts'

const names = { 'paper.example': [outside], 'inner.example': [inside] }
const facts = { title: 'The tables', author: 'Ada Brook', publication: 'The Harbor Paper', publishedOn: '2026-09-13' }

describe.each(engines)('clipping at the desk, on %s', (engine) => {
  let site: TestSite
  let source: TestOrigin
  let answer: RequestListener
  let ada: Editor
  beforeEach(async () => {
    answer = (_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end(sourcePage({ head: saidOfIt }))
    source = await startOrigin((request, reply) => answer(request, reply))
    site = await openTestSite({ engine, egress: testEgress([source.port], names), origin: 'https://quire.example' })
    ada = await openEditor(site, 'ada@quire.example', 'owner')
  })
  afterEach(() => Promise.all([site.drop(), source.stop()]))
  const at = (path: string, name = 'paper.example') => `http://${name}:${source.port}${path}`
  const captures = async () => (await site.database.db.selectFrom('capture').select('id').execute()).length

  test('an address becomes an article, and that a pick with its source filled in and its text beside it', async () => {
    const { capture, isNew, picks } = await ada.do('clipSource', { kind: 'url', url: at('/a') })
    expect({ isNew, picks }).toEqual({ isNew: true, picks: [] })
    expect(capture).toMatchObject({
      ...{ title: 'The tide tables of Quire Bay', author: 'Ada Brook', publication: 'The Harbor Paper' },
      ...{ publishedOn: '2026-09-13', url: at('/sea/tide-tables'), how: 'fetched', paragraphs: paragraphsOf(8), doubts: [] },
      by: { name: 'ada@quire.example' },
    })
    const pick = await ada.do('beginFromCapture', { ...facts, author: '  Ada  Brook-Lane ' }, { id: capture.id })
    expect(pick.content).toMatchObject({
      headline: 'The tables',
      author: 'Ada Brook-Lane',
      source: { name: 'The Harbor Paper', url: at('/sea/tide-tables') },
    })
    const held = await ada.do('showCapture', {}, { id: pick.id })
    expect(held.capture).toMatchObject({
      id: capture.id,
      title: 'The tables',
      author: 'Ada Brook-Lane',
      paragraphs: paragraphsOf(8),
    })
    const other = await ada.do('beginFromCapture', { ...facts, title: 'Another title' }, { id: capture.id })
    expect(other.headline).toBe('Another title')
    expect((await ada.do('showCapture', {}, { id: pick.id })).capture?.title).toBe('The tables')
    const { entries } = await ada.do('listAudit', { limit: '3' })
    expect(entries.slice(1).map(({ what, subject }) => `${what} ${subject}`)).toEqual([
      `beginFromCapture pick ${pick.id}`,
      `clipSource capture ${capture.id}`,
    ])
  })

  test('what isn’t sure is told with what it is about, until somebody has said what it is', async () => {
    const { capture } = await ada.do('clipSource', { kind: 'text', text: 'A few words.', url: null })
    expect(capture.doubts.map(({ about }) => about)).toEqual(['title', 'author', 'date'])
    const { id } = await ada.do('beginFromCapture', facts, { id: capture.id })
    expect((await ada.do('showCapture', {}, { id })).capture?.doubts).toEqual([])
  })

  test('what a source asks for and who it is for is told in a sentence [CL-19]', async () => {
    const paid = `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>`
    const head = `${saidOfIt}${paid}<meta name="robots" content="index, NoArchive"><meta name="googlebot" content="max-snippet:0">`
    answer = (_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end(sourcePage({ head }))
    const { capture } = await ada.do('clipSource', { kind: 'url', url: at('/a') })
    const rights = capture.doubts.filter(({ about }) => about === 'rights').map(({ message }) => message)
    expect(rights).toHaveLength(3)
    expect(rights.join(' ')).toMatch(/those who pay.*no copy.*nothing of the page/)
  })

  test('the same article clipped again names the picks made of it; of a colleague’s draft a contributor learns that it is there', async () => {
    const { capture } = await ada.do('clipSource', { kind: 'url', url: at('/a') })
    const { id } = await ada.do('beginFromCapture', facts, { id: capture.id })
    const again = await ada.do('clipSource', { kind: 'url', url: at('/a?utm_source=mail') })
    expect(again).toMatchObject({
      capture: { id: capture.id },
      isNew: false,
      picks: [{ id, headline: 'The tables', state: 'draft', fromOther: false }],
      hiddenPicks: 0,
    })
    const pasted = await ada.do('clipSource', { kind: 'text', text: 'Typed from print.', url: at('/a') })
    expect(pasted).toMatchObject({ isNew: true, picks: [{ id, fromOther: true }] })
    const cay = await openEditor(site, 'cay@quire.example', 'contributor')
    const seen = await cay.do('clipSource', { kind: 'url', url: at('/a') })
    expect(seen).toMatchObject({ picks: [], hiddenPicks: 1 })
    expect((await cay.ask('showCapture', {}, { id })).status).toBe(403)
    expect((await cay.ask('changeCapture', { capture: pasted.capture.id }, { id })).status).toBe(403)
  })

  test('who has clipped very often is asked to wait, and colleagues go on [CL-16]', async () => {
    const clip = (editor: Editor) => editor.ask('clipSource', { kind: 'text', text: 'Some words.', url: null })
    for (let nth = 0; nth < clipsOfOne.aMinute; nth += 1) expect((await clip(ada)).status).toBe(200)
    expect(await clip(ada)).toMatchObject({ status: 429, body: { problem: { code: 'too-many' } } })
    const bea = await openEditor(site, 'bea@quire.example', 'contributor')
    expect((await clip(bea)).status).toBe(200)
    site.clock.now = new Date(site.clock.now.getTime() + 61_000)
    expect((await clip(ada)).status).toBe(200)
  })

  test('no page but the desk’s own can have anything clipped, and the magazine’s own pages are none [CL-16]', async () => {
    const body = JSON.stringify({ kind: 'url', url: at('/a') })
    for (const from of ['cross-site', 'same-site']) {
      const headers = { 'content-type': 'application/json', 'sec-fetch-site': from }
      expect((await ada.browser.get('/desk/api/captures', { method: 'POST', headers, body })).status).toBe(403)
    }
    const form = { 'content-type': 'text/plain', 'sec-fetch-site': 'same-origin' }
    expect((await ada.browser.get('/desk/api/captures', { method: 'POST', headers: form, body })).status).toBe(400)
    const own = 'https://www.quire.example/picks/one'
    for (const given of [
      { kind: 'url', url: own },
      { kind: 'page', url: own, html: '<p>a' },
      { kind: 'text', url: own, text: 'a' },
    ] as const)
      expect(await ada.ask('clipSource', given)).toMatchObject({ status: 422, body: { problem: { code: 'unusable' } } })
    expect([source.connections(), await captures()]).toEqual([0, 0])
  })

  test('whatever keeps an address from being reached, one and the same is said; only the audit log has the reason [CL-17]', async () => {
    const addresses = [at('/a', 'inner.example'), at('/a', 'none.example'), at('/a', 'localhost'), 'http://169.254.169.254/']
    const said = new Set<string>()
    for (const url of addresses) {
      const { status, body } = await ada.ask('clipSource', { kind: 'url', url })
      said.add(`${status} ${JSON.stringify(body)}`)
    }
    expect([...said]).toEqual([expect.stringMatching(/^422 .*can’t be reached from here/)])
    const { entries } = await ada.do('listAudit', { limit: '4' })
    expect(entries.map(({ what, detail }) => [what, detail.why])).toEqual(addresses.map(() => ['clipFailed', 'unreachable']))
    expect(JSON.stringify(entries)).toContain(`inner.example leads to ${inside}`)
    expect(site.logged.join()).not.toContain(inside)
  })

  test('a clip that nobody waits for any more is given up, and nothing of it is kept', async () => {
    const stopped = new AbortController()
    answer = () => stopped.abort()
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
    const body = JSON.stringify({ kind: 'url', url: at('/a') })
    const told = await ada.browser.get('/desk/api/captures', { method: 'POST', headers, body, signal: stopped.signal })
    expect(told.status).toBe(409)
    expect(await captures()).toBe(0)
    answer = (_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end(sourcePage({ head: saidOfIt }))
    expect((await ada.ask('clipSource', { kind: 'url', url: at('/a') })).status).toBe(200)
  })

  test('a draft that is deleted leaves its capture, which then belongs to no pick', async () => {
    const { capture } = await ada.do('clipSource', { kind: 'url', url: at('/a') })
    const { id, revision } = await ada.do('beginFromCapture', facts, { id: capture.id })
    await ada.do('deletePick', { revision }, { id })
    expect(await site.database.db.selectFrom('pick_capture').select('pick_id').execute()).toEqual([])
    expect(await captures()).toBe(1)
    expect((await ada.ask('beginFromCapture', facts, { id: capture.id + 1 })).status).toBe(404)
  })
})
