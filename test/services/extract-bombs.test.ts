import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, expect, test } from 'vitest'
import { createExtractor } from '../../src/services/extract/extractor.ts'
import { paragraphsOf, sourcePage } from '../support/source-pages.ts'

const worker = new URL('../../src/services/extract/extract-worker.ts', import.meta.url)
const url = 'https://paper.example/a'
const lag = monitorEventLoopDelay({ resolution: 5 })
lag.enable()
afterAll(() => lag.disable())

const article = paragraphsOf(8)
  .map((text) => `<p>${text}</p>`)
  .join('')
const whole = (html: string) => `<html><head></head><body>${html}${article}</body></html>`
const entities = Array.from({ length: 30 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')

/** Pages that are made to keep a parser busy: every one is read, or given up, and either is fine. */
const bombs: Record<string, string> = {
  'a million divisions in each other': '<div>'.repeat(1_000_000),
  'half a million attributes': whole(`<p ${Array.from({ length: 400_000 }, (_, at) => `a${at}`).join(' ')}>`),
  'a title to search through for ever': `<html><head><title>${'| '.repeat(500_000)}</title></head><body>${article}</body></html>`,
  'entities of entities': `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "ha">${entities}]>${whole('&e30;')}`,
  'a drawing': whole(`<svg>${'<g><path d="M0 0"/>'.repeat(200_000)}</svg>`),
  'tables in tables': whole('<table><tr><td>'.repeat(100_000)),
  'nothing but line breaks': whole('<br>'.repeat(1_000_000)),
  'a script of linked data': whole(`<script type="application/ld+json">${'['.repeat(1_000_000)}</script>`),
  'one line': whole('word '.repeat(900_000)),
}

test.each(Object.entries(bombs))('%s: the page is read or given up, and nobody else waits for it [CL-08]', async (_, html) => {
  const { extractPage } = createExtractor({ worker, patience: 1_500 })
  lag.reset()
  const begun = performance.now()
  const extracted = await extractPage({ html, url })
  expect(['article', 'unreadable']).toContain(extracted.kind)
  expect(performance.now() - begun).toBeLessThan(6_000)
  expect(lag.max / 1e6).toBeLessThan(1_000)
})

test('a page of fifty million letters isn’t looked at [CL-08]', async () => {
  const { extractPage } = createExtractor({ worker: new URL('no-such-worker.ts', import.meta.url) })
  expect(await extractPage({ html: 'a'.repeat(50_000_000), url })).toEqual({ kind: 'too-large' })
})

test('a page that nobody waits for any more is left, and so is all when the extractor is closed', async () => {
  const extractor = createExtractor({ worker })
  const slow = { html: whole('word '.repeat(900_000)), url }
  const waiting = new AbortController()
  const given = extractor.extractPage(slow, waiting.signal)
  const behind = extractor.extractPage(slow)
  waiting.abort()
  expect(await given).toEqual({ kind: 'stopped' })
  extractor.close()
  expect(await behind).toEqual({ kind: 'stopped' })
  expect(await extractor.extractPage({ html: sourcePage(), url })).toEqual({ kind: 'stopped' })
})

test('a worker that takes too long or too much memory is ended, and the next page is read [CL-08]', async () => {
  const hurried = createExtractor({ worker, patience: 1 })
  expect(await hurried.extractPage({ html: sourcePage(), url })).toEqual({ kind: 'unreadable', reason: 'not read within 1 ms' })
  const poor = createExtractor({ worker, megabytes: 8 })
  expect(await poor.extractPage({ html: whole('<p>a</p>'.repeat(300_000)), url })).toMatchObject({
    kind: 'unreadable',
    reason: expect.stringMatching(/memory/),
  })
  const { extractPage } = createExtractor({ worker })
  expect(await extractPage({ html: sourcePage(), url })).toMatchObject({
    kind: 'article',
    article: { words: expect.any(Number) },
  })
})
