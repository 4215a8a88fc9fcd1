import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { openEditor, wholeContent } from '../support/desk.ts'
import { bringAxe, faults } from './axe.ts'
import { openReader, shiftOf } from './reader.ts'

const words = Array.from({ length: 1_450 }, (_, at) => (at % 20 === 19 ? `reed${at}.` : `reed${at}`))
const passages = [
  [241, 263],
  [276, 296],
  [367, 398],
  [492, 540],
  [789, 850],
] as const
const path = '/picks/the-ford-nobody-drew'
const named = 'The five passages quoted stand between 17 and 59 percent of the article.'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite()])
  const ada = await openEditor(site, 'ada@paper.example', 'owner')
  const excerpt = [
    passages.flatMap(([from, to], at) => [
      ...(at === 0 ? [] : [{ kind: 'elision' as const }]),
      { kind: 'run' as const, text: `${at === 0 ? '' : ' '}${words.slice(from, to).join(' ')}${at === 4 ? '' : ' '}` },
    ]),
  ]
  const { id } = await ada.do('createPick', { content: { ...wholeContent, excerpt } })
  const { capture } = await ada.do('clipSource', { kind: 'text', text: words.join(' '), url: null })
  await ada.do('changeCapture', { capture: capture.id }, { id })
  await ada.do('publishPick', { revision: 1 }, { id })
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

test('the map stands under the excerpt, named, in light and dark, narrow and wide, and moves nothing', async () => {
  for (const width of [390, 1440]) {
    const { page, context, violations, complaints } = await openReader(browser, { viewport: { width, height: 900 } })
    await bringAxe(context)
    await page.goto(site.origin + path)
    const map = page.getByRole('img', { name: named })
    await page.getByText('182 words quoted, of 1,450 in the article').waitFor()
    const [drawn, excerpt] = [await map.boundingBox(), await page.locator('.excerpt').boundingBox()]
    expect(drawn?.height).toBeGreaterThan(6)
    expect(drawn?.y).toBeGreaterThan((excerpt?.y ?? 0) + (excerpt?.height ?? 0))
    expect(await shiftOf(page)).toBeLessThan(0.001)
    expect(await faults(page, { widths: [width] })).toEqual([])
    expect([violations, complaints]).toEqual([[], []])
    await context.close()
  }
})

test('the map is printed', async () => {
  const { page, context } = await openReader(browser)
  await page.emulateMedia({ media: 'print' })
  await page.goto(site.origin + path)
  expect(await page.getByRole('img', { name: named }).isVisible()).toBe(true)
  await context.close()
})
