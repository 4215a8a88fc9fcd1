// `npm run pictures`: takes the pictures in the README and in docs/ of the sample magazine.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './bootstrap.mjs'
import { showDesk } from './desk-picture.mjs'
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

await main(async () => {
  await ensureBuilt()
  const { chromium } = await import('playwright-core')
  const folder = join(root, 'docs/pictures')
  mkdirSync(folder, { recursive: true })
  await withSampleSite(async (address, ownerLink) => {
    const browser = await chromium.launch(await chromiumOptions())
    for (const { name, open, viewport, colorScheme } of pictures) {
      const context = await browser.newContext({ viewport, colorScheme })
      const page = await context.newPage()
      for (const path of open) await page.goto(address + path)
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: join(folder, `${name}.png`) })
      await context.close()
      say(`docs/pictures/${name}.png`)
    }
    const desk = await browser.newPage({ viewport: wide })
    await showDesk(desk, ownerLink)
    await desk.screenshot({ path: join(folder, 'desk.png') })
    say('docs/pictures/desk.png')
    await browser.close()
  })
})
