import { afterEach, expect, test } from 'vitest'
import { retireNewsletter, saveNewsletter } from '../../src/data/newsletters.ts'
import { signIn } from '../support/sign-in.ts'
import { openTestSite, type TestSite } from '../support/site.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const day = 86_400_000

let site: TestSite
afterEach(() => site.drop())

async function open() {
  site = await openTestSite()
  const browser = site.browser()
  await signIn(site, browser, 'ada@paper.example')
  return browser
}

const add = (slug: string, name: string, description = '') =>
  saveNewsletter(site.database.db, { slug, name, description, position: null, now: site.clock.now })

test('a member switches newsletters on and off, and is shown since when; no other member’s choice is touched', async () => {
  const browser = await open()
  expect(await browser.text('/account')).not.toContain('Newsletters')
  await add('monday', 'The Monday Tide', 'What was picked in the week')
  await add('harbors', 'Harbors')
  const lines = async () => linesOf(mainOf(await browser.text('/account')))
  const isOn = async (slug: string) =>
    new RegExp(`<input id="newsletter-${slug}"[^>]* checked`).test(await browser.text('/account'))
  expect(await lines()).toEqual(expect.arrayContaining(['Newsletters', 'The Monday Tide', 'Harbors']))
  expect([await isOn('monday'), await isOn('harbors')]).toEqual([false, false])
  const saved = await browser.post('/account/newsletters', { 'newsletter-monday': 'yes', 'newsletter-none-such': 'yes' })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/account?saved=1'])
  expect([await isOn('monday'), await isOn('harbors')]).toEqual([true, false])
  site.clock.now = new Date(site.clock.now.getTime() + day)
  await browser.post('/account/newsletters', { 'newsletter-monday': 'yes', 'newsletter-harbors': 'yes' })
  expect(await lines()).toEqual(expect.arrayContaining(['What was picked in the week', 'You asked for it on Nov. 10 2026.']))
  await browser.post('/account/newsletters', { 'newsletter-harbors': 'yes' })
  expect(await lines()).toEqual(expect.arrayContaining(['What was picked in the week', 'You left it on Nov. 11 2026.']))
  const other = site.browser()
  await signIn(site, other, 'bea@paper.example')
  await other.post('/account/newsletters', {})
  expect(await isOn('harbors')).toBe(true)
})

test('the choices are in the file of one’s data, those of retired newsletters too, and go with the account', async () => {
  const browser = await open()
  await add('monday', 'The Monday Tide')
  await add('harbors', 'Harbors')
  await browser.post('/account/newsletters', { 'newsletter-harbors': 'yes' })
  await retireNewsletter(site.database.db, 'harbors', site.clock.now)
  expect(await browser.text('/account')).not.toContain('Harbors')
  expect(await (await browser.get('/account/export')).json()).toMatchObject({
    newsletters: [{ name: 'Harbors', wanted: true, chosenAt: site.clock.now.toISOString() }],
  })
  await browser.post('/account/delete', { email: 'ada@paper.example' })
  expect(await site.database.db.selectFrom('newsletter_choice').selectAll().execute()).toEqual([])
})
