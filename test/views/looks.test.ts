import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { frame } from '../support/gallery/fixtures.ts'
import { galleryPages, streamPage } from '../support/gallery/pages.tsx'
import { type Gallery, openGallery } from '../support/gallery/serve.ts'

const names = [...Object.keys(galleryPages(frame)), 'stream']
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const widths = [320, 360, 767, 768, 1087, 1088, 1279, 1280, 1600]

let browser: Browser
let gallery: Gallery
let pages: Record<string, string>
let contexts: BrowserContext[] = []

beforeAll(async () => {
  ;[browser, gallery] = await Promise.all([launchBrowser(), openGallery()])
  pages = { ...galleryPages(gallery.frame), stream: streamPage(gallery.frame) }
})
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  await gallery.dispose()
})

async function show(name: string, options: { width: number; colorScheme: 'light' | 'dark' }): Promise<Page> {
  const { width, colorScheme } = options
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
  contexts = [...contexts, context]
  await gallery.answer(context, (url) => ({ body: pages[url.pathname.slice(1)] ?? '' }))
  const page = await context.newPage()
  await page.goto(`${gallery.frame.origin}/${name}`)
  return page
}

test.each(names)('the %s page can be used by everyone: axe finds nothing, light or dark, small or large', async (name) => {
  for (const looks of [
    { width: 360, colorScheme: 'dark' },
    { width: 1440, colorScheme: 'light' },
  ] as const) {
    const page = await show(name, looks)
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    await page.close()
  }
})

test.each(names)('nothing on the %s page sticks out, however narrow or wide the window is', async (name) => {
  const page = await show(name, { width: 320, colorScheme: 'light' })
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const room = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(room[0], `at ${width} pixels`).toBeLessThanOrEqual(room[1] ?? 0)
  }
  await page.close()
})
