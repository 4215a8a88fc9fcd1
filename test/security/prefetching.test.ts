import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, type TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries, gatedPick } from './canaries.ts'
import { countRows, hasOpened } from './visitors.ts'

const ways: Record<string, string>[] = [
  { 'sec-purpose': 'prefetch' },
  { 'sec-purpose': 'prefetch;prerender' },
  { 'sec-purpose': 'prefetch;anonymous-client-ip' },
  { 'sec-purpose': 'Prefetch' },
  { purpose: 'prefetch' },
  { 'sec-purpose': '', purpose: 'prefetch' },
  { 'x-moz': 'prefetch' },
  { 'x-purpose': 'preview' },
]

let site: TestSite
beforeAll(async () => {
  const picks = [gatedPick(1), gatedPick(2), gatedPick(3, { access: 'subscribers-only' }), gatedPick(4, { access: 'open' })]
  site = await openTestSite({ picks: picks.join('\n') })
})
afterAll(() => site.drop())

test.each(ways)('a browser that only prepares gets no text and spends nothing (%j) [PW-29]', async (headers) => {
  const known = await hasOpened(site, [1])
  const rows = await countRows(site)
  for (const path of ['/picks/gated-1', '/picks/gated-2', '/picks/gated-2/stream', '/picks/gated-3']) {
    for (const ask of [known.get, site.request]) {
      const response = await ask(path, { headers })
      expect([response.status, response.headers.get('cache-control'), response.headers.has('set-cookie')], path).toEqual([
        503,
        'private, no-store',
        false,
      ])
      expect(await response.text(), path).toBe('')
    }
  }
  expect(await countRows(site)).toBe(rows)
  // Then the reader comes, and it is counted once, however often they come back to it.
  for (let visit = 0; visit < 3; visit += 1) {
    const page = await known.text('/picks/gated-2')
    expect(countCanaries(page, 2)).toBe(canariesPerPick)
    expect(page).toContain('You have 1 free article left this month')
  }
  expect(await countRows(site)).toBe(rows + 2)
})

test('what is the same for everyone may be prefetched [PW-29]', async () => {
  for (const path of ['/', '/picks/gated-4', '/topics']) {
    const [prepared, read] = [await site.request(path, { headers: { 'sec-purpose': 'prefetch' } }), await site.request(path)]
    expect([prepared.status, await prepared.text()], path).toEqual([200, await read.text()])
  }
})
