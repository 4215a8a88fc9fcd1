import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { bringAxe, faults } from './axe.ts'
import { openReader } from './reader.ts'
import { openTourSites, type Sites, tour } from './tour.ts'

let browser: Browser
let sites: Sites
beforeAll(async () => {
  ;[browser, sites] = await Promise.all([launchBrowser(), openTourSites()])
})
afterAll(async () => {
  await browser.close()
  await sites.drop()
})

test('everyone can use every page: axe finds nothing, in light and dark, on a phone and at a desk', async () => {
  const { page, context } = await openReader(browser)
  await bringAxe(context)
  const found: string[] = []
  await tour(page, sites, async (name) => {
    found.push(...(await faults(page, { widths: [360, 1440] })).map((fault) => `${name}, ${fault}`))
  })
  expect(found).toEqual([])
})
