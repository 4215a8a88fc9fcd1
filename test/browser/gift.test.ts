import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyWord, gatedPick } from '../security/canaries.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { subscribe } from '../support/subscriber.ts'
import { signInByMail } from './sign-in-by-mail.ts'

let site: BrowserSite
let browser: Browser
beforeAll(async () => {
  const picks = [1, 2, 3].map((number) => gatedPick(number))
  site = await openBrowserSite({ picks: picks.join('\n'), settings: { 'allowance.visitors': '1', giftOpenings: '2' } })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

const at = (path: string) => `${site.origin}${path}`
const main = (page: Page) => page.locator('main').innerText()

async function signedIn(email: string, javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled })).newPage()
  await page.goto(at('/sign-in'))
  await signInByMail(page, site, email)
  await page.waitForURL(/account/)
  await subscribe(site, email)
  return page
}

async function expectNoBarrier(page: Page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
}

test.each([
  ['on', true],
  ['off', false],
] as const)(
  'with scripts %s a subscriber gives a pick, and others read this one by the link and stand at the wall of the next',
  async (name, javaScriptEnabled) => {
    const email = `giver-${name}@paper.example`
    const ada = await signedIn(email, javaScriptEnabled)
    await ada.getByLabel('Name').fill('Ada Quill')
    await ada.getByRole('button', { name: 'Save' }).click()
    await ada.waitForURL(/saved/)
    await ada.goto(at('/picks/gated-2'))
    await ada.getByRole('link', { name: 'Give this pick' }).click()
    expect(await main(ada)).toContain('You can give 10 more picks this month.')
    await ada.getByLabel('Say that it comes from Ada Quill').check()
    await ada.getByRole('button', { name: 'Make the link' }).click()
    expect(await main(ada)).toContain('Here is your link')
    const link = await ada.getByLabel('Link').inputValue()
    expect(link).toMatch(/^http:\/\/localhost:\d+\/gifts\/[\w-]{43}$/)

    const context = await browser.newContext({ javaScriptEnabled })
    const bea = await context.newPage()
    await bea.goto(at('/picks/gated-1'))
    expect(await main(bea)).toContain('You have no free articles left this month')
    const asked: string[] = []
    bea.on('request', (request) => asked.push(`${request.url()} from ${request.headers().referer ?? 'nowhere'}`))
    await bea.goto(link, { referer: 'https://mail.example/' })
    expect(bea.url()).toBe(at('/picks/gated-2'))
    expect(await main(bea)).toContain(bodyWord)
    expect(await main(bea)).toContain('A gift from Ada Quill.')
    expect(asked.slice(1).join('\n')).not.toContain(link.slice(-43))
    expect(await bea.content()).not.toContain(link.slice(-43))
    await bea.reload()
    expect(await main(bea)).toContain(bodyWord)
    if (javaScriptEnabled) await expectNoBarrier(bea)
    await bea.locator('nav.next a').click()
    await bea.waitForURL(/gated-(1|3)/)
    await bea.goto(at('/picks/gated-3'))
    expect(await main(bea)).not.toContain(bodyWord)
    expect(await main(bea)).toContain('You have read your free article')

    await ada.getByRole('link', { name: 'Gifts' }).click()
    expect(await main(ada)).toContain('opened by 1 reader')
    if (javaScriptEnabled) await expectNoBarrier(ada)
    await ada.getByRole('button', { name: /^Take back/ }).click()
    expect(await main(ada)).toContain('taken back')
    await bea.goto(at('/picks/gated-2'))
    expect(await main(bea)).not.toContain(bodyWord)
    expect(await main(bea)).toContain('The gift you came with opens nothing any more.')
    await context.close()
    await ada.context().close()
  },
)
