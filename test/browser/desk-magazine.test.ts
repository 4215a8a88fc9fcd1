import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite, publishSamples } from '../support/browser-site.ts'
import { openDesk } from './desk-editor.ts'
import { mainLines, openReader } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
  await publishSamples(site)
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

test('an owner changes the policy, reads first what readers will meet, and a visitor then meets just that', async () => {
  const { page, context, go, violations, complaints } = await openDesk(browser, site, { email: 'ada@lantern.example' })
  await go('/desk')
  await page.getByRole('link', { name: 'Magazine' }).click()
  await page.getByRole('navigation', { name: 'Magazine' }).getByRole('link', { name: 'Meter' }).click()
  const account = page.getByRole('complementary', { name: 'What readers will meet' })
  await account.getByText('Opens three metered picks a month.').waitFor()
  await page.getByLabel('Readings for visitors').fill('1')
  await account.getByText('Opens one metered pick a month.').waitFor()
  await account.getByText('Of the visitors, those who have read one or more have nothing left at once.').waitFor()
  await page.getByLabel('Readings for visitors').fill('many')
  await page.getByText('“many” is not a whole number from 0 to 1000.').waitFor()
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
  await page.getByLabel('Readings for visitors').fill('1')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The policy is saved, and holds for every reader from now on.').waitFor()
  const visitor = await openReader(browser)
  await visitor.page.goto(site.origin)
  const links = await visitor.page
    .locator('article h3 a')
    .evaluateAll((all) => all.slice(0, 12).map((a) => (a as HTMLAnchorElement).href))
  const said: string[] = []
  for (const link of links) {
    await visitor.page.goto(link)
    said.push(...(await mainLines(visitor.page)).filter((line) => /left this month|You have read your/.test(line)))
    if (said.length >= 2) break
  }
  expect(said.slice(0, 2)).toEqual([
    'You have no free articles left this month',
    expect.stringMatching(/^You have read your free article for November\./),
  ])
  expect([violations, complaints]).toEqual([[], []])
  await site.set('allowance.visitors', '3')
  await Promise.all([context.close(), visitor.context.close()])
})

test('two owners at the meter: who is late is told what the other has set, and loses nothing', async () => {
  const one = await openDesk(browser, site, { email: 'bea@lantern.example' })
  const two = await openDesk(browser, site, { email: 'cay@lantern.example' })
  for (const { go } of [one, two]) await go('/desk/magazine/meter')
  await one.page.getByLabel('Readings for members').fill('8')
  await two.page.getByLabel('Days of grace').fill('3')
  await one.page.getByRole('button', { name: 'Save', exact: true }).click()
  await one.page.getByText('The policy is saved').waitFor()
  await two.page.getByRole('button', { name: 'Save', exact: true }).click()
  await two.page.getByText('Somebody else has set this to “8” meanwhile.').waitFor()
  expect(await two.page.getByLabel('Days of grace').inputValue()).toBe('3')
  expect(await two.page.getByLabel('Readings for members').inputValue()).toBe('8')
  await two.page.getByRole('button', { name: 'Save', exact: true }).click()
  await two.page.getByText('The policy is saved').waitFor()
  const { texts } = await one.editor.do('showMeter', {})
  expect([texts['allowance.members'], texts.graceDays]).toEqual(['8', '3'])
  await Promise.all([one.context.close(), two.context.close()])
})

test('a desk left open asks to sign in again before the policy is changed, and what was typed stays', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'dot@lantern.example' })
  await go('/desk/magazine/meter')
  await page.getByLabel('Days of grace').fill('11')
  const before = site.clock.now
  site.clock.now = new Date(before.getTime() + 16 * 60_000)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Please sign in again' })
  await dialog.waitFor()
  expect(await dialog.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe(
    '/sign-in?next=/desk/magazine/meter&again=1',
  )
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('Saving asks for a sign-in within the past quarter of an hour.').waitFor()
  expect(await page.getByLabel('Days of grace').inputValue()).toBe('11')
  expect((await editor.do('showMeter', {})).texts.graceDays).not.toBe('11')
  site.clock.now = before
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The policy is saved').waitFor()
  await context.close()
})

