import { afterEach, expect, test } from 'vitest'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'

let site: TestSite
afterEach(() => site.drop())

const noon = new Date('2026-11-10T12:00:00Z')
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000)

test('a pick published by a clock that is ahead appears once this clock has got there, also on pages that were finished before [RL-12]', async () => {
  site = await openTestSite({ now: minutes(5), picks: pickText({ headline: 'Ahead' }) })
  site.clock.now = noon
  await site.live.refresh()
  expect(await (await site.request('/')).text()).not.toContain('Ahead')
  expect((await site.request('/picks/ahead')).status).toBe(404)
  site.clock.now = minutes(5)
  await site.live.refresh()
  expect(await (await site.request('/')).text()).toContain('Ahead')
  expect((await site.request('/picks/ahead')).status).toBe(200)
})

test('a clock that is set back takes no published pick away for longer than it takes to look again [RL-12]', async () => {
  site = await openTestSite({ now: noon, picks: pickText({ headline: 'Steady' }) })
  site.clock.now = minutes(-60)
  await site.live.refresh()
  await site.request('/')
  site.clock.now = minutes(1)
  await site.live.refresh()
  expect(await (await site.request('/')).text()).toContain('Steady')
})

test('a new day leaves the year out of other dates, and the pages finished the day before are made anew', async () => {
  site = await openTestSite({ now: new Date('2026-12-31T12:00:00Z'), picks: pickText({ headline: 'Old', date: 'Dec. 30 2026' }) })
  expect(await (await site.request('/')).text()).toContain('Wednesday, Dec. 30<')
  site.clock.now = new Date('2027-01-01T00:00:00Z')
  await site.live.refresh()
  expect(await (await site.request('/')).text()).toContain('Wednesday, Dec. 30 2026<')
})

test('a mistyped address leads to the one it means with everything that was asked', async () => {
  site = await openTestSite({ picks: pickText({ headline: 'Here' }) })
  const response = await site.request('/Search/?q=here')
  expect([response.status, response.headers.get('location')]).toEqual([301, '/search?q=here'])
})

test('a trail of five hundred picks still brings no pick twice', async () => {
  site = await openTestSite({ picks: [pickText({ headline: 'One' }), pickText({ headline: 'Two' })].join('\n') })
  const before = Array.from({ length: 500 }, (_, index) => index + 1_000).join('.')
  const next = (await site.request(`/picks/one/stream?after=${before}`)).headers.get('tessera-next') ?? ''
  expect(next).toContain('/picks/two')
  const after = new URL(next, 'http://localhost').searchParams.get('after')
  expect((await site.request(`/picks/two/stream?after=${after}`)).headers.get('tessera-next')).toBe(null)
})
