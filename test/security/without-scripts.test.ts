import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { openTestSite, type TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn } from './canaries.ts'
import { type Served, serve } from './raw-request.ts'

let site: TestSite
let served: Served
let browser: Browser
beforeAll(async () => {
  const picks = [1, 2, 3].map((number) => gatedPick(number))
  site = await openTestSite({ picks: picks.join('\n'), settings: { 'allowance.visitors': '2' } })
  served = await serve(site)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await served.close()
  await site.drop()
})

/** Words that are in the page but that nobody can see. */
function hiddenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const hidden: string[] = []
    while (texts.nextNode()) {
      const words = texts.currentNode.textContent?.trim() ?? ''
      if (
        words !== '' &&
        texts.currentNode.parentElement?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) === false
      )
        hidden.push(words)
    }
    return hidden
  })
}

test.each([
  ['scripts', false],
  ['scripts and styles', true],
] as const)(
  'with %s off a reader gets all they have a right to, and nothing lies hidden in the page [PW-11]',
  async (_, withoutStyles) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    if (withoutStyles) await context.route('**/*.css', (route) => route.abort())
    const page = await context.newPage()
    for (const [number, left] of [
      [1, '1 free article'],
      [2, 'no free articles'],
    ] as const) {
      await page.goto(`http://localhost:${served.port}/picks/gated-${number}`)
      const text = await page.locator('main').innerText()
      expect(countCanaries(text, number)).toBe(canariesPerPick)
      expect(text).toContain(`You have ${left} left this month`)
      expect((await hiddenWords(page)).filter((words) => picksIn(words).length > 0)).toEqual([])
    }
    await page.getByRole('navigation', { name: /next/i }).getByRole('link').click()
    await page.waitForURL(/gated-3/)
    const wall = await page.locator('main').innerText()
    expect(wall).toContain('lead3q')
    expect(wall).toMatch(/open again|Reading opens|Dec\. 1/)
    expect(picksIn(await page.content())).toEqual([])
    expect(await hiddenWords(page)).toEqual([])
    await context.close()
  },
)
