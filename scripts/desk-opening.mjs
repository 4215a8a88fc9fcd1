// `npm run bench -- --desk`: how long the desk of the sample magazine takes to open in a browser that has nothing of it yet, over lines of
// different speed: from asking for the page until the first picks stand there, to be worked with.

import { becomeOwner } from './desk-scenes.mjs'
import { chromiumOptions, withSampleSite } from './sample-site.mjs'

const times = 7
/** As Chromium counts them: milliseconds there and back, kilobits a second. */
const lines = [
  { name: 'this machine, no limit', latency: 0, kilobits: -1 },
  { name: 'a home line, 40 ms, 20 Mbit/s', latency: 40, kilobits: 20_000 },
  { name: 'a phone’s line, 150 ms, 1.6 Mbit/s', latency: 150, kilobits: 1_600 },
]
const limits = { 'a home line, 40 ms, 20 Mbit/s': 1_000 }

/** Measures, prints a line for each, and gives 1 where a promise isn't kept. */
export async function measureOpening() {
  const { chromium } = await import('playwright-core')
  return withSampleSite(async (address, ownerLink) => {
    const browser = await chromium.launch(await chromiumOptions())
    const first = await browser.newContext()
    await becomeOwner(await first.newPage(), ownerLink)
    const storageState = await first.storageState()
    let isKept = true
    for (const line of lines) {
      const opened = []
      for (let time = 0; time < times; time++) opened.push(await openOnce(browser, { address, storageState, line }))
      const [fastest, middle, slowest] = spread(opened.map(({ milliseconds }) => milliseconds))
      const limit = limits[line.name]
      if (limit && middle > limit) isKept = false
      const verdict = limit ? `, ${middle > limit ? 'MISSED' : 'ok'} (at most ${limit})` : ''
      const [{ kilobytes, requests }] = opened
      console.log(`${line.name}: ${middle} ms (${fastest} to ${slowest})${verdict}; ${kilobytes} kB in ${requests} requests`)
    }
    await browser.close()
    return isKept ? 0 : 1
  })
}

async function openOnce(browser, { address, storageState, line }) {
  const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const wire = await context.newCDPSession(page)
  const bytesASecond = line.kilobits < 0 ? -1 : (line.kilobits * 1_000) / 8
  await wire.send('Network.enable')
  await wire.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latency,
    downloadThroughput: bytesASecond,
    uploadThroughput: bytesASecond,
  })
  const sizes = []
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => sizes.push(encodedDataLength))
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('.picks .headline')) return
      observer.disconnect()
      requestAnimationFrame(() => {
        globalThis.openedAfter = performance.now()
      })
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(`${address}/desk`)
  const handle = await page.waitForFunction(() => globalThis.openedAfter)
  const milliseconds = Math.round(await handle.jsonValue())
  await page.waitForLoadState('networkidle')
  await context.close()
  return { milliseconds, kilobytes: Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1_000), requests: sizes.length }
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
}
