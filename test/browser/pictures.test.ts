import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { bars } from '../support/picture-files.ts'
import { bringAxe, faults } from './axe.ts'
import { openDesk, saved } from './desk-editor.ts'
import { openReader, shiftOf } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

test('an editor puts a cover, describes it and publishes, and a visitor sees it, with no line moved', async () => {
  const { page, context, go, editor, violations, complaints } = await openDesk(browser, site, { email: 'ada@lantern.example' })
  await bringAxe(context)
  const { id } = await editor.do('createPick', { content: wholeContent })
  await go(`/desk/picks/${id}`)
  await choose(page, 'Choose a picture', await bars(1600, 1000), 'image/png')
  const cover = page.getByRole('group', { name: 'Cover' })
  await cover.locator('img').waitFor()
  await page.getByText('The cover says nothing to those who don’t see it').waitFor()
  expect(await page.getByRole('button', { name: 'Publish now' }).isDisabled()).toBe(true)
  await page.getByLabel('What it shows').fill('Three bars, red, green and blue')
  await page.getByLabel('Who made it').fill('Ada Brook')
  await saved(page)
  expect(await faults(page)).toEqual([])
  await page.getByRole('button', { name: 'Remove the cover' }).click()
  expect(await cover.locator('img').count()).toBe(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await cover.locator('img').waitFor()
  expect(await page.getByLabel('What it shows').inputValue()).toBe('Three bars, red, green and blue')
  await saved(page)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByText('It is published.').waitFor()
  expect([violations, complaints]).toEqual([[], []])

  for (const width of [390, 1440]) {
    const visitor = await openReader(browser, { viewport: { width, height: 900 } })
    await bringAxe(visitor.context)
    await holdPictures(visitor.context)
    for (const path of ['/', '/picks/the-ford-nobody-drew']) {
      await visitor.page.goto(site.origin + path)
      const picture = visitor.page.locator('main img')
      expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(
        100,
      )
      expect(await shiftOf(visitor.page), `${path} at ${width}`).toBeLessThan(0.001)
      expect(await faults(visitor.page, { widths: [width] })).toEqual([])
    }
    await visitor.page.getByRole('img', { name: 'Three bars, red, green and blue' }).waitFor()
    await visitor.page.getByText('Picture: Ada Brook').waitFor()
    expect(visitor.asked.every((address) => address.startsWith(site.origin))).toBe(true)
    expect([visitor.violations, visitor.complaints]).toEqual([[], []])
    await visitor.context.close()
  }
  await context.close()
})

test('a cover is pasted or dropped as well, what can’t be used is told with what to do, and a version brings it back', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'bea@lantern.example' })
  const { id } = await editor.do('createPick', { content: { ...wholeContent, headline: 'Dropped' } })
  await go(`/desk/picks/${id}`)
  const field = page.getByRole('group', { name: 'Cover' })
  await hand(field, 'paste', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  await page.getByText('This is an SVG, which can hold scripts').waitFor()
  await hand(field, 'drop', await bars(640, 480))
  await field.locator('img').waitFor()
  await page.getByText('It is only decoration').click()
  await saved(page)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByText('It is published.').waitFor()
  await hand(field, 'paste', await bars(480, 640))
  await page.getByText('The cover is another one now.').waitFor()
  await saved(page)
  await page.getByRole('button', { name: 'Versions' }).click()
  await page.getByRole('button', { name: /as it went out/ }).click()
  await page.getByRole('heading', { name: 'Cover' }).waitFor()
  expect(await page.locator('.covers img').count()).toBe(2)
  await page.getByRole('button', { name: /^Go back to version/ }).click()
  await page.getByText('is what you are writing now').waitFor()
  await expect.poll(() => field.locator('img').getAttribute('width')).toBe('320')
  await context.close()
})

test('an owner puts a logo, and it stands for the name before readers and at the desk, in light and in dark', async () => {
  const { page, context, go, violations, complaints } = await openDesk(browser, site, { email: 'jun@lantern.example' })
  await bringAxe(context)
  await go('/desk/magazine/look')
  const ink = { r: 20, g: 30, b: 60, alpha: 1 }
  const clear = await sharp({ create: { width: 480, height: 120, channels: 4, background: { ...ink, alpha: 0 } } })
    .composite([{ input: { create: { width: 400, height: 60, channels: 4, background: ink } } }])
    .png()
    .toBuffer()
  await choose(page, 'Choose a logo', clear, 'image/png')
  await page.getByText('The logo is changed').waitFor()
  await page.getByRole('img', { name: 'The logo in the dark' }).waitFor()
  expect(await faults(page)).toEqual([])
  const inBar = page.getByRole('banner').getByRole('img', { name: 'The Lantern' })
  await inBar.waitFor()
  const visitor = await openReader(browser, { colorScheme: 'dark' })
  await bringAxe(visitor.context)
  await visitor.page.goto(site.origin)
  const logo = visitor.page.getByRole('banner').getByRole('img', { name: 'The Lantern' })
  expect(await logo.evaluate((image) => getComputedStyle(image).backgroundColor)).toBe('rgb(253, 253, 251)')
  expect(await shiftOf(visitor.page)).toBeLessThan(0.001)
  expect(await faults(visitor.page)).toEqual([])
  await page.getByRole('button', { name: 'Go by the name alone' }).click()
  await page.getByRole('banner').getByText('The Lantern').waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await inBar.waitFor()
  expect([violations, complaints, visitor.violations]).toEqual([[], [], []])
  await Promise.all([context.close(), visitor.context.close()])
})

/** Chooses a file as with the browser's own window for that. */
async function choose(page: Page, button: string, buffer: Buffer, mimeType: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).click()
  await (await chooser).setFiles({ name: 'a.png', mimeType, buffer })
}

/** Drops or pastes a file there. */
async function hand(target: Locator, how: 'paste' | 'drop', bytes: Buffer): Promise<void> {
  await target.evaluate(
    (element, { how, base64 }) => {
      const file = new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'a.png')
      const data = new DataTransfer()
      data.items.add(file)
      const options = { bubbles: true, cancelable: true }
      const event =
        how === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data })
          : new ClipboardEvent('paste', { ...options, clipboardData: data })
      element.dispatchEvent(event)
    },
    { how, base64: bytes.toString('base64') },
  )
}

/** Pictures come after the page has been drawn without them. */
async function holdPictures(context: BrowserContext): Promise<void> {
  await context.route('**/pictures/*', async (route) => {
    await route
      .request()
      .frame()
      .page()
      .waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
    await route.continue()
  })
}
