import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { mainLines, openReader, readOn } from './reader.ts'

const seeds = join(import.meta.dirname, '../../../shared/seeds')
const text = existsSync(seeds)
  ? readdirSync(seeds)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(join(seeds, name), 'utf8'))
      .join('\n')
  : ''
const lines = text.split('\n').filter((line) => line.trim() !== '')

describe.skipIf(!existsSync(seeds))('the page saved from a real magazine', () => {
  let browser: Browser
  let site: BrowserSite
  beforeAll(async () => {
    ;[browser, site] = await Promise.all([
      launchBrowser(),
      openBrowserSite({ picks: text, settings: { 'allowance.visitors': '3' } }),
    ])
  })
  afterAll(async () => {
    await browser.close()
    await site.drop()
  })

  test('is, line for line, what a reader sees who opens the earlier pick and scrolls on', async () => {
    const { page, complaints } = await openReader(browser)
    await page.goto(`${site.origin}/archive/2018-09`)
    await page.getByRole('link', { name: lines[0] ?? '' }).click()
    await page.waitForURL('**/picks/*')
    await readOn(page, 2)
    expect(await mainLines(page)).toEqual(lines)
    expect(complaints).toEqual([])
  })

  test('is, in two pages, what a reader sees who has scripts off and follows “Next pick”', async () => {
    const { page } = await openReader(browser, { javaScriptEnabled: false })
    await page.goto(`${site.origin}/archive/2018-09`)
    await page.getByRole('link', { name: lines[0] ?? '' }).click()
    await page.waitForURL('**/picks/*')
    const first = await mainLines(page)
    expect(first.filter((line) => line.startsWith('You have'))).toEqual(['You have 2 free articles left this month'])
    await page.getByRole('link', { name: /^Next pick: / }).click()
    await page.waitForURL('**/picks/*?after=*')
    const second = await mainLines(page)
    expect(second.filter((line) => line.startsWith('You have'))).toEqual(['You have 1 free article left this month'])
    expect([...first, ...second]).toEqual(lines)
    expect(await page.getByRole('link', { name: /^Next pick/ }).count()).toBe(0)
  })
})
