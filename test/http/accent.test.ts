import { afterEach, expect, test } from 'vitest'
import { openTestSite, type TestSite } from '../support/site.ts'

let site: TestSite
afterEach(() => site.drop())

test('a magazine that sets a colour has it on every page, in the stylesheet and in the tab', async () => {
  site = await openTestSite({ settings: { accent: '#7a1f1f' } })
  const page = await (await site.request('/')).text()
  for (const file of ['/assets/accent-7a1f1f.css', '/assets/accent-7a1f1f.svg']) {
    expect(page).toContain(`href="${file}"`)
    expect(await (await site.request(file)).text()).toContain('#7a1f1f')
  }
})

test('a colour the magazine does not have is not made for anyone who asks', async () => {
  site = await openTestSite({ settings: { accent: '#7a1f1f' } })
  expect((await site.request('/assets/accent-7a1f1e.css')).status).toBe(404)
})

test('a magazine that chooses another face has its letters asked for on every page, and one that doesn’t has the very page it had', async () => {
  site = await openTestSite()
  const shipped = await (await site.request('/')).text()
  expect(shipped).not.toContain('face-')
  expect(shipped).toMatch(/<link rel="preload" href="\/assets\/tessera-text-\w+\.woff2"/)
  await site.set('face', 'sans')
  const sans = await (await site.request('/')).text()
  const [, stylesheet = ''] = /href="(\/assets\/face-sans-\w+\.css)"/.exec(sans) ?? []
  expect(await (await site.request(stylesheet)).text()).toContain('Tessera Sans')
  expect(sans).toMatch(/<link rel="preload" href="\/assets\/tessera-sans-\w+\.woff2"/)
  expect(sans).not.toContain('tessera-text')
  await site.set('face', 'device')
  const device = await (await site.request('/')).text()
  expect(device).toContain('/assets/face-device-')
  expect(device).not.toContain('rel="preload"')
  await site.set('face', 'serif')
  expect(await (await site.request('/')).text()).toBe(shipped)
})
