import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFirstCode } from '../../src/flows/make-first-owner.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { openEditor } from '../support/desk.ts'
import { secrets } from '../support/secrets.ts'
import { newestMail } from '../support/sign-in.ts'
import { bringAxe, faults } from './axe.ts'
import { openDesk } from './desk-editor.ts'
import { openReader, type Reader } from './reader.ts'
import { signInByMail } from './sign-in-by-mail.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

test('the first owner comes by the console’s link, sets up a passkey, gets codes, and comes back with both [AU-16]', async () => {
  const owner = await openReader(browser)
  await bringAxe(owner.context)
  const { page, violations, complaints } = owner
  const device = await deviceOf(owner)
  const found: string[] = []
  const look = async (name: string) => found.push(...(await faults(page)).map((fault) => `${name}: ${fault}`))
  const code = await makeFirstCode({ db: site.database.db, secrets, now: site.clock.now })
  await page.goto(`${site.origin}/desk/first/${code}`)
  await page.getByLabel('Your name').fill('Ada Brook')
  await page.getByLabel('Your e-mail address').fill('ada@lantern.example')
  await page.getByRole('button', { name: 'Become the owner' }).click()
  await page.getByRole('heading', { name: 'Keep the desk yours' }).waitFor()
  await look('set up')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('button', { name: 'Use it' }).click()
  await page.getByRole('heading', { name: 'Recovery codes' }).waitFor()
  await look('codes')
  await page.getByRole('button', { name: 'Give me eight codes' }).click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  await look('new codes')
  const codes = page.locator('main li code')
  const [first = ''] = await codes.allInnerTexts()
  const lead = await page.locator('main .intro').boundingBox()
  const box = await codes.first().boundingBox()
  expect(box?.x).toBe(lead?.x)
  expect(box?.height).toBeLessThan(30)
  await page.getByRole('link', { name: 'On to the desk' }).click()
  await page.getByRole('heading', { name: 'Picks', exact: true }).waitFor()

  await signOut(page)
  await enterByMail(page, 'ada@lantern.example')
  await page.getByRole('heading', { name: 'One more proof' }).waitFor()
  await look('one more proof')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('heading', { name: 'Picks', exact: true }).waitFor()

  await signOut(page)
  await device.cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: device.id })
  await enterByMail(page, 'ada@lantern.example')
  await page.getByLabel('One of your recovery codes').fill('nothing like it')
  await page.getByRole('button', { name: 'Enter with this code' }).click()
  await page.getByText('This isn’t one of your codes').waitFor()
  await look('a wrong code')
  expect(await page.locator('main').innerText()).toContain('npx tessera staff code')
  await page.getByLabel('One of your recovery codes').fill(first.toLowerCase())
  await page.getByRole('button', { name: 'Enter with this code' }).click()
  await page.getByRole('heading', { name: 'Picks', exact: true }).waitFor()
  expect((await newestMail(site, 'ada@lantern.example')).subject).toBe('A recovery code was used at The Lantern')
  expect(found).toEqual([])
  // A code that isn’t one is answered by 422, which the browser tells of.
  expect([violations, complaints.filter((one) => !one.includes('422'))]).toEqual([[], []])
  await owner.context.close()
})

test('an editor who has lost everything is let in by an owner who types their number [AU-16]', async () => {
  const owner = await openDesk(browser, site, { email: 'olga@lantern.example' })
  const { browser: before } = await openEditor(site, 'eda@lantern.example', 'editor')
  await before.post('/desk/enter/codes')
  const editor = await openReader(browser)
  await enterByMail(editor.page, 'eda@lantern.example')
  await editor.page.getByRole('button', { name: 'Ask an owner' }).click()
  const number = /\d{3} \d{3}/.exec(await editor.page.getByRole('status').innerText())?.[0] ?? ''
  await editor.page.getByRole('button', { name: 'I have been let in' }).click()
  await editor.page.getByText('No owner has typed your number yet.').waitFor()
  const mail = await newestMail(site, 'olga@lantern.example')
  expect(mail.subject).toBe('Somebody asks to be let in at The Lantern')
  await owner.go('/desk/magazine/staff')
  const field = owner.page.getByLabel('Number of eda@lantern.example')
  await field.fill(number.startsWith('7') ? '111 111' : '777 777')
  await owner.page.getByRole('button', { name: 'Let them in' }).click()
  await owner.page.getByText('This isn’t the number on their page.').waitFor()
  await field.fill(number)
  await owner.page.getByRole('button', { name: 'Let them in' }).click()
  await owner.page.getByText('eda@lantern.example is let in.').waitFor()
  await editor.page.getByRole('button', { name: 'I have been let in' }).click()
  await editor.page.getByRole('heading', { name: 'Picks', exact: true }).waitFor()
  expect([owner.violations, editor.violations]).toEqual([[], []])
  await Promise.all([owner.context.close(), editor.context.close()])
})

type Device = { cdp: CDPSession; id: string }

async function deviceOf({ context, page }: Reader): Promise<Device> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const kind = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const options = { ...kind, isUserVerified: true, automaticPresenceSimulation: true }
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options })
  return { cdp, id: authenticatorId }
}

async function signOut(page: Page): Promise<void> {
  await page.goto(`${site.origin}/account`)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL(/done=signed-out/)
}

/** Without the script that would offer a passkey right away. */
async function enterByMail(page: Page, email: string): Promise<void> {
  site.clock.now = new Date(site.clock.now.getTime() + 60_000)
  await page.route('**/passkey-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }), { times: 1 })
  await page.goto(`${site.origin}/sign-in?next=/desk`)
  await signInByMail(page, site, email)
  await page.waitForURL(/\/desk/)
}
