import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { frame } from '../support/gallery/fixtures.ts'
import { galleryPages, streamPage } from '../support/gallery/pages.tsx'
import { type Gallery, openGallery } from '../support/gallery/serve.ts'

const names = [...Object.keys(galleryPages(frame)), 'stream']
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const widths = [320, 360, 768, 1088, 1280, 1600]

let browser: Browser
let gallery: Gallery
let [phone, desktop]: Page[] = []

beforeAll(async () => {
  ;[browser, gallery] = await Promise.all([launchBrowser(), openGallery()])
  const pages: Record<string, string> = { ...galleryPages(gallery.frame), stream: streamPage(gallery.frame) }
  const open = async (width: number, colorScheme: 'light' | 'dark') => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
    await gallery.answer(context, (url) => ({ body: pages[url.pathname.slice(1)] ?? '' }))
    return context.newPage()
  }
  ;[phone, desktop] = await Promise.all([open(360, 'dark'), open(1440, 'light')])
})
afterAll(async () => {
  await browser.close()
  await gallery.dispose()
})

test.each(names)('everyone can use the %s page: axe finds nothing, small and dark or large and light', async (name) => {
  for (const page of [phone, desktop]) {
    if (!page) throw new Error('No browser')
    await page.goto(`${gallery.frame.origin}/${name}`)
    const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  }
})

test.each(names)('nothing sticks out on the %s page, however narrow or wide the window is', async (name) => {
  const found: string[] = []
  await desktop?.goto(`${gallery.frame.origin}/${name}`)
  for (const width of widths) {
    await desktop?.setViewportSize({ width, height: 900 })
    const excess = await desktop?.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (excess !== 0) found.push(`${width}: ${excess}`)
  }
  expect(found).toEqual([])
})
