import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyWord, gatedPick } from '../security/canaries.ts'
import { type Served, serve } from '../security/raw-request.ts'
import { launchBrowser } from '../support/browser.ts'
import { newestMail } from '../support/sign-in.ts'
import { openTestSite, type TestSite } from '../support/site.ts'

let site: TestSite
let served: Served
let browser: Browser
beforeAll(async () => {
  const picks = [1, 2, 3, 4, 5].map((number) => gatedPick(number))
  site = await openTestSite({ picks: picks.join('\n'), settings: { 'allowance.visitors': '2', 'allowance.members': '3' } })
  served = await serve(site)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await served.close()
  await site.drop()
})

const at = (path: string) => `http://localhost:${served.port}${path}`
const main = (page: Page) => page.locator('main').innerText()

/** A browser whose visitor has spent the allowance and stands at the wall of the third pick. */
async function atTheWall(options: Parameters<Browser['newContext']>[0] = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  for (const number of [1, 2, 3]) await page.goto(at(`/picks/gated-${number}`))
  expect(await main(page)).toContain('You have read your two free articles')
  return { context, page }
}

async function askFor(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign up free' }).click()
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me the mail' }).click()
  await page.waitForURL(/sign-in\/code/)
}

test.each([
  ['on', true],
  ['off', false],
] as const)(
  'with scripts %s a visitor at the wall signs up with the code from the mail and reads on',
  async (name, javaScriptEnabled) => {
    const email = `scripts-${name}@paper.example`
    const { context, page } = await atTheWall({ javaScriptEnabled })
    await page.getByRole('link', { name: 'Sign up free' }).click()
    await page.getByLabel('E-mail address').fill('ada at paper')
    await page.getByRole('button', { name: 'Send me the mail' }).click()
    expect(await main(page)).toContain('This isn’t an e-mail address we can write to.')
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('ada at paper')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Send me the mail' }).click()
    await page.waitForURL(/sign-in\/code/)
    const { code } = await newestMail(site, email)
    await page.getByLabel('Code of eight digits').fill('1')
    await page.getByRole('button', { name: 'Go on' }).click()
    expect(await main(page)).toContain('You have five more tries.')
    await page.getByLabel('Code of eight digits').fill(`${code.slice(0, 4)} ${code.slice(4)}`)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.waitForURL(/picks\/gated-3/)
    const third = await main(page)
    expect(third).toContain(bodyWord)
    expect(third).toContain('You have no free articles left this month')
    expect(third).not.toContain('Sign up')
    await context.close()
  },
)

test('the mail’s link signs in the browser that asked; in another it says to type the code, and its page loads nothing more', async () => {
  const email = 'by-link@paper.example'
  const { context, page } = await atTheWall()
  await askFor(page, email)
  const { link } = await newestMail(site, email)

  const elsewhere = await browser.newContext()
  const strange = await elsewhere.newPage()
  const asked: string[] = []
  strange.on('request', (request) => asked.push(`${new URL(request.url()).pathname} ${request.headers().referer ?? ''}`))
  await strange.goto(at(link))
  expect(await main(strange)).toContain('Please type the code instead')
  expect(await strange.getByRole('button').count()).toBe(0)
  expect(
    asked.filter(
      (one) => !/^\/(assets\/|sign-in\/link\/)/.test(one) || one.includes('sign-in/link/') !== one.startsWith('/sign-in'),
    ),
  ).toEqual([])
  await elsewhere.close()

  const mail = await context.newPage()
  await mail.goto(at(link))
  await mail.getByRole('button', { name: 'Sign in' }).click()
  await mail.waitForURL(/picks\/gated-3/)
  expect(await main(mail)).toContain(bodyWord)
  expect(mail.url()).not.toContain(link)
  await context.close()
})

test('a member finds the account from “My reading”, and after signing out the way back shows nothing of it [CA-13]', async () => {
  const email = 'account@paper.example'
  const { context, page } = await atTheWall()
  await askFor(page, email)
  await page.getByLabel('Code of eight digits').fill((await newestMail(site, email)).code)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL(/picks\/gated-3/)
  await page.getByRole('navigation', { name: 'You' }).getByRole('link', { name: 'My reading' }).click()
  expect(await main(page)).toContain('All three of your free articles')
  await page.getByRole('link', { name: 'your account' }).click()
  expect(await main(page)).toContain(`You are signed in as ${email}.`)
  await page.getByLabel('Name').fill('Ada')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/saved/)
  expect(await page.getByRole('status').innerText()).toBe('That is saved.')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(at('/sign-in?done=signed-out'))
  expect(await page.getByRole('status').innerText()).toBe('You are signed out.')
  await page.goBack()
  expect(await page.locator('body').innerText()).not.toContain(email)
  await page.goto(at('/picks/gated-4'))
  expect(await page.content()).not.toContain(bodyWord)
  await context.close()
})
