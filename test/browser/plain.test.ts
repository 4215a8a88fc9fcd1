import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, excerptWord, excerptWords, longPicks, openBrowserSite } from '../support/browser-site.ts'
import { openReader } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([
    launchBrowser(),
    openBrowserSite({ picks: longPicks(3), settings: { 'allowance.visitors': '2' } }),
  ])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

async function follow(page: Page, name: string | RegExp, address: RegExp): Promise<string> {
  await page.getByRole('link', { name }).first().click()
  await page.waitForURL(address)
  return page.locator('main').innerText()
}

async function press(page: Page, name: string, address: RegExp): Promise<string> {
  await page.getByRole('button', { name }).click()
  await page.waitForURL(address)
  return page.locator('main').innerText()
}

test('with scripts and styles off a reader goes all the way: front page, picks, wall, topic, search, and the list that can be forgotten', async () => {
  const { page, context } = await openReader(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } })
  await context.route('**/*.css', (route) => route.abort())
  await page.goto(site.origin)
  for (const [link, left] of [
    ['Pick 3', '1 free article'],
    [/^Next pick: /, 'no free articles'],
  ] as const) {
    const text = await follow(page, link, /picks/)
    const pick = Number(/pick-(\d)/.exec(page.url())?.[1])
    expect(excerptWords(pick).filter((word) => !text.toLowerCase().includes(word))).toEqual([])
    expect(text).toContain(`You have ${left} left this month`)
  }
  expect(await follow(page, /^Next pick: /, /pick-\d\?after=\d+\.\d+$/)).toContain('Reading opens again on Tuesday, Dec. 1.')
  expect(await follow(page, 'Sign up free', /sign-up/)).toContain('Send me the mail')
  expect(await follow(page, 'Topics', /topics/)).toContain('Harbors')
  expect(await follow(page, 'Harbors', /harbors/)).toContain('Pick 1')

  await page.getByRole('searchbox').first().fill(excerptWord(3, 7))
  await page.getByRole('searchbox').first().press('Enter')
  await page.waitForURL(/search/)
  expect(await page.locator('main').innerText()).toContain('In the excerpt, which you have opened')

  expect(await follow(page, 'My reading', /reading/)).toContain('Both of your free articles for November are read.')
  const forgotten = await press(page, 'Forget my list', /reading/)
  expect(forgotten).not.toContain('Pick 3')
  expect(forgotten).toContain('Both of your free articles for November are read.')
})
