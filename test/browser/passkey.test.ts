import AxeBuilder from '@axe-core/playwright'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyWord, gatedPick } from '../security/canaries.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { openReader, type Reader } from './reader.ts'
import { signInByMail } from './sign-in-by-mail.ts'

let site: BrowserSite
let browser: Browser
beforeAll(async () => {
  const picks = [1, 2, 3].map((number) => gatedPick(number)).join('\n')
  ;[browser, site] = await Promise.all([
    launchBrowser(),
    openBrowserSite({ picks, settings: { 'allowance.visitors': '1', 'allowance.members': '2' } }),
  ])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

const main = (page: Page) => page.locator('main').innerText()
const at = (path: string) => site.origin + path

type Device = { cdp: CDPSession; authenticatorId: string }

/** A device that keeps passkeys and has just recognised its person, or won't. */
async function withDevice({ context, page }: Reader, isUserVerified = true): Promise<Device> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, authenticatorId }
}

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto(at('/sign-up'))
  await signInByMail(page, site, email)
  await page.waitForURL(at('/account'))
}

async function addPasskey(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'your passkeys' }).click()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.waitForURL(/done=added/)
}

async function signOut(page: Page): Promise<void> {
  await page.goto(at('/account'))
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(at('/sign-in?done=signed-out'))
}

/** Keeps the device from answering on its own as soon as it is asked. */
const answersByItself = ({ cdp, authenticatorId }: Device, enabled: boolean) =>
  cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })

test('a reader signs up by mail, adds a passkey, signs out, and at the wall signs in with it and reads on [AU-15]', async () => {
  const reader = await openReader(browser)
  const { page, violations, complaints } = reader
  const device = await withDevice(reader)
  const email = 'ada@paper.example'
  await signUp(page, email)
  await addPasskey(page)
  expect(await page.getByRole('status').innerText()).toBe('The passkey is added. Next time you can sign in with it.')
  expect(await main(page)).toContain('Chrome on Linux')
  const { credentials } = await device.cdp.send('WebAuthn.getCredentials', { authenticatorId: device.authenticatorId })
  expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }])
  await signOut(page)
  await answersByItself(device, false)
  for (const number of [1, 2]) await page.goto(at(`/picks/gated-${number}`))
  expect(await page.content()).not.toContain(bodyWord)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
  await answersByItself(device, true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL(at('/picks/gated-2'))
  expect(await main(page)).toContain(bodyWord)
  await page.goto(at('/account'))
  expect(await main(page)).toContain(`You are signed in as ${email}.`)
  expect([violations, complaints]).toEqual([[], []])
  await reader.context.close()
})

test('the address field of the sign-in page offers the passkey by itself', async () => {
  const reader = await openReader(browser)
  const { page } = reader
  await withDevice(reader)
  await signUp(page, 'bea@paper.example')
  await addPasskey(page)
  await signOut(page)
  // The virtual device chooses at once what a person would choose from the list.
  await page.goto(at('/sign-in?next=/picks/gated-3'))
  await page.waitForURL(at('/picks/gated-3'))
  expect(await main(page)).toContain(bodyWord)
  await reader.context.close()
})

test('a device that doesn’t recognise its person adds nothing and signs nobody in, and the page says so [AU-15]', async () => {
  const reader = await openReader(browser)
  const { page } = reader
  const device = await withDevice(reader, false)
  await signUp(page, 'cay@paper.example')
  await page.getByRole('link', { name: 'your passkeys' }).click()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  expect(await page.getByRole('alert').innerText()).toBe('No passkey was used. You can try once more.')
  await device.cdp.send('WebAuthn.setUserVerified', { authenticatorId: device.authenticatorId, isUserVerified: true })
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.waitForURL(/done=added/)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect.poll(() => page.getByRole('alert').innerText()).toBe('There is a passkey for your account on this device already.')
  await signOut(page)
  await answersByItself(device, false)
  await page.goto(at('/sign-in'))
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
  await device.cdp.send('WebAuthn.setUserVerified', { authenticatorId: device.authenticatorId, isUserVerified: false })
  await answersByItself(device, true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect.poll(() => page.getByRole('alert').innerText()).toBe('No passkey was used. You can try once more.')
  await page.goto(at('/account'))
  expect(page.url()).toContain('/sign-in')
  await reader.context.close()
})

test('one that has been removed signs nobody in, and the page says so in a sentence', async () => {
  const reader = await openReader(browser)
  const { page } = reader
  const device = await withDevice(reader)
  await signUp(page, 'dee@paper.example')
  await addPasskey(page)
  await page.getByText('Rename', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Blue phone')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/done=saved/)
  await page.getByRole('button', { name: 'Remove: Blue phone' }).click()
  await page.waitForURL(/done=removed/)
  expect(await main(page)).toContain('You have none yet.')
  await signOut(page)
  await answersByItself(device, false)
  await page.goto(at('/sign-in'))
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
  await answersByItself(device, true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect.poll(() => page.getByRole('alert').innerText()).toContain('This passkey wasn’t accepted.')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await reader.context.close()
})

test('with scripts off, or in a browser without passkeys, the pages are whole and speak of the mail', async () => {
  const plain = await openReader(browser, { javaScriptEnabled: false })
  await plain.page.goto(at('/sign-in'))
  expect(await plain.page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()).toBe(false)
  await signUp(plain.page, 'eve@paper.example')
  await plain.page.getByRole('link', { name: 'your passkeys' }).click()
  expect(await main(plain.page)).toContain('This takes scripts and a browser that knows passkeys.')
  expect(await plain.page.getByRole('button', { name: 'Add a passkey' }).isVisible()).toBe(false)
  await plain.context.close()
  const old = await openReader(browser)
  await old.context.addInitScript('delete PublicKeyCredential.parseRequestOptionsFromJSON')
  await old.page.goto(at('/sign-in'))
  expect(await old.page.getByText('Sign in with a passkey').count()).toBe(0)
  expect(old.complaints).toEqual([])
  await old.context.close()
})

test('when the button for passkeys appears, nothing on the page moves', async () => {
  const plain = await openReader(browser)
  await plain.context.route('**/passkey-*.js', (route) => route.abort())
  const tops: number[][] = []
  for (const reader of [plain, await openReader(browser)]) {
    await reader.page.goto(at('/sign-up'))
    if (reader !== plain) await reader.page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
    tops.push(await reader.page.locator('main > *').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top)))
    await reader.context.close()
  }
  expect(tops[0]).toEqual(tops[1])
})
