import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite, publishSamples } from '../support/browser-site.ts'
import { frames, openReader, readOn, shiftOf } from './reader.ts'

const pages = ['/', '/picks/the-footbridge-and-its-thirty-one-owners']
const widths = Array.from({ length: 32 }, (_, at) => 360 + at * 40)

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite()])
  await publishSamples(site)
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

test('nothing sticks out of the window, from 360 to 1600 pixels, on the front page and in the stream up to the wall', async () => {
  const { page } = await openReader(browser)
  const found: string[] = []
  for (const path of pages) {
    await page.goto(site.origin + path)
    if (path !== '/') await readOn(page, 4)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      await frames(page)
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (excess > 0) found.push(`${path} at ${width}: ${excess}`)
    }
  }
  expect(found).toEqual([])
})

test('the ways through the magazine stand in one row, from 360 pixels up', async () => {
  const { page } = await openReader(browser)
  await page.goto(`${site.origin}/topics`)
  const broken: number[] = []
  for (const width of [360, 366, 369, 380, 390, 399, 401, 412, 430]) {
    await page.setViewportSize({ width, height: 800 })
    await frames(page)
    const tops = await page
      .locator('.masthead nav a')
      .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top))
    if (new Set(tops).size > 1) broken.push(width)
  }
  expect(broken).toEqual([])
})

test.each(pages)('nothing on %s moves while it loads, whether its fonts are late or there already', async (path) => {
  const { page, context } = await openReader(browser)
  let release = () => {}
  const late = new Promise<void>((go) => {
    release = go
  })
  await context.route('**/*.woff2', async (route) => {
    await late
    await route.continue()
  })
  const loading = page.goto(site.origin + path)
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  release()
  await loading
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  expect(await shiftOf(page)).toBeLessThan(0.01)

  await page.goto(`${site.origin}/about`)
  await page.goto(site.origin + path)
  expect(await page.evaluate(() => document.fonts.ready.then((fonts) => fonts.check('20px "Tessera Text"')))).toBe(true)
  expect(await shiftOf(page)).toBeLessThan(0.01)
})

test('on paper there is the pick and not what belongs to the screen', async () => {
  const { page } = await openReader(browser)
  await page.goto(site.origin + pages[1])
  const seen = async () => ({
    excerpt: await page.locator('.excerpt').isVisible(),
    source: await page.getByRole('link', { name: /^Read more at/ }).isVisible(),
    notice: await page.getByText(/^You have 2 free articles/).isVisible(),
    subscribe: await page.getByRole('link', { name: 'Subscribe Now' }).isVisible(),
    next: await page.getByRole('link', { name: /^Next pick/, includeHidden: true }).isVisible(),
    sections: await page.getByRole('link', { name: 'Topics', includeHidden: true }).first().isVisible(),
    search: await page.getByRole('searchbox', { includeHidden: true }).isVisible(),
  })
  const [yes, no] = [true, false]
  expect(await seen()).toEqual({ excerpt: yes, source: yes, notice: yes, subscribe: yes, next: yes, sections: yes, search: yes })
  await page.emulateMedia({ media: 'print' })
  expect(await seen()).toEqual({ excerpt: yes, source: yes, notice: no, subscribe: no, next: no, sections: no, search: no })
})

test('on paper the magazine’s name, its line and the imprint stand on the edge of the text, whatever the paper', async () => {
  const { page } = await openReader(browser)
  await page.emulateMedia({ media: 'print' })
  for (const [path, parts] of [
    ['/', ['.name', '.tagline', '.day > h2', '.foot']],
    [pages[1], ['.name', 'article h1', '.foot']],
  ] as const) {
    await page.goto(site.origin + path)
    for (const width of [440, 612, 820]) {
      await page.setViewportSize({ width, height: 900 })
      await frames(page)
      const edges = await page.evaluate(listEdges, parts)
      expect([path, width, ...new Set(edges)], edges.join(' ')).toHaveLength(3)
    }
  }
})

/** Runs in the page: where the text of each of these begins, in pixels from the left. */
function listEdges(parts: readonly string[]): number[] {
  return parts.map((part) => {
    const range = document.createRange()
    range.selectNodeContents(document.querySelector(part) ?? document.body)
    return Math.round(Math.min(...[...range.getClientRects()].filter(({ width }) => width > 0).map(({ left }) => left)))
  })
}

test('on wide windows the text stands in its column, and in the margin only what says when or what it is', async () => {
  const { page } = await openReader(browser, { viewport: { width: 1440, height: 900 } })
  const slugs = ['/topics/maps', '/sources/parish-and-continent', '/archive', '/reading', '/about', '/search?q=bridge']
  for (const path of [...pages, '/topics', ...slugs]) {
    await page.goto(site.origin + path)
    expect([path, await page.evaluate(listOutOfPlace)]).toEqual([path, []])
  }
})

/** Runs in the page: the beginnings of what stands in the margin and should not, or the other way round. */
function listOutOfPlace(): string[] {
  const main = document.querySelector('main') ?? document.body
  const column = main.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(main).paddingLeft)
  const margin = '.day > h2, .group > h2, .group > h3, .date, .kind'
  const hung = 25
  return [...main.querySelectorAll('h1, h2, h3, h4, p, ol, dl, table, form')]
    .filter((part) => !part.classList.contains('unseen') && part.getClientRects().length > 0)
    .filter((part) => {
      const { left, right } = part.getBoundingClientRect()
      const isAlone = part.parentElement?.children.length === 1
      return part.matches(margin) && !isAlone ? right > column : left < column - hung
    })
    .map((part) => `${part.tagName} ${part.textContent.slice(0, 30)}`)
}

test('“Search” in the masthead is drawn as the words beside it, and what is typed as the text around it', async () => {
  const { page } = await openReader(browser)
  await page.goto(`${site.origin}/search?q=bridge`)
  const drawn = await page.evaluate(() => {
    const looks = (selector: string, part?: string) => {
      const element = document.querySelector(selector)
      return element && getComputedStyle(element, part).textRendering
    }
    return [looks('.account a'), looks('.find input', '::placeholder'), looks('main'), looks('.ask input')]
  })
  expect(drawn).toEqual(Array(4).fill('geometricprecision'))
})
