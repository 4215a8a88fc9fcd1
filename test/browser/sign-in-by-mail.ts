import type { Page } from 'playwright-core'
import { newestMail } from '../support/sign-in.ts'
import type { TestSite } from '../support/site.ts'

/** Where the page asks for an address: has the mail sent there, and types its code. */
export async function signInByMail(page: Page, site: TestSite, email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me the mail' }).click()
  await page.waitForURL(/sign-in\/code/)
  await page.getByLabel('Code of eight digits').fill((await newestMail(site, email)).code)
  await page.getByRole('button', { name: 'Go on' }).click()
}
