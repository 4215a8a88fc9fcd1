import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveNewsletter } from '../../src/data/newsletters.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { havePlan, yearly } from '../support/plans.ts'
import { newestMail, signIn } from '../support/sign-in.ts'
import { bringAxe, faults } from './axe.ts'
import { type AtDesk, openDesk } from './desk-editor.ts'

let browser: Browser
let site: BrowserSite
let desk: AtDesk
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
  const { db } = site.database
  await havePlan(db)
  await havePlan(db, yearly)
  await saveNewsletter(db, { slug: 'weekly', name: 'The Week', description: '', position: null, now: site.clock.now })
  desk = await openDesk(browser, site, { email: 'olga@lantern.example' })
  await bringAxe(desk.context)
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

test('an owner comps somebody, finds them, ends it, takes that back, signs them out, and saves their data', async () => {
  const { page, go, violations, complaints } = desk
  const reader = site.browser()
  await signIn(site, reader, 'ada@boat.example')
  await go('/desk/members')
  await page.getByRole('button', { name: 'Give a subscription' }).click()
  await page.getByLabel('E-mail address').fill('ada@boat.example')
  await page.getByLabel('Plan').selectOption('yearly')
  await page.getByLabel('Until the end of').fill('2027-03-31')
  await page.getByLabel('Why').fill('She wrote for us')
  await page.getByRole('button', { name: 'Give it' }).click()
  await page.getByText('ada@boat.example is comped now.').waitFor()
  await page.getByRole('heading', { name: 'ada@boat.example' }).waitFor()
  expect((await newestMail(site, 'ada@boat.example')).text).toContain('March 31')
  const given = page.getByRole('region', { name: 'Subscriptions' })
  await given.getByText('until March 31 2027').waitFor()
  expect(await given.innerText()).toContain('Given by olga@lantern.example. She wrote for us')

  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('searchbox', { name: 'Name or address' }).fill('boat')
  await page.getByText('Yearly, comped, until March 31 2027').waitFor()
  await page.getByLabel('Who').selectOption('past-due')
  await page.getByText('No member is like that.').waitFor()
  await page.getByLabel('Who').selectOption('comped')
  await page.getByRole('link', { name: 'ada@boat.example' }).click()

  await page.getByRole('button', { name: 'End it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
  await page.getByText('Yearly is over for ada@boat.example.').waitFor()
  await given.getByText('Yearly, comp, over').waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('That is taken back.').waitFor()
  await expect.poll(async () => (await given.getByRole('listitem').allInnerTexts())[0]).toContain('until March 31 2027')

  await page.getByLabel('The Week').check()
  await page.getByText('ada@boat.example gets The Week from now on.').waitFor()
  await page.getByRole('button', { name: /^Sign out/ }).click()
  await page.getByText('ada@boat.example is signed out there.').waitFor()
  expect((await reader.get('/account')).status).toBe(303)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save their data as a file' }).click(),
  ])
  const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as object
  expect(file).toMatchObject({ email: 'ada@boat.example' })
  expect(file).not.toHaveProperty('readings')
  expect([violations, complaints]).toEqual([[], []])
})

test('a member is deleted once their address is typed, and an owner whose sign-in is old loses nothing that is typed on the way', async () => {
  const { page, go, editor } = desk
  const given = { kind: 'comp', plan: 'monthly', until: null, from: null, note: '', tells: false } as const
  const { memberId } = await editor.do('giveSubscription', { ...given, email: 'eve@boat.example' })
  await go(`/desk/members/${memberId}`)
  await page.getByRole('button', { name: 'Delete eve@boat.example' }).click()
  await page.getByLabel('Their address, to be sure').fill('ada@boat.example')
  await page.getByRole('button', { name: 'Delete them' }).click()
  await page.getByText('This isn’t their address.').waitFor()
  const before = site.clock.now
  site.clock.now = new Date(before.getTime() + 16 * 60_000)
  await page.getByLabel('Their address, to be sure').fill('eve@boat.example')
  await page.getByRole('button', { name: 'Delete them' }).click()
  const again = page.getByRole('dialog', { name: 'Please sign in again' })
  // In a window of its own, since what is typed on this page has to stay.
  expect(await again.getByRole('link', { name: 'Sign in' }).getAttribute('target')).toBe('_blank')
  await again.getByRole('button', { name: 'Go on' }).click()
  site.clock.now = before
  await page.getByRole('button', { name: 'Delete them' }).click()
  await page.getByText('eve@boat.example is deleted.').waitFor()
  await page.getByRole('heading', { name: 'Members' }).waitFor()
})