test('a mail is read and deleted where none leaves, after asking', async () => {
  const { page, context, go } = await openDesk(browser, site, { email: 'hal@lantern.example' })
  await go('/desk/magazine/mail')
  await page.getByRole('button', { name: /^Read the mail to hal@lantern.example/ }).click()
  await page
    .getByRole('dialog')
    .getByText(/\d{4} \d{4}/)
    .waitFor()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: /^Delete the mail to hal@lantern.example/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click()
  await page.getByText('The mail is deleted.').waitFor()
  await expect.poll(() => page.getByRole('cell', { name: 'hal@lantern.example' }).count()).toBe(0)
  await context.close()
})

test('an editor has no way to the magazine’s settings, and finds nothing at their address', async () => {
  const { page, context, go } = await openDesk(browser, site, { email: 'eve@lantern.example', role: 'editor' })
  await go('/desk')
  await page.getByRole('link', { name: 'Topics' }).waitFor()
  expect(await page.getByRole('link', { name: 'Magazine' }).count()).toBe(0)
  await go('/desk/magazine/meter')
  await page.getByRole('heading', { name: 'This is for owners' }).waitFor()
  expect(await page.getByLabel('Readings for visitors').count()).toBe(0)
  await context.close()
})

test('a colour and a face are shown before they are saved, and then readers have them', async () => {
  const { page, context, go } = await openDesk(browser, site, { email: 'fay@lantern.example' })
  await go('/desk/magazine/look')
  await page.getByLabel('Accent', { exact: true }).fill('#ffd700')
  await page.getByText(/By itself it would stand at 1\.\d to 1 on paper\. It is darkened to #/).waitFor()
  await page.getByLabel('Sans').check()
  const sheet = page.getByRole('region', { name: 'By day' })
  expect(await sheet.evaluate((one) => getComputedStyle(one).fontFamily)).toContain('Tessera Sans')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The look is saved').waitFor()
  const visitor = await openReader(browser)
  await visitor.page.goto(site.origin)
  expect(await visitor.page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Tessera Sans')
  await visitor.page.reload()
  await visitor.page.evaluate(async () => {
    await document.fonts.ready
  })
  expect(await visitor.page.evaluate(() => document.fonts.check('20px "Tessera Sans"'))).toBe(true)
  expect([visitor.violations, visitor.complaints]).toEqual([[], []])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await (await site.request('/')).text()).includes('face-sans')).toBe(false)
  await Promise.all([context.close(), visitor.context.close()])
})

test('a plan is made, changed and retired, and the notice is written anew with examples beside it', async () => {
  const { page, context, go } = await openDesk(browser, site, { email: 'gil@lantern.example' })
  await go('/desk/magazine/plans')
  await page.getByRole('button', { name: 'New plan' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Monthly')
  await page.getByLabel('Price', { exact: true }).fill('4.90')
  await page.getByText(/“4.90” is not a price/).waitFor()
  await page.getByLabel('Price', { exact: true }).fill('4.90 EUR')
  await page.getByRole('button', { name: 'Put it on offer' }).click()
  await page.getByText('Monthly is on offer.').waitFor()
  expect(await page.getByRole('row', { name: /Monthly/ }).innerText()).toContain('€4.90 a month')
  await page.getByRole('button', { name: 'Retire monthly' }).click()
  await page.getByText('Monthly is off the offer.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Change monthly' }).waitFor()
  await go('/desk/magazine/notices')
  await page.getByLabel('When several are left').fill('{left} more to read')
  const examples = page.getByRole('complementary', { name: 'As readers meet it' })
  await examples.getByText('5 more to read').waitFor()
  await examples.getByText('You have 1 free article left this month').waitFor()
  await page.getByLabel('When several are left').fill('Some are left')
  await page.getByText('It has to say how many are left').waitFor()
  await context.close()
})

test('one press changes everything, says so before, and signs out whoever pressed it', async () => {
  const { page, context, go } = await openDesk(browser, site, { email: 'ida@lantern.example' })
  await go('/desk/magazine/secrets')
  await page.getByText(/^Everybody will be signed out, the staff too/).waitFor()
  await page.getByRole('button', { name: 'Change everything' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Change everything' }).click()
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  expect((await site.database.db.selectFrom('session').select('member_id').execute()).length).toBe(0)
  await context.close()
})
