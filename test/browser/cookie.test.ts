import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, longPicks, openBrowserSite } from '../support/browser-site.ts'
import { mainLines, openReader, readOn } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([
    launchBrowser(),
    openBrowserSite({ picks: longPicks(4), settings: { 'allowance.visitors': '2' } }),
  ])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

/** What a script could find of an earlier visit. */
function keptByScripts(page: Page) {
  return page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))
}

/** Everything a site can keep in a browser, but its cookies. */
async function wipeStorage(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page)
  const storageTypes = 'file_systems,indexeddb,local_storage,shader_cache,websql,service_workers,cache_storage,interest_groups'
  await devtools.send('Storage.clearDataForOrigin', { origin: site.origin, storageTypes })
  await page.evaluate(() => sessionStorage.clear())
}

test('a reader is known by one cookie that the browser takes and no script can read, and by nothing else', async () => {
  const { page, context } = await openReader(browser)
  await page.goto(`${site.origin}/picks/pick-1`)
  await readOn(page, 3)
  const cookies = await context.cookies()
  expect(cookies).toMatchObject([
    { name: '__Host-tessera', domain: 'localhost', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' },
  ])
  expect(await keptByScripts(page)).toEqual({ cookie: '', local: [], session: [], databases: [], caches: [], workers: 0 })
})

test('wiping what a browser keeps besides the cookie gives nothing back [PW-12]', async () => {
  const { page, context } = await openReader(browser)
  for (const pick of [1, 2]) await page.goto(`${site.origin}/picks/pick-${pick}`)
  expect(await mainLines(page)).toContain('You have no free articles left this month')
  await wipeStorage(context, page)
  await page.goto(`${site.origin}/picks/pick-3`)
  expect((await mainLines(page)).join('\n')).toContain('You have read your two free articles for November.')
  await page.goto(`${site.origin}/picks/pick-1`)
  expect(await mainLines(page)).toContain('You have 1 free article left this month')
})

test('the page’s script asks the browser for nothing by which it could be told from others [PW-23]', async () => {
  const { page, context } = await openReader(browser)
  await context.addInitScript(watchFingerprints)
  await page.goto(`${site.origin}/picks/pick-1`)
  await readOn(page, 3)
  const touched = () => page.evaluate(() => (globalThis as unknown as { touched: string[] }).touched)
  expect(await touched()).toEqual([])
  await page.evaluate(() => [navigator.userAgent, document.cookie, localStorage.length, new Date().getTimezoneOffset()])
  expect(await touched()).toEqual(['userAgent', 'cookie', 'localStorage', 'getTimezoneOffset'])
})

/** Runs in the page before its own script: notes each use of what browsers are told apart or remembered by. */
function watchFingerprints(): void {
  const touched: string[] = []
  Object.assign(globalThis, { touched })
  const watch = (on: object, names: string[]) => {
    for (const name of names) {
      const known = Object.getOwnPropertyDescriptor(on, name)
      if (!known) continue
      const { get, value } = known
      const note = () => {
        touched.push(name)
      }
      Object.defineProperty(on, name, {
        configurable: true,
        get(this: unknown) {
          note()
          return get ? get.call(this) : value
        },
      })
    }
  }
  watch(Navigator.prototype, [
    'userAgent',
    'userAgentData',
    'plugins',
    'languages',
    'language',
    'hardwareConcurrency',
    'deviceMemory',
  ])
  watch(Navigator.prototype, ['platform', 'vendor', 'maxTouchPoints', 'connection', 'getBattery', 'sendBeacon', 'mediaDevices'])
  watch(Screen.prototype, ['width', 'height', 'availWidth', 'availHeight', 'colorDepth', 'pixelDepth'])
  watch(Document.prototype, ['cookie', 'referrer'])
  watch(globalThis, [
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'caches',
    'AudioContext',
    'OfflineAudioContext',
    'cookieStore',
  ])
  watch(HTMLCanvasElement.prototype, ['getContext', 'toDataURL', 'toBlob'])
  watch(Date.prototype, ['getTimezoneOffset'])
}
