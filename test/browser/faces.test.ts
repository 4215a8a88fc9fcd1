import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite, publishSamples } from '../support/browser-site.ts'
import { frames, openReader, shiftOf } from './reader.ts'

const pages = ['/', '/topics', '/picks/the-footbridge-and-its-thirty-one-owners']
const widths = [360, 369, 390, 412, 600, 768, 1088, 1280, 1600]

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

test.each(['sans', 'device'])(
  'with the %s face nothing sticks out, the ways stay in one row, and nothing moves once it is there',
  async (face) => {
    await site.set('face', face)
    const { page, context, violations } = await openReader(browser)
    const found: string[] = []
    for (const path of pages) {
      for (const time of ['first', 'second']) {
        await page.goto(site.origin + path)
        await page.evaluate(async () => {
          await document.fonts.ready
        })
        const shift = await shiftOf(page)
        if (shift > 0) found.push(`${path}, seen for the ${time} time, moves by ${shift}`)
      }
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 })
        await frames(page)
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (excess > 0) found.push(`${path} at ${width} sticks out by ${excess}`)
        const links = page.locator('.masthead nav a')
        const tops = await links.evaluateAll((all) => all.map((link) => Math.round(link.getBoundingClientRect().top)))
        if (width < 430 && new Set(tops).size > 1) found.push(`${path} at ${width} has its ways in ${new Set(tops).size} rows`)
      }
    }
    expect(found).toEqual([])
    expect(violations).toEqual([])
    await context.close()
  },
)
