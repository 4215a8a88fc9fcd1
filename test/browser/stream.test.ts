import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, longPicks, openBrowserSite } from '../support/browser-site.ts'
import { mainLines, openReader, readOn } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([
    launchBrowser(),
    openBrowserSite({ picks: longPicks(4), settings: { 'allowance.visitors': '10', name: 'The Lantern' } }),
  ])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

async function hrefs(page: Page): Promise<string[]> {
  return page.locator('article').evaluateAll((all) => all.map((article) => (article as HTMLElement).dataset.href ?? ''))
}

async function bringIntoView(page: Page, pick: number): Promise<void> {
  await page
    .locator('article')
    .nth(pick)
    .evaluate((article) => article.scrollIntoView())
}

const notices = async (page: Page) => (await mainLines(page)).filter((line) => line.startsWith('You have'))

test('the stream shows every pick once, each with the number that held when it was counted, and ends after the last', async () => {
  const { page, complaints } = await openReader(browser)
  await page.goto(`${site.origin}/picks/pick-1`)
  await readOn(page, 4)
  await page.locator('nav.next').waitFor({ state: 'detached' })
  expect((await hrefs(page)).toSorted()).toEqual([1, 2, 3, 4].map((number) => `/picks/pick-${number}`))
  expect(await notices(page)).toEqual([9, 8, 7, 6].map((left) => `You have ${left} free articles left this month`))
  expect(complaints).toEqual([])
})

test('address and title go with the pick in view, forward and back, and a reload there opens that pick for nothing', async () => {
  const { page } = await openReader(browser)
  await page.goto(`${site.origin}/picks/pick-1`)
  await readOn(page, 3)
  const [, second = '', third = ''] = await hrefs(page)
  for (const [at, href] of [
    [2, third],
    [1, second],
    [0, '/picks/pick-1'],
    [1, second],
  ] as const) {
    await bringIntoView(page, at)
    await page.waitForURL(site.origin + href)
    expect(await page.title()).toBe(`Pick ${href.slice(-1)} – The Lantern`)
  }
  await page.reload()
  expect(await hrefs(page)).toEqual([second])
  expect(await notices(page)).toEqual(['You have 8 free articles left this month'])
  await page.goto(`${site.origin}/reading`)
  expect(await mainLines(page)).toContain(
    'Three of your ten free articles for November are read; seven are left. The count starts again on Tuesday, Dec. 1.',
  )
})

test('the way back leads to the line that was left, and from there to the page before the stream', async () => {
  const { page } = await openReader(browser)
  await page.goto(site.origin)
  await page.getByRole('link', { name: 'Pick 2' }).click()
  await page.waitForURL('**/picks/pick-2')
  await readOn(page, 2)
  const [, second = ''] = await hrefs(page)
  const line = page.locator(`article[data-href="${second}"] blockquote p`).nth(3)
  await line.evaluate((paragraph) => paragraph.scrollIntoView({ block: 'center' }))
  await page.waitForURL(site.origin + second)
  const top = async () => Math.round((await line.boundingBox())?.y ?? Number.NaN)
  const before = await top()
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: 'About' })
    .evaluate((link) => (link as HTMLElement).click())
  await page.waitForURL('**/about')
  await page.goBack()
  await page.waitForURL(site.origin + second)
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThanOrEqual(2)
  await page.goBack()
  await page.waitForURL(`${site.origin}/`)
})

test('when the next pick can’t be had its link stays, and works as a link', async () => {
  const { page, context } = await openReader(browser)
  await context.route('**/stream?*', (route) => route.abort())
  await page.goto(`${site.origin}/picks/pick-1`)
  const link = page.getByRole('link', { name: /^Next pick: / })
  const [href, failed] = [await link.getAttribute('href'), page.waitForEvent('requestfailed')]
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await failed
  await expect.poll(() => page.locator('main').getAttribute('aria-busy')).toBe(null)
  expect(await page.locator('article').count()).toBe(1)
  expect(await link.getAttribute('href')).toBe(href)
  await link.click()
  await page.waitForURL(site.origin + href)
  expect(await notices(page)).toEqual(['You have 8 free articles left this month'])
})
