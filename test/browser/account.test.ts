import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveNewsletter } from '../../src/data/newsletters.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { newestMail } from '../support/sign-in.ts'
import { openReader } from './reader.ts'
import { signInByMail } from './sign-in-by-mail.ts'

let site: BrowserSite
let browser: Browser
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite()])
  const monday = { slug: 'monday', name: 'The Monday Tide', description: 'What was picked in the week.', position: null }
  await saveNewsletter(site.database.db, { ...monday, now: site.clock.now })
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

const main = (page: Page) => page.locator('main').innerText()

async function enter(page: Page, email: string): Promise<void> {
  await page.goto(`${site.origin}/sign-in`)
  await signInByMail(page, site, email)
  await page.waitForURL(/account/)
}

/** What axe finds in light and dark, on a phone and at a desk. Without scripts it can't be asked. */
async function findFaults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1440]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      found.push(
        ...violations.map(({ id, nodes }) => `${id}, ${colorScheme}, ${width}: ${nodes.map(({ html }) => html).join(' ')}`),
      )
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      if (isWide) found.push(`wider than the screen, ${width}`)
    }
  }
  return found
}

test.each([
  ['on', true],
  ['off', false],
] as const)(
  'with scripts %s a member chooses a newsletter and gives the account another address, with a code and with a link',
  async (name, javaScriptEnabled) => {
    const [home, work] = [`home-${name}@paper.example`, `work-${name}@paper.example`]
    const { page, context, violations } = await openReader(browser, { javaScriptEnabled })
    const look = async () => expect(javaScriptEnabled ? await findFaults(page) : []).toEqual([])
    await enter(page, home)
    await look()
    await page.getByLabel('The Monday Tide').check()
    await page.getByRole('button', { name: 'Save the choice' }).click()
    await page.waitForURL(/saved/)
    expect(await page.getByLabel('The Monday Tide').isChecked()).toBe(true)
    expect(await main(page)).toContain('You asked for it on Nov. 10')

    await page.getByLabel('New e-mail address').fill('work at paper')
    await page.getByRole('button', { name: 'Send me the two mails' }).click()
    expect(await main(page)).toContain('This isn’t an e-mail address we can write to.')
    expect(await page.getByLabel('New e-mail address').inputValue()).toBe('work at paper')
    await page.getByLabel('New e-mail address').fill(work)
    await page.getByRole('button', { name: 'Send me the two mails' }).click()
    await page.waitForURL(/account\/email$/)
    expect(await main(page)).toContain(work)
    await look()
    await page.getByLabel('Code from the mail to the new address').fill('1234')
    await page.getByLabel('Code from the mail to your present address').fill((await newestMail(site, home)).code)
    await page.getByRole('button', { name: 'Go on' }).click()
    expect(await main(page)).toContain('Your present address is confirmed.')
    expect(await main(page)).toContain('You have five more tries.')
    await look()
    await page.goto(site.origin + (await newestMail(site, work)).link)
    await look()
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.waitForURL(/account\?saved/)
    expect(await main(page)).toContain(`You are signed in as ${work}.`)
    expect(violations).toEqual([])
    await context.close()
  },
  60_000,
)
