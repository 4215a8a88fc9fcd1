import { expect } from 'vitest'
import type { TestBrowser, TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries } from './canaries.ts'

/** A browser that has opened these picks of `gatedPick`, all in full. */
export async function hasOpened(site: TestSite, numbers: readonly number[], peer?: string): Promise<TestBrowser> {
  const browser = site.browser()
  for (const number of numbers) {
    const page = await browser.text(`/picks/gated-${number}`, peer ? { peer } : {})
    expect(countCanaries(page, number), `gated-${number} opens`).toBe(canariesPerPick)
  }
  return browser
}

/** A browser whose allowance is spent and whose list is forgotten: nothing is open to it any more. */
export async function atTheWall(site: TestSite, numbers: readonly number[]): Promise<TestBrowser> {
  const browser = await hasOpened(site, numbers)
  const forgot = await browser.get('/reading/forget', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
  expect(forgot.status).toBe(303)
  return browser
}

/** How many readings the ledger holds. */
export async function countRows(site: TestSite): Promise<number> {
  const rows = await site.database.ledger.selectFrom('reading').select('nth').execute()
  return rows.length
}
