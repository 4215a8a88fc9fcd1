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
