import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { bringAxe, faults } from './axe.ts'
import { openDesk } from './desk-editor.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([
    launchBrowser(),
    openBrowserSite({ settings: { name: 'The Lantern', zone: 'Asia/Tokyo' } }),
  ])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

test('an owner reads what was done as sentences, follows one to its pick, and narrows the log to one person and part', async () => {
  const { page, context, go, editor, violations, complaints } = await openDesk(browser, site, { email: 'olga@lantern.example' })
  await bringAxe(context)
  const { id } = await editor.do('createPick', { content: wholeContent })
  await editor.do('publishPick', { revision: 1 }, { id })
  const later = await editor.do('createPick', { content: { ...wholeContent, headline: 'A Later One' } })
  await editor.do('schedulePick', { revision: 1, local: '2026-12-01T08:30' }, { id: later.id })
  const { texts } = await editor.do('showMeter', {})
  await editor.do('changeMeter', { was: texts, to: { ...texts, 'allowance.visitors': '4' } })
  await go('/desk/magazine/log')
  const day = page.getByRole('region', { name: 'Tuesday, Nov. 10, today' })
  await day.getByRole('listitem').first().waitFor()
  const lines = (await day.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s*\n\s*/g, ' | '))
  expect(lines.slice(0, 4)).toEqual([
    '21:00 | olga@lantern.example changed the meter | Readings for visitors: 3 → 4',
    '21:00 | olga@lantern.example planned “A Later One” for Tuesday, Dec. 1, at 8:30',
    '21:00 | olga@lantern.example began “A Later One”',
    expect.stringMatching(/^21:00 \| olga@lantern\.example published “The Ford Nobody Drew” \| No article had been captured/),
  ])
  expect(await faults(page)).toEqual([])

  await page.getByLabel('Who').selectOption('The console')
  await expect.poll(() => day.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('The console made olga')])
  await page.getByLabel('What').selectOption('Topics')
  await page.getByText('Nothing of that kind is in the log.').waitFor()
  await go('/desk/magazine/log?kind=picks')
  expect(await page.getByLabel('What').inputValue()).toBe('picks')
  await day.getByRole('link', { name: 'olga@lantern.example' }).first().click()
  await expect.poll(() => page.getByLabel('Who').inputValue()).toMatch(/^member \d+$/)
  await day.getByRole('link', { name: '“The Ford Nobody Drew”' }).first().click()
  await expect.poll(() => page.getByLabel('Headline', { exact: true }).inputValue()).toBe('The Ford Nobody Drew')
  expect([violations, complaints]).toEqual([[], []])
  await context.close()
})
