import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PickFragment } from '../../src/views/pick-article.tsx'
import { PickPage } from '../../src/views/pick-page.tsx'
import { renderFragment, renderPage } from '../../src/views/render.ts'
import { launchBrowser } from '../support/browser.ts'
import { ferry, ferryExcerpt, fog, fogExcerpt, last, long, opened, walled } from '../support/gallery/fixtures.ts'
import { type Answer, type Gallery, openGallery } from '../support/gallery/serve.ts'

let browser: Browser
let gallery: Gallery
let asked: string[]
let isDown: boolean

beforeAll(async () => {
  ;[browser, gallery] = await Promise.all([launchBrowser(), openGallery()])
})
afterAll(async () => {
  await browser.close()
  await gallery.dispose()
})
beforeEach(() => {
  asked = []
  isDown = false
})

const stream = [opened(ferry, ferryExcerpt, 1), opened(fog, fogExcerpt, 2), opened(long, ferryExcerpt, 3), walled(last)]
const hrefOf = (at: number) => `/picks/${stream[at]?.lead.slug}`
const next = { href: `${hrefOf(1)}?after=1`, headline: fog.headline }

function pageFor(url: URL): Answer {
  const at = stream.findIndex(({ lead }) => url.pathname === `/picks/${lead.slug}/stream`)
  const pick = stream[at]
  if (url.pathname === hrefOf(0) && stream[0]) {
    return { body: renderPage(<PickPage frame={gallery.frame} pick={stream[0]} next={next} private />) }
  }
  if (!pick) return url.pathname === '/about' ? { body: '<p>Elsewhere' } : null
  asked.push(url.pathname + url.search)
  if (isDown) return { status: 503, body: '' }
  const follower = stream[at + 1]?.lead
  const headers: Record<string, string> = follower
    ? { 'Tessera-Next': `${hrefOf(at + 1)}?after=x`, 'Tessera-Next-Headline': encodeURIComponent(follower.headline) }
    : {}
  return { headers, body: renderFragment(<PickFragment frame={gallery.frame} pick={pick} />) }
}

async function open(height = 800): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height } })
  await gallery.answer(context, pageFor)
  const page = await context.newPage()
  await page.goto(gallery.frame.origin + hrefOf(0))
  return page
}

async function readOn(page: Page, picks: number): Promise<void> {
  const articles = page.locator('article')
  for (let turn = 0; turn < 60 && (await articles.count()) < picks; turn++) {
    await page.mouse.wheel(0, 400)
    await page.waitForFunction(() => new Promise((done) => requestAnimationFrame(() => done(true))))
  }
  await articles.nth(picks - 1).waitFor()
}

test('until the reader reaches the end of a pick nothing of the next one is asked for', async () => {
  const page = await open()
  await page.mouse.wheel(0, 100)
  await page.waitForLoadState('networkidle')
  expect(asked).toEqual([])
  expect(await page.locator('article').count()).toBe(1)
  await page.context().close()
})

test('a tall window that shows the end at once does not spend a reading by itself', async () => {
  const page = await open(2600)
  await page.waitForLoadState('networkidle')
  expect(asked).toEqual([])
  await readOn(page, 2)
  expect(asked).toEqual([`${hrefOf(1)}/stream?after=1`])
  await page.context().close()
})

test('picks follow one another, each once, to the end', async () => {
  const page = await open()
  await readOn(page, 4)
  await page.locator('nav.next').waitFor({ state: 'detached' })
  expect(asked).toEqual([`${hrefOf(1)}/stream?after=1`, `${hrefOf(2)}/stream?after=1.2`, `${hrefOf(3)}/stream?after=1.2.4`])
  const ids = await page.locator('article').evaluateAll((all) => all.map((article) => article.getAttribute('data-pick')))
  expect(ids).toEqual(['1', '2', '4', '6'])
  await page.context().close()
})

test('the address and the title go with the pick in view, there and back', async () => {
  const page = await open()
  await readOn(page, 2)
  await page
    .locator('article')
    .nth(1)
    .locator('h2')
    .evaluate((heading) => heading.scrollIntoView())
  await page.waitForURL(`**${hrefOf(1)}`)
  expect(await page.title()).toBe('“Nobody Saw It Lift”: A Dispute Over a Fog – The Halfpenny Lantern')
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForURL(`**${hrefOf(0)}`)
  expect(await page.title()).toBe(`${ferry.headline} – The Halfpenny Lantern`)
  await page.context().close()
})

test('when the next pick cannot be had the link to it stays', async () => {
  const page = await open()
  isDown = true
  const answered = page.waitForResponse('**/stream?*')
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await answered
  await page.waitForLoadState('networkidle')
  expect(asked).toHaveLength(1)
  expect(await page.locator('nav.next a').getAttribute('href')).toBe(next.href)
  expect(await page.locator('main').getAttribute('aria-busy')).toBe(null)
  await page.context().close()
})

test('a link that has the keyboard’s focus is not changed under the reader’s hand', async () => {
  const page = await open()
  await page.locator('nav.next a').focus()
  await page.waitForLoadState('networkidle')
  expect(asked).toEqual([])
  await page.context().close()
})

test('nothing on the page jumps when the next pick comes', async () => {
  const page = await open()
  await page.evaluate(() => {
    const shifts: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
    Object.assign(globalThis, { shifts })
  })
  await readOn(page, 3)
  const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.001)
  await page.context().close()
})
