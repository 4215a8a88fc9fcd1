import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listUsage } from '../../src/data/group-usage.ts'
import { bodyWord, gatedPick } from '../security/canaries.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { invitationPath, openGroup } from '../support/groups.ts'
import { openReader } from './reader.ts'
import { signInByMail } from './sign-in-by-mail.ts'

const head = 'head@school.example'
const pupil = 'ada@boat.example'

let site: BrowserSite
let browser: Browser
let group: number
beforeAll(async () => {
  const picks = [1, 2, 3, 4].map((number) => gatedPick(number))
  const settings = { 'allowance.visitors': '1', 'allowance.members': '1' }
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ picks: picks.join('\n'), settings })])
  group = await openGroup(site.database, { administrator: head, networks: ['192.0.2.0/24'] })
  await site.live.refresh()
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

const main = (page: Page) => page.locator('main').innerText()

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test('without scripts an administrator invites, and whoever is invited signs up, takes the seat and reads without a limit', async () => {
  const options = { javaScriptEnabled: false }
  const office = await browser.newContext(options)
  const desk = await office.newPage()
  await desk.goto(`${site.origin}/account/groups/${group}`)
  await signInByMail(desk, site, head)
  await desk.waitForURL(`**/account/groups/${group}`)
  await desk.getByLabel('E-mail addresses').fill(`${pupil}\nnobody`)
  await desk.getByRole('button', { name: 'Send the invitations' }).click()
  expect(await main(desk)).toContain('One invitation is on its way.')
  expect(await desk.getByLabel('E-mail addresses').inputValue()).toBe('nobody')

  const home = await browser.newContext(options)
  const page = await home.newPage()
  await page.goto(site.origin + (await invitationPath(site, pupil)))
  await page.getByRole('button', { name: 'Sign in and take it' }).click()
  await signInByMail(page, site, pupil)
  await page.waitForURL('**/invitation')
  expect(await main(page)).toContain(`The invitation is for ${pupil}.`)
  await page.getByRole('button', { name: 'Take the seat' }).click()
  await page.waitForURL('**/account/groups')
  expect(await main(page)).toContain('Ferry School')
  for (const number of [1, 2, 3, 4]) {
    await page.goto(`${site.origin}/picks/gated-${number}`)
    const text = await main(page)
    expect([text.includes(bodyWord), /You have|free article/.test(text)]).toEqual([true, false])
  }

  await site.groupUsage.flush(site.clock.now)
  expect(await listUsage(site.database.db, group)).toEqual([{ month: '2026-11', way: 'seat', readers: 1, readings: 4 }])
  await desk.goto(`${site.origin}/account/groups/${group}`)
  expect((await main(desk)).replaceAll(/\s+/g, ' ')).toContain('November 2026 seats 1 4')
  await desk.getByRole('button', { name: `Remove: ${pupil}` }).click()
  expect(await main(desk)).toContain('Nobody has taken a seat yet.')
  await page.goto(`${site.origin}/picks/gated-1`)
  await page.goto(`${site.origin}/picks/gated-2`)
  expect(await main(page)).not.toContain(bodyWord)
  await office.close()
  await home.close()
})

test('everyone can use the pages of groups and invitations, in light and dark, and nothing on them breaks the page’s policy', async () => {
  const { page, violations, context } = await openReader(browser)
  await page.goto(`${site.origin}/account/groups/${group}`)
  site.clock.now = new Date(site.clock.now.getTime() + 3_600_000)
  await signInByMail(page, site, head)
  await page.getByLabel('E-mail addresses').fill('bea@boat.example\nnobody')
  await page.getByRole('button', { name: 'Send the invitations' }).click()
  await expectAccessible(page)
  for (const path of [`/account/groups/${group}`, '/account/groups', '/account', await invitationPath(site, 'bea@boat.example')])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(site.origin + path)
      await expectAccessible(page)
    }
  expect(violations).toEqual([])
  await context.close()
})
