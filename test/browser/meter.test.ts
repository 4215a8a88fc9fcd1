import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, excerptWords, longPicks, openBrowserSite } from '../support/browser-site.ts'
import { mainLines, openReader, readOn, turnWheel } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ picks: longPicks(3) })])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

/** The words of an excerpt that stand in the text; a pick's number is the last part of its slug. */
function wordsIn(text: string, pick: number): string[] {
  const plain = text.toLowerCase()
  return excerptWords(pick).filter((word) => plain.includes(word))
}

async function nextPick(page: Page): Promise<number> {
  return Number(/pick-(\d+)/.exec((await page.locator('nav.next a').getAttribute('href')) ?? '')?.[1])
}

test('after the last free pick the next one shows its lead and the wall, and no word of its excerpt comes to the browser', async () => {
  await site.set('allowance.visitors', '1')
  const { page } = await openReader(browser)
  await site.takeSent()
  await page.goto(`${site.origin}/picks/pick-1`)
  expect(await mainLines(page)).toContain('You have no free articles left this month')
  const next = await nextPick(page)
  await readOn(page, 2)
  const lines = (await mainLines(page)).join('\n')
  expect(lines).toContain(`What the editors have to say about the pick numbered ${next}.`)
  expect(lines).toContain('Reading opens again on Tuesday, Dec. 1.')
  await page.goto(`${site.origin}/picks/pick-${next}`)
  expect((await mainLines(page)).join('\n')).toContain('Reading opens again on Tuesday, Dec. 1.')
  const all = `${await site.takeSent()}\n${await page.content()}`
  expect(wordsIn(all, 1)).toHaveLength(excerptWords(1).length)
  expect(wordsIn(all, next)).toEqual([])
})

test('a pick of the stream is counted when the reader comes to it, not when the page loads', async () => {
  await site.set('allowance.visitors', '3')
  const { page, context, asked } = await openReader(browser)
  await site.takeSent()
  const reading = await context.newPage()
  const counted = async () => {
    await reading.goto(`${site.origin}/reading`)
    return (await reading.locator('main .list li a').allInnerTexts()).toSorted()
  }
  await page.goto(`${site.origin}/picks/pick-1`, { waitUntil: 'networkidle' })
  const next = await nextPick(page)
  await turnWheel(page, 300)
  expect(await counted()).toEqual(['Pick 1'])
  expect(asked.filter((address) => address.includes('/picks/'))).toEqual([`${site.origin}/picks/pick-1`])
  expect(wordsIn(await site.takeSent(), next)).toEqual([])

  await readOn(page, 2)
  expect(await counted()).toEqual(['Pick 1', `Pick ${next}`])
  expect(wordsIn(await page.content(), next)).toHaveLength(excerptWords(next).length)
  const streams = asked.filter((address) => address.includes('/stream?'))
  expect(streams.map((address) => new URL(address).pathname)).toEqual([`/picks/pick-${next}/stream`])
})
