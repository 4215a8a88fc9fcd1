// `npm run pictures`: takes the pictures in the README and in docs/ of the sample magazine, all of them in one go.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './bootstrap.mjs'
import { becomeOwner, fillDesk, scenes } from './desk-scenes.mjs'
import { main, root, say } from './process.mjs'
import { chromiumOptions, withSampleSite } from './sample-site.mjs'

const pick = '/picks/the-footbridge-and-its-thirty-one-owners'
const wide = { width: 1440, height: 1000 }
const phone = { width: 390, height: 844 }
/** The pages to open one after the other; the picture is of the last. */
const pictures = [
  { name: 'pick', open: [pick], viewport: wide, colorScheme: 'light' },
  { name: 'front-dark', open: ['/'], viewport: wide, colorScheme: 'dark' },
  { name: 'pick-phone', open: [pick], viewport: phone, colorScheme: 'light' },
  {
    name: 'wall',
    open: ['/picks/trace-amounts', '/picks/the-cook-who-listened', '/picks/tram-stop-zero', pick],
    viewport: { width: 820, height: 1000 },
    colorScheme: 'light',
  },
]

/** The most that a picture may weigh, in bytes. */
const heaviest = 100_000

await main(async () => {
  await ensureBuilt()
  const { chromium } = await import('playwright-core')
  const folder = join(root, 'docs/pictures')
  mkdirSync(folder, { recursive: true })
  await withSampleSite(async (address, ownerLink) => {
    const browser = await chromium.launch(await chromiumOptions())
    const darkroom = await browser.newPage()
    const take = async (page, name) => {
      await page.evaluate(() => document.fonts.ready)
      const picture = await developed(darkroom, await page.screenshot())
      if (picture.length > heaviest) throw new Error(`${name} weighs ${picture.length} bytes`)
      writeFileSync(join(folder, `${name}.webp`), picture)
      say(`docs/pictures/${name}.webp, ${Math.round(picture.length / 1_000)} kB`)
    }
    for (const { name, open, viewport, colorScheme } of pictures) {
      const context = await browser.newContext({ viewport, colorScheme })
      const page = await context.newPage()
      for (const path of open) await page.goto(address + path)
      await take(page, name)
      await context.close()
    }
    await takeDesk(browser, { address, ownerLink, take })
    await browser.close()
  })
})

async function takeDesk(browser, { address, ownerLink, take }) {
  const page = await browser.newPage({ viewport: wide })
  await becomeOwner(page, ownerLink)
  await fillDesk(page)
  for (const { name, path, open, viewport = wide, colorScheme = 'light' } of scenes) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    if (path) await page.goto(address + path, { waitUntil: 'networkidle' })
    await open?.(page)
    await take(page, name)
  }
}

/** A picture as WebP, which browsers make of it: a third of what it weighs as PNG. */
async function developed(page, png) {
  const url = await page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', 0.75)
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}
