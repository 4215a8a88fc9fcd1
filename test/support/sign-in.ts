import { expect } from 'vitest'
import type { TestBrowser, TestSite } from './site.ts'

/** A mail that waits in the outbox, as its reader would use it. */
export type TestMail = { subject: string; text: string; html: string; code: string; link: string }

/** The newest mail to an address, with its code and link if it has any. Throws when there is none. */
export async function newestMail(site: TestSite, recipient: string): Promise<TestMail> {
  const { subject, text_body, html_body } = await site.database.db
    .selectFrom('outgoing_mail')
    .select(['subject', 'text_body', 'html_body'])
    .where('recipient', '=', recipient)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const code = /^ {4}(\d{4}) (\d{4})$/m.exec(text_body)
  const link = /\/(?:sign-in|account\/email)\/link\/\S+/.exec(text_body)?.[0] ?? ''
  return { subject, text: text_body, html: html_body, code: `${code?.[1]}${code?.[2]}`, link }
}

/** How many mails an address was sent. */
export async function countMails(site: TestSite, recipient: string): Promise<number> {
  const rows = await site.database.db.selectFrom('outgoing_mail').select('id').where('recipient', '=', recipient).execute()
  return rows.length
}

/** Asks for the mail in this browser, and gives it. */
export async function askForMail(site: TestSite, browser: TestBrowser, email: string, next = ''): Promise<TestMail> {
  const asked = await browser.post('/sign-in', { email, next })
  expect(asked.status).toBe(303)
  return newestMail(site, email)
}

/** Signs a browser in with the code from the mail. Addresses of one test need a minute between two mails. */
export async function signIn(site: TestSite, browser: TestBrowser, email: string, next = ''): Promise<Response> {
  const { code } = await askForMail(site, browser, email, next)
  const confirmed = await browser.post('/sign-in/code', { code })
  expect(confirmed.status).toBe(303)
  return confirmed
}
