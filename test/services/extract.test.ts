import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import { createExtractor } from '../../src/services/extract/extractor.ts'
import { readArticle } from '../../src/services/extract/read-article.ts'
import { paragraphsOf, saidOfIt, sourcePage } from '../support/source-pages.ts'

const url = 'https://www.paper.example/2026/09/14/tide-tables?utm_medium=mail#top'
const read = (html: string, at = url) => readArticle({ html, url: at })
const bodyOf = (paragraphs: string[]) => `<div>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</div>`
const linked = (data: object) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`

describe('an article', () => {
  test('that says what it is is read whole, and nothing of it is unsure', async () => {
    const { extractPage } = createExtractor({ worker: new URL('../../src/services/extract/extract-worker.ts', import.meta.url) })
    const article: Article = {
      title: 'The tide tables of Quire Bay',
      author: 'Ada Brook',
      publication: 'The Harbor Paper',
      publishedOn: '2026-09-13',
      canonicalUrl: 'https://www.paper.example/sea/tide-tables',
      language: 'en',
      paragraphs: paragraphsOf(8),
      words: 392,
      uncertain: [],
    }
    expect(await extractPage({ html: sourcePage({ head: saidOfIt }), url })).toEqual({ kind: 'article', article })
  })

  test('is read by the worker of the built program just as well', async () => {
    const page = { html: sourcePage({ head: saidOfIt }), url }
    const built = createExtractor({ worker: resolve('dist/extract-worker.js') })
    expect(await built.extractPage(page)).toEqual({ kind: 'article', article: readArticle(page) })
  })

  test('that says nothing is read all the same, with everything that had to be guessed', () => {
    const page = sourcePage({ lang: '' })
    expect(read(page)).toMatchObject({
      title: 'The tide tables of Quire Bay',
      author: null,
      publication: 'paper.example',
      publishedOn: '2026-09-14',
      canonicalUrl: 'https://www.paper.example/2026/09/14/tide-tables',
      language: null,
      paragraphs: paragraphsOf(8),
      uncertain: ['author-missing', 'publication-guessed', 'date-guessed', 'language-missing'],
    })
    expect(read(page, 'https://paper.example/a')).toMatchObject({
      publishedOn: null,
      uncertain: expect.arrayContaining(['date-missing']),
    })
  })

  test('is told of by linked data as well, in any of its forms', () => {
    const news = { '@type': 'NewsArticle', headline: 'H', datePublished: '2026-09-12T08:00:00Z' }
    const authors = [{ name: 'Ada Brook' }, 'Bo Rask', { name: ['Cy Vale'] }]
    const head = linked({
      '@graph': [{ '@type': 'WebSite' }, { ...news, author: authors, publisher: { name: 'The Long Wharf' } }],
    })
    expect(read(sourcePage({ head }))).toMatchObject({
      author: 'Ada Brook, Bo Rask and Cy Vale',
      publication: 'The Long Wharf',
      publishedOn: '2026-09-12',
      uncertain: [],
    })
    expect(read(sourcePage({ head: '<script type="application/ld+json">{"@type": not json</script>' })).paragraphs).toHaveLength(
      8,
    )
  })

  test('of a byline that only looks like one is unsure who wrote it', () => {
    const body = `<p class="byline">By Ada Brook</p>${bodyOf(paragraphsOf(8))}`
    expect(read(sourcePage({ body }))).toMatchObject({
      author: 'Ada Brook',
      uncertain: expect.arrayContaining(['author-guessed']),
    })
    const twice =
      '<meta name="author" property="article:author" content="https://social.example/ada"><meta name="dc.creator" content="Bo Rask">'
    expect(read(sourcePage({ head: twice })).author).toBe('Bo Rask')
    for (const name of ['https://paper.example/ada', 'ada@paper.example', '7', 'a'.repeat(300)])
      expect(read(sourcePage({ head: `<meta name="author" content="${name}">` })).author, name).toBe(null)
  })

  test.each([
    ['2026-09-13', '2026-09-13'],
    ['20260913T101500', '2026-09-13'],
    ['Sun, 13 Sep 2026 10:15:00 GMT', '2026-09-13'],
    ['September 13, 2026', '2026-09-13'],
    ['9/10/2026', '2026-09-14'],
    ['2026-02-31', '2026-09-14'],
    ['soon', '2026-09-14'],
  ])('is of the day that it says (%s), or of the one in its address', (said, day) => {
    expect(read(sourcePage({ head: `<meta name="date" content="${said}">` })).publishedOn).toBe(day)
  })

  test.each([
    ['/other', 'https://www.paper.example/other', false],
    ['https://paper.example/other?fbclid=1&id=7', 'https://paper.example/other?id=7', false],
    ['https://news.paper.example/other', 'https://news.paper.example/other', false],
    ['https://another.example/other', null, true],
    ['https://www.paper.example/', null, true],
    ['javascript:alert(1)', null, true],
    ['https://user:secret@www.paper.example/other', null, true],
    ['http://[broken', null, true],
  ])('may say which address of its site it goes by (%s), but none of another’s', (said, canonical, isElsewhere) => {
    const article = read(sourcePage({ head: `<link rel="canonical" href="${said}">` }))
    expect(article.canonicalUrl).toBe(canonical ?? 'https://www.paper.example/2026/09/14/tide-tables')
    expect(article.uncertain.includes('canonical-elsewhere')).toBe(isElsewhere)
  })

  test.each([
    ['to continue reading', 'Subscribe to continue reading this story.', 'text-walled'],
    ['for subscribers', 'This story is for subscribers only.', 'text-walled'],
    ['about cookies', 'We value your privacy. Accept all cookies or manage preferences.', 'text-consent'],
  ])('that ends in words %s is told of', (_, words, doubt) => {
    const short = read(sourcePage({ body: bodyOf([...paragraphsOf(1), words]) }))
    expect(short.uncertain).toEqual(expect.arrayContaining(['text-short', doubt]))
    expect(read(sourcePage({ body: bodyOf([...paragraphsOf(12), words]) })).uncertain).not.toContain(doubt)
  })

  test('isn’t said to be walled because of what its scripts would say', () => {
    const scripts =
      '<script>say("Subscribe to continue reading")</script><noscript>Sign in to read</noscript><style>/* for subscribers */</style>'
    expect(read(sourcePage({ body: `${bodyOf(paragraphsOf(2))}${scripts}` })).uncertain).not.toContain('text-walled')
  })

  test('that says itself that it isn’t free, and is short, is told of', () => {
    const head = linked({ '@type': 'Article', isAccessibleForFree: 'False' })
    expect(read(sourcePage({ head, body: bodyOf(paragraphsOf(2)) })).uncertain).toContain('text-walled')
    expect(read(sourcePage({ head, body: bodyOf(paragraphsOf(12)) })).uncertain).not.toContain('text-walled')
  })
})

describe('the text', () => {
  const [first = '', second = '', third = ''] = paragraphsOf(3)
  const textOf = (body: string) => read(sourcePage({ body })).paragraphs

  test('is plain: markup, scripts, captions, addresses and pictures are no part of it [CL-11]', () => {
    const body = `<div><p>${first} <b>Bold</b>, <a href="https://trap.example/">linked</a> &amp; &lt;told&gt;.</p>
      <script>alert(1)</script><style>p{}</style><noscript>No script</noscript><iframe src="https://trap.example/"></iframe>
      <figure><img src="http://169.254.169.254/" alt="A boat"><figcaption>A caption</figcaption></figure>
      <p onclick="x()">${second}</p><blockquote>${third}</blockquote></div>`
    const article = read(sourcePage({ body }))
    expect(article.paragraphs).toEqual([`${first} Bold, linked & <told>.`, second, third])
    expect(JSON.stringify(article)).not.toMatch(/trap|169\.254|alert|onclick/)
  })

  test('has a paragraph for every block, list item and double line break', () => {
    const body = `<div><p>${first}</p><h2>A heading</h2><p>${second}</p><ul><li>One</li><li>Two</li></ul>${third}<br><br>After<br>all</div>`
    expect(textOf(body)).toEqual([first, 'A heading', second, 'One', 'Two', third, 'After all'])
  })

  test('is of composed letters and holds nothing hidden, which is told of [CL-12]', () => {
    const odd = `${first} Cafe\u0301\u00a0au lait\u202e evil \u0000\u200b\u2066x\u2069\u{e0041}`
    const article = read(sourcePage({ body: bodyOf([odd, second, third]) }))
    expect(article.paragraphs[0]).toBe(`${first} Café au lait evil x`)
    expect(article.uncertain).toContain('hidden-characters')
    expect(read(sourcePage({ head: '<title>A \u202eelttit</title>' })).title).not.toMatch(/\u202e/)
  })

  test('is found in pages that leave out what HTML lets them leave out', () => {
    const bare = `<!doctype html><title>Bare</title><meta name=author content="Ada Brook">${paragraphsOf(4)
      .map((text) => `<p>${text}`)
      .join('')}`
    expect(read(bare)).toMatchObject({ title: 'Bare', author: 'Ada Brook', paragraphs: paragraphsOf(4) })
    const headless = `<html lang=de><body>${bodyOf(paragraphsOf(4))}</body></html>`
    expect(read(headless)).toMatchObject({ language: 'de', paragraphs: paragraphsOf(4) })
    const open = `<html><head><title>Open</title><div>${bodyOf(paragraphsOf(4))}</div></html>`
    expect(read(open)).toMatchObject({ paragraphs: paragraphsOf(4) })
  })

  test('of a page without an article is what there is on it, or nothing', () => {
    expect(read('<html><body><p>A line.</p></body></html>')).toMatchObject({ paragraphs: ['A line.'] })
    expect(read('')).toMatchObject({ title: null, paragraphs: [], words: 0 })
    expect(read('<svg><script>alert(1)</script></svg>')).toMatchObject({ paragraphs: [], words: 0 })
  })
})
