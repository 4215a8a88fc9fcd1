import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { bars } from '../support/picture-files.ts'
import { axe, openDesk, saved } from './desk-editor.ts'
import { openReader } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})