test('an owner saves the list, and reads members from a file that first says what will happen', async () => {
  const { page, go, violations } = desk
  await go('/desk/members')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the list as a file' }).click(),
  ])
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/^email,name,comp until,.*\r\nada@boat\.example,/)
  await page.getByRole('button', { name: 'Read members from a file' }).click()
  const choose = (text: string) =>
    page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await choose('email,comp until\nivo@lamp.example,soon\n')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await page.getByText('“soon” is not a day such as 2026-12-31').waitFor()
  await choose('email,name,comp until\nivo@lamp.example,Ivo,always\nada@boat.example,,\n')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await page.getByText('Choose the plan they are comped by.').waitFor()
  await page.getByLabel('Comped by the plan').selectOption('monthly')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await page.getByText('ivo@lamp.example becomes a member and is comped').waitFor()
  await page.getByText('ada@boat.example is a member already').waitFor()
  expect(await faults(page)).toEqual([])
  await page.getByRole('button', { name: 'Do it' }).click()
  await page.getByText('2 lines are read in.').waitFor()
  await page.getByRole('link', { name: 'Ivo' }).waitFor()
  expect(violations).toEqual([])
})

test('an owner begins a group with a domain, somebody takes a seat, and the group ends and comes back', async () => {
  const { page, go } = desk
  await go('/desk/groups')
  await page.getByText('No school, company or library has an agreement yet.').waitFor()
  await page.getByRole('button', { name: 'New group' }).click()
  await page.getByLabel('Name').fill('Merrow School')
  await page.getByLabel('Administrator’s e-mail address').fill('head@merrow.example')
  await page.getByLabel('Domains').fill('gmail.com')
  await page.getByRole('button', { name: 'Begin it' }).click()
  await page.getByText('Anybody can get an address at gmail.com').waitFor()
  await page.getByLabel('Domains').fill('merrow.example')
  await page.getByRole('button', { name: 'Begin it' }).click()
  await page.getByRole('heading', { name: 'Merrow School' }).waitFor()
  const reader = site.browser()
  await signIn(site, reader, 'pupil@merrow.example')
  await reader.post(`${new URL(page.url()).pathname.replace('/desk', '/account')}/take`)
  await page.reload()
  await page.getByRole('region', { name: 'People' }).getByText('pupil@merrow.example').waitFor()
  await page.getByRole('button', { name: 'End it now' }).click()
  await page.getByText('Merrow School has ended.').waitFor()
  await page.getByText('Its agreement is over.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('It opens metered picks').waitFor()
})

test('everyone can use the pages of members and groups: axe finds nothing and nothing sticks out', async () => {
  const { page, go, editor } = desk
  const { members } = await editor.do('listMembers', { search: 'ada@boat.example' })
  const { groups } = await editor.do('listGroups', {})
  const found: string[] = []
  const pages = {
    members: '/desk/members',
    'no members': '/desk/members?search=zzzz',
    member: `/desk/members/${members[0]?.id}`,
    groups: '/desk/groups',
    group: `/desk/groups/${groups[0]?.id}`,
    staff: '/desk/magazine/staff',
  }
  for (const [name, path] of Object.entries(pages)) {
    await go(path)
    await page.waitForLoadState('networkidle')
    found.push(...(await faults(page)).map((fault) => `${name}: ${fault}`))
  }
  await go('/desk/members')
  await page.getByRole('button', { name: 'Give a subscription' }).click()
  await page.getByLabel('Plan').waitFor()
  found.push(...(await faults(page)).map((fault) => `giving: ${fault}`))
  expect(found).toEqual([])
  expect(desk.violations).toEqual([])
})

test('before there is a plan, who wants to give one is led to where it is made', async () => {
  const bare = await openBrowserSite({ settings: { name: 'The Lantern' } })
  const { page, context, go } = await openDesk(browser, bare, { email: 'olga@lantern.example' })
  await go('/desk/members')
  await page.getByRole('button', { name: 'Give a subscription' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give a subscription' })
  await dialog.getByText('The magazine has no plan yet.').waitFor()
  await dialog.getByRole('link', { name: 'Make a plan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Plans' }).waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await havePlan(bare.database.db)
  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('button', { name: 'Give a subscription' }).click()
  await dialog.getByLabel('Plan').waitFor()
  await context.close()
  await bare.drop()
})
