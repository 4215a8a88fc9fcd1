import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyPayments } from '../../src/jobs/payments.ts'
import { createStripePayments } from '../../src/services/stripe/stripe-payments.ts'
import { bodyWord, gatedPick } from '../security/canaries.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { addPlan } from '../support/paying.ts'
import { type StripeFake, startStripe } from '../support/stripe-fake/stripe-fake.ts'
import { signInByMail } from './sign-in-by-mail.ts'

let site: BrowserSite
let stripe: StripeFake
let browser: Browser
beforeAll(async () => {
  stripe = await startStripe()
  site = await openBrowserSite({
    now: stripe.ledger.now,
    payments: createStripePayments(stripe.access, 'reader'),
    picks: gatedPick(1, { access: 'subscribers-only' }),
  })
  await addPlan(site.database.db, { slug: 'monthly', name: 'Monthly' }, stripe.ledger.now)
  stripe.ledger.price('price_monthly')
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await stripe.stop()
  await site.drop()
})

const main = (page: Page) => page.locator('main').innerText()

/** Signs up on the way to a plan, and comes back to it. */
async function signUp(page: Page, email: string): Promise<void> {
  await signInByMail(page, site, email)
  await page.waitForURL(/subscribe\?plan=monthly/)
}

test.each([
  ['on', true],
  ['off', false],
] as const)(
  'with scripts %s a reader chooses a plan, signs up, pays at Stripe, reads everything, cancels and takes it back',
  async (name, javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await page.goto(`${site.origin}/picks/gated-1`)
    expect(await main(page)).not.toContain(bodyWord)
    await page.goto(`${site.origin}/subscribe`)
    await page.getByRole('button', { name: 'Subscribe: Monthly' }).click()
    await page.waitForURL(/sign-up/)
    await signUp(page, `scripts-${name}@paper.example`)
    await page.getByRole('button', { name: 'Subscribe: Monthly' }).click()
    await page.waitForURL(/\/pay\/cs_/)
    expect(new URL(page.url()).origin).toBe(stripe.origin)
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.waitForURL(/account\/plan\?checkout=subscribed/)
    expect(await page.getByRole('status').innerText()).toContain('Thank you.')
    expect(await main(page)).toContain('It renews itself on Dec. 10 2026.')
    const invoice = page.getByRole('link', { name: /^NO-\d+, / })
    expect(await invoice.getAttribute('href')).toContain('https://pay.example/in_')
    if (javaScriptEnabled) {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      expect(violations.map(({ id }) => id)).toEqual([])
    }

    await page.goto(`${site.origin}/picks/gated-1`)
    expect(await main(page)).toContain(bodyWord)

    await page.goto(`${site.origin}/account/plan`)
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByRole('button', { name: 'Keep it after all' }).waitFor()
    expect(await main(page)).toContain('It is cancelled and ends on Dec. 10 2026')
    await page.getByRole('button', { name: 'Keep it after all' }).click()
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByRole('button', { name: 'Change plan or card' }).click()
    await page.waitForURL(/\/portal/)
    await page.getByRole('link', { name: 'Back' }).click()
    await page.waitForURL(/account\/plan$/)

    for (const event of stripe.ledger.events) {
      const { body, signature } = stripe.signed(event)
      const answer = await fetch(`${site.origin}/webhooks/stripe`, {
        method: 'POST',
        body,
        headers: { 'stripe-signature': signature },
      })
      expect(answer.status).toBe(200)
    }
    const payments = createStripePayments(stripe.access, 'job')
    await applyPayments({ db: site.database.db, payments, graceDays: () => 7, now: () => stripe.ledger.now, log: () => {} })
    await page.goto(`${site.origin}/picks/gated-1`)
    expect(await main(page)).toContain(bodyWord)
    await context.close()
  },
)
