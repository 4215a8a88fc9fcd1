import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { openReader } from './reader.ts'
import { openTourSites, type Sites, tour } from './tour.ts'

// Sent once, as a script that every page begins with; the package's own builder sends it anew for every run.
const axeFile = createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

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
  await context.addInitScript({ path: axeFile })
  const found: string[] = []
  await tour(page, sites, async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        found.push(...(await runAxe(page)).map((violation) => `${name}, ${colorScheme}, ${width} wide: ${violation}`))
      }
    }
  })
  expect(found).toEqual([])
}, 90_000)

type Axe = { run: (context: Document, options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }

async function runAxe(page: Page): Promise<string[]> {
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ['violations'], preload: false })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, tags)
}
