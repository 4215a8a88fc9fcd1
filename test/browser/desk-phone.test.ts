import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { havePlan } from '../support/plans.ts'
import { bringAxe, faults } from './axe.ts'
import { type AtDesk, openDesk } from './desk-editor.ts'

let browser: Browser
let site: BrowserSite
let desk: AtDesk
beforeAll(async () => {
  ;[browser, site] = await Promise.all([
    launchBrowser(),
    openBrowserSite({ settings: { name: 'The Lantern and the Long Road Home' } }),
  ])
  desk = await openDesk(browser, site, { email: 'olga@lantern.example', colorScheme: 'light' })
  await bringAxe(desk.context)
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

const ways = ['Picks', 'Calendar', 'Sources', 'Watch', 'Topics', 'Members', 'Groups', 'Magazine']

/** How many rows the bar takes, by where what can be pressed in it stands. */
function rowsOf(page: Page): Promise<number> {
  return page.locator('.bar').evaluate((bar) => {
    const shown = [...bar.querySelectorAll<HTMLElement>('.name, nav a, button')].filter(
      (one) => !one.closest('[popover]') && one.checkVisibility(),
    )
    const middles = shown.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2)
    const ordered = middles.toSorted((one, other) => one - other)
    return ordered.filter((middle, at) => middle - (ordered[at - 1] ?? Number.NEGATIVE_INFINITY) > 12).length
  })
}

test('the bar takes one row on a phone and on a desk, two between, and nothing sticks out of the page', async () => {
  const { page, go } = desk
  await go('/desk')
  for (const [width, rows] of [
    [320, 1],
    [390, 1],
    [820, 2],
    [1040, 1],
    [1440, 1],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    expect([width, await rowsOf(page)]).toEqual([width, rows])
    expect(await page.evaluate(() => document.documentElement.scrollWidth), String(width)).toBeLessThanOrEqual(width)
  }
})

test('on a phone every way through the desk is in the menu, which keys open, go through and close', async () => {
  const { page, go } = desk
  await page.setViewportSize({ width: 390, height: 844 })
  await go('/desk')
  const button = page.getByRole('button', { name: 'Menu' })
  await button.focus()
  await page.keyboard.press('Enter')
  const nav = page.getByRole('navigation', { name: 'Desk' })
  await nav.waitFor()
  expect(await nav.getByRole('link').allInnerTexts()).toEqual(ways)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Picks')
  await page.keyboard.press('Escape')
  await nav.waitFor({ state: 'hidden' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Menu')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /November/ }).waitFor()
  await nav.waitFor({ state: 'hidden' })
})

test('on a phone what can be done to a line of a list is in sight', async () => {
  const { page, go, editor } = desk
  const { id } = await editor.do('createPick', { content: wholeContent })
  await editor.do('publishPick', { revision: 1 }, { id })
  await havePlan(site.database.db)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/desk/topics', '/desk/magazine/plans', '/desk/magazine/staff', '/desk/magazine/mail']) {
    await go(path)
    const act = page.locator('.list tbody tr td:last-child button').last()
    await act.waitFor()
    const box = await act.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 1_000), path).toBeLessThanOrEqual(390 - 16)
  }
})

test('light or dark is chosen by its name, says what is chosen, and is kept', async () => {
  const { page, go, violations, complaints } = desk
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const choice = (name: string) => page.getByRole('group', { name: 'Light or dark' }).getByLabel(name)
  await page.setViewportSize({ width: 1440, height: 900 })
  await go('/desk')
  await page.getByRole('button', { name: 'Menu' }).click()
  expect(await choice('As the system').isChecked()).toBe(true)
  const light = await paper()
  await choice('Dark').check()
  const dark = await paper()
  expect(dark).not.toBe(light)
  expect(await faults(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await go('/desk/sources')
  expect(await paper()).toBe(dark)
  await page.getByRole('button', { name: 'Menu' }).click()
  expect(await choice('Dark').isChecked()).toBe(true)
  for (const name of ['Light', 'As the system']) {
    await choice(name).check()
    expect(await paper(), name).toBe(light)
  }
  expect(await faults(page)).toEqual([])
  expect([violations, complaints]).toEqual([[], []])
})
