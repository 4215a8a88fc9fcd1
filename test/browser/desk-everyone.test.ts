import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite, publishSamples } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { bringAxe, faults } from './axe.ts'
import { type AtDesk, article, excerptLines, openDesk, paste, saved } from './desk-editor.ts'

let browser: Browser
let site: BrowserSite
let desk: AtDesk
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
  await publishSamples(site)
  desk = await openDesk(browser, site, { email: 'ada@lantern.example' })
  await bringAxe(desk.context)
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

/** Every screen of the desk, one after the other, as an owner sees it. */
async function tourDesk({ page, go, editor }: AtDesk, look: (name: string) => Promise<void>): Promise<void> {
  const { id } = await editor.do('createPick', { content: { ...wholeContent, headline: 'A pick to look at' } })
  const { sources } = await editor.do('listSources', {})
  for (const [name, path] of Object.entries({
    picks: '/desk',
    'no picks': '/desk?search=zzzz',
    calendar: '/desk/calendar',
    sources: '/desk/sources',
    source: `/desk/sources/${sources[0]?.id}`,
    topics: '/desk/topics',
    words: '/desk/magazine/words',
    look: '/desk/magazine/look',
    meter: '/desk/magazine/meter',
    plans: '/desk/magazine/plans',
    notices: '/desk/magazine/notices',
    mail: '/desk/magazine/mail',
    secrets: '/desk/magazine/secrets',
    staff: '/desk/magazine/staff',
    log: '/desk/magazine/log',
    'nothing there': '/desk/none-such',
    'no such pick': '/desk/picks/999999',
    'a new pick': '/desk/clip',
    'the bookmarklet': '/desk/clip/bookmarklet',
    'a pick': `/desk/picks/${id}`,
  })) {
    await go(path)
    await page.waitForLoadState('networkidle')
    await look(name)
  }
  await go('/desk/magazine/plans')
  await page.getByRole('button', { name: 'New plan' }).click()
  await look('a new plan')
  await go('/desk/magazine/mail')
  await page
    .getByRole('button', { name: /^Read the mail to ada@lantern.example/ })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  await look('what a mail says')
  await go(`/desk/picks/${id}`)
  await page.waitForLoadState('networkidle')
  await paste(page)
  await page.getByText('Not what the source says').waitFor()
  await look('a pick that isn’t faithful')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await look('the list of keys')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Versions' }).click()
  await look('versions')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Type it' }).click()
  await look('a typed excerpt')
  await go('/desk/clip')
  await page.getByLabel('Or its text').fill(article)
  await page.getByRole('button', { name: 'Take this text' }).click()
  await page.getByRole('button', { name: 'Begin the pick' }).waitFor()
  await look('an article that was clipped before')
  await go('/desk')
  await page.getByRole('checkbox').first().check()
  await look('picks chosen')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  await look('finding')
  await page.keyboard.press('Escape')
}

test('everyone can use every screen of the desk: axe finds nothing and nothing sticks out, light and dark, narrow and wide', async () => {
  const { page } = desk
  const found: string[] = []
  await tourDesk(desk, async (name) => {
    found.push(...(await faults(page)).map((fault) => `${name}, ${fault}`))
  })
  expect(found).toEqual([])
  expect(desk.violations).toEqual([])
}, 120_000)

test('every key does one thing only, and each that goes to a page goes there', async () => {
  const { page, go } = desk
  await go('/desk')
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const [keys, path] of Object.entries({
    'g c': '/desk/calendar',
    'g s': '/desk/sources',
    'g w': '/desk/watch',
    'g t': '/desk/topics',
    'g m': '/desk/magazine/words',
    'g p': '/desk',
  })) {
    for (const key of keys.split(' ')) await page.keyboard.press(key)
    await expect.poll(() => new URL(page.url()).pathname.replace(/\/$/, '')).toBe(path)
  }
  await page.getByRole('heading', { name: 'Picks' }).waitFor()
  await page.keyboard.press('?')
  const listed = await page.getByRole('dialog').locator('dt').allInnerTexts()
  expect(listed.length).toBeGreaterThan(10)
  expect(listed.filter((keys, at) => listed.indexOf(keys) !== at)).toEqual([])
  await page.keyboard.press('Escape')
})

test('with keys alone: a pick is begun, written, quoted and published', async () => {
  const { page, go } = desk
  await go('/desk')
  await page.setViewportSize({ width: 1440, height: 900 })
  await go('/desk')
  await page.getByRole('row').nth(2).waitFor()
  await page.keyboard.press('n')
  await page.getByLabel('Address of the article').waitFor()
  await tabTo(page, 'Or its text')
  await page.keyboard.insertText('One thing held still. Another moved about. The third was never drawn.')
  await tabTo(page, 'Take this text')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Begin the pick' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Text of the source' }).waitFor()
  await tabTo(page, 'Text of the source')
  await page.keyboard.press('Control+Home')
  for (let word = 0; word < 4; word++) await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.press('q')
  await page.keyboard.press('Control+End')
  for (let word = 0; word < 6; word++) await page.keyboard.press('Control+Shift+ArrowLeft')
  await page.keyboard.press('q')
  await expect.poll(() => excerptLines(page)).toEqual(['One thing held still. . . . The third was never drawn.'])
  await page.keyboard.press('z')
  await expect.poll(() => excerptLines(page)).toEqual(['One thing held still.'])
  await tabTo(page, 'Headline')
  await page.keyboard.type('By keys alone')
  await tabTo(page, 'Introduction')
  await page.keyboard.type('Nobody touched a mouse. Mara Ellison writes:')
  await tabTo(page, 'Source')
  await page.keyboard.type('The Paper Boat')
  await page.keyboard.press('Escape')
  await saved(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+Enter')
  await page.getByText('It is published.').waitFor()
  await page.getByRole('heading', { name: 'By keys alone' }).waitFor({ state: 'attached' })
})

test('in the list the keys go from pick to pick, choose, search and open', async () => {
  const { page, go } = desk
  await go('/desk')
  await page.getByRole('row').nth(2).waitFor()
  const names = await page.locator('.headline').allTextContents()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('x')
  expect(await page.getByRole('status').filter({ hasText: 'chosen' }).innerText()).toBe('One pick chosen')
  expect(await page.getByLabel(`Choose: ${names[1]}`, { exact: true }).isChecked()).toBe(true)
  await page.keyboard.press('/')
  await page.keyboard.type('footbridge')
  await expect.poll(() => page.locator('.headline').count()).toBeLessThan(names.length)
  const first = await page.locator('.headline').first().innerText()
  await page.keyboard.press('Escape')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByLabel('Headline', { exact: true }).inputValue()).toBe(first)
})

/** Goes from stop to stop until the one of this name. Each must be outlined. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0] : null
      const isOutlined = [element, element.parentElement].some((one) => one && getComputedStyle(one).outlineStyle !== 'none')
      return { name: element.getAttribute('aria-label') ?? label?.innerText ?? element.innerText, isOutlined }
    })
    expect(here).toMatchObject({ isOutlined: true })
    if (here.name === name) return
  }
  throw new Error(`Nothing called “${name}” can be reached`)
}
