import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite, publishSamples } from '../support/browser-site.ts'
import { openReader } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
  await publishSamples(site)
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

/** Name and looks of what has the focus. */
function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const { top, bottom, width, left } = element.getBoundingClientRect()
    return {
      name: element.getAttribute('aria-label') ?? (element.innerText || element.tagName),
      isOutlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      isOnScreen: top >= 0 && bottom <= innerHeight && left >= 0 && width > 1,
    }
  })
}

/** Goes from stop to stop until the one of this name, and gives the names of all. Each must be on the screen and outlined. */
async function tabTo(page: Page, last: string): Promise<string[]> {
  const names: string[] = []
  while (names.at(-1) !== last && names.length < 40) {
    await page.keyboard.press('Tab')
    const { name, isOutlined, isOnScreen } = await focused(page)
    expect({ name, isOutlined, isOnScreen }).toEqual({ name, isOutlined: true, isOnScreen: true })
    names.push(name)
  }
  return names
}

test('by keyboard alone: the way past the masthead first, then the masthead in its order, and every stop can be seen', async () => {
  const { page } = await openReader(browser)
  await page.goto(`${site.origin}/picks/the-footbridge-and-its-thirty-one-owners`)
  const names = await tabTo(page, 'About')
  expect(names.slice(0, 7)).toEqual([
    'Straight to the text',
    'The Lantern',
    'Topics',
    'Archive',
    'Search the picks',
    'My reading',
    'Account',
  ])
  expect(names).toContain('Subscribe Now')
  expect(names.at(-2)).toMatch(/^Next pick: /)
})

test('going from stop to stop to the foot of the page spends no reading; reading on does', async () => {
  const { page, asked } = await openReader(browser)
  await page.goto(`${site.origin}/picks/the-footbridge-and-its-thirty-one-owners`)
  await tabTo(page, 'About')
  await page.waitForLoadState('networkidle')
  expect(asked.filter((address) => address.includes('/stream?'))).toEqual([])
  await page.keyboard.press('Home')
  await page.waitForFunction(() => scrollY === 0)
  await page.keyboard.press('End')
  await page.locator('article').nth(1).waitFor()
})

test('the way past the masthead leads into the text', async () => {
  const { page } = await openReader(browser)
  await page.goto(`${site.origin}/picks/the-footbridge-and-its-thirty-one-owners`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#text$/)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(true)
})
