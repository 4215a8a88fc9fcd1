import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../src/domain/language/en.ts'
import type { Content } from '../../src/http/desk-api/contract.ts'
import { giftMail } from '../../src/views/mail/gift-mail.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { type Editor, openEditor, wholeContent } from '../support/desk.ts'
import { hostileTexts } from '../support/hostile-markup.ts'
import { signsOf } from '../support/page-signs.ts'
import { newestMail } from '../support/sign-in.ts'
import type { TestBrowser } from '../support/site.ts'
import { subscriber } from '../support/subscriber.ts'
import { openReader, readOn } from './reader.ts'

const longestTopic = 80
const magazineWords = ['tagline', 'imprint', 'about', 'contact', 'name'] as const

/** A pick as it went out, and what its every field says. */
type Out = { id: number; slug: string; text: string }

let browser: Browser
let site: BrowserSite
let ada: Editor
let sub: TestBrowser
let parser: Page
let usual: Set<string>
let out: Out[]
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite()])
  ada = await openEditor(site, 'ada@lantern.example', 'owner')
  sub = await subscriber(site, 'sub@lantern.example')
  parser = await browser.newPage()
  const plain = await publish('“Nothing” but words – and more of them')
  if (plain === null) throw new Error('Not even that can be published')
  await publish('Another')
  usual = new Set((await signsOf(parser, await pagesOf([plain]))).flatMap(({ signs }) => signs))
  out = []
  for (const text of hostileTexts) {
    const pick = await publish(text)
    if (pick) out.push(pick)
  }
}, 120_000)
afterAll(async () => {
  await browser.close()
  await site.drop()
})

/** Everything an editor can write, in every field of a pick. */
function contentOf(text: string): Content {
  return {
    ...wholeContent,
    headline: text,
    introduction: [text, `What is said: ${text} Mara Ellison writes:`],
    excerpt: [
      [
        { kind: 'run', text: `${text} was quoted. ` },
        { kind: 'elision' },
        { kind: 'run', text: ' And on. ' },
        { kind: 'gloss', text },
      ],
      [{ kind: 'run', text }],
    ],
    source: { name: text, url: `https://boat.example/?${encodeURIComponent(text)}&'onclick=tampered` },
    author: text,
    topics: ['Harbors', ...(text.length > longestTopic ? [] : [text])],
  }
}

/** Goes the whole way through the desk; null where the desk says why it can't go out. */
async function publish(text: string): Promise<Out | null> {
  const { id } = await ada.do('createPick', { content: contentOf(text), note: text })
  const said = await ada.ask('publishPick', { revision: 1 }, { id })
  if (said.status !== 200) {
    expect(said).toMatchObject({ status: 422 })
    return null
  }
  const { topics } = await ada.do('listTopics', { search: text.slice(0, 100) })
  for (const topic of topics.filter(({ name }) => name !== 'Harbors'))
    await ada.do('describeTopic', { description: text }, { id: topic.id })
  return { id, slug: said.body.slug ?? '', text }
}

/** Every page that shows something of these picks. */
async function pagesOf(picks: readonly Out[]): Promise<string[]> {
  const paths = ['/', '/topics', '/topics/harbors', '/archive', '/archive/2026-11', '/picks/none-such', '/reading']
  for (const { id, slug, text } of picks) {
    paths.push(`/picks/${slug}`, `/picks/${slug}/stream`, `/search?q=${encodeURIComponent(text)}`)
    paths.push(...['subscriber', 'guest'].map((reader) => `/desk/preview/${id}?reader=${reader}`))
    paths.push(`/desk/preview/${id}?reader=visitor&left=0`, `/gifts/new?pick=${slug}`)
  }
  const linked = new Set<string>()
  const pages: string[] = []
  for (const path of paths) {
    const page = await (path.startsWith('/desk') ? ada.browser : sub).text(path)
    for (const [link] of page.matchAll(/(?<=href=")\/(topics|sources)\/[^"]+/g)) linked.add(link)
    pages.push(page)
  }
  for (const path of linked) pages.push(await sub.text(path))
  return pages
}

test('whatever is written into a pick is text on every page that shows it, to a browser’s own parser [CL-09] [CL-10]', async () => {
  expect(out.length).toBeGreaterThan(hostileTexts.length * 0.9)
  const pages = await pagesOf(out)
  expect(pages.length).toBeGreaterThan(out.length * 7)
  const seen = await signsOf(parser, pages)
  expect(seen.flatMap(({ faults }) => faults)).toEqual([])
  expect([...new Set(seen.flatMap(({ signs }) => signs))].filter((sign) => !usual.has(sign))).toEqual([])
  for (const { slug, text } of out) {
    await parser.setContent(await sub.text(`/picks/${slug}`))
    const shown = await parser.locator('h1').innerText()
    expect(shown.replaceAll(/\s+/g, ' ')).toBe(text.replaceAll(/\s+/g, ' '))
  }
}, 120_000)

test('the check sees what it looks for: the same texts put into a page as markup are found, each one that is any [CL-09]', async () => {
  const page = await sub.text('/about')
  const planted = await signsOf(
    parser,
    hostileTexts.map((text) => page.replace('</main>', `${text}</main>`)),
  )
  const quiet = hostileTexts.filter((_, at) => {
    const { signs = [], faults = [] } = planted[at] ?? {}
    return faults.length === 0 && signs.every((sign) => usual.has(sign))
  })
  expect(quiet.filter((text) => /^<\w|<\/\w+><\w|["'`]>/.test(text))).toEqual([])
})

test('an address of the article that is none, or leads to a script, doesn’t go out [CL-09]', async () => {
  for (const url of [
    'javascript:tampered=1',
    ' data:text/html,x',
    'vbscript:x',
    '//evil.example/',
    'java\u00adscript:x',
    'https:x',
  ]) {
    const { id } = await ada.do('createPick', { content: { ...wholeContent, source: { name: 'The Paper Boat', url } } })
    expect((await ada.ask('publishPick', { revision: 1 }, { id })).status, url).toBe(422)
  }
  for (const text of ['<img\tsrc=x>', 'a\0b', 'line\nline']) {
    const said = await ada.ask('createPick', { content: { ...wholeContent, headline: text } })
    expect(said.status, text).toBe(400)
  }
})

test('in a browser nothing of it runs, is loaded or breaks the policy: lists, picks, the stream, a search, a preview [CL-09] [CL-10]', async () => {
  const { page, context, asked, violations, complaints } = await openReader(browser)
  const tampered = () => page.evaluate('typeof tampered')
  const longest = out.toSorted((a, b) => b.text.length - a.text.length)
  for (const path of [
    '/',
    '/topics',
    '/topics/harbors',
    '/archive/2026-11',
    '/search?q=tampered',
    `/picks/${longest[0]?.slug}`,
  ]) {
    await page.goto(site.origin + path, { waitUntil: 'networkidle' })
    expect(await tampered(), path).toBe('undefined')
    expect(await page.locator('main').isVisible()).toBe(true)
  }
  await readOn(page, 3)
  expect(await tampered()).toBe('undefined')
  expect([violations, complaints]).toEqual([[], []])
  expect(asked.filter((address) => !address.startsWith(site.origin))).toEqual([])
  await context.close()
})

test('the magazine’s own words and its mails are text as well [CL-09]', async () => {
  const before = await newestMail(site, 'sub@lantern.example')
  const sender = { words: en, origin: site.origin, accents: { light: '#23409b', dark: '#aab9f0' } }
  const mailOf = (text: string) =>
    giftMail({ ...sender, name: text }, { headline: text, why: 'many', link: `${site.origin}/account/gifts` }).html
  const plain = await signsOf(parser, [before.html, mailOf('Plain')])
  const mailSigns = new Set(plain.flatMap(({ signs, faults }) => [...signs, ...faults]))
  const paths = ['/', '/about', '/subscribe', '/sign-in', '/picks/none-such']
  const pages = async () => Promise.all(paths.map((path) => site.browser().text(path)))
  const usualThere = new Set((await signsOf(parser, await pages())).flatMap(({ signs }) => signs))
  for (const text of hostileTexts) {
    for (const name of magazineWords) if (text.length <= longestTopic || name !== 'name') await site.set(name, text)
    const seen = await signsOf(parser, await pages())
    expect(seen.flatMap(({ faults }) => faults)).toEqual([])
    // About and subscribe turn web and e-mail addresses into links.
    const odd = seen.flatMap(({ signs }) => signs).filter((sign) => !usualThere.has(sign) && sign !== 'a[class href rel]')
    expect(odd, text).toEqual([])
  }
  const mails = await signsOf(parser, hostileTexts.map(mailOf))
  expect(mails.flatMap(({ signs, faults }) => [...signs, ...faults]).filter((sign) => !mailSigns.has(sign))).toEqual([])
  await site.browser().post('/sign-in', { email: 'new@lantern.example', next: '' })
  const [asked] = await signsOf(parser, [(await newestMail(site, 'new@lantern.example')).html])
  expect([...(asked?.signs ?? []), ...(asked?.faults ?? [])].filter((sign) => !mailSigns.has(sign))).toEqual([])
}, 120_000)
