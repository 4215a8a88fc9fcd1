import { afterEach, expect, test } from 'vitest'
import { englishStyle } from '../../src/domain/house-style.ts'
import { parsePicks } from '../../src/domain/pick-text.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'

let site: TestSite
afterEach(() => site.drop())

test('a pick that has just been closed is not sent to anyone, although this process has not seen the change yet [PW-02]', async () => {
  site = await openTestSite({ picks: pickText({ headline: 'Tide', secret: 'canary-old', access: 'open' }) })
  expect(await (await site.request('/picks/tide')).text()).toContain('canary-old')
  // Imported by another process: nothing here is told.
  const closed = parsePicks(pickText({ headline: 'Tide', secret: 'canary-new', access: 'subscribers-only' }))
  if (!closed.ok) throw new Error('the pick cannot be read')
  const { db } = site.database
  await importPicks(
    { db, now: site.clock.now, style: englishStyle },
    { picks: closed.picks, publish: true, by: 'another process' },
  )
  const answer = await site.request('/picks/tide?after=77')
  expect(await answer.text()).not.toContain('canary-new')
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
})

test('a picture on another site that names a pick is given nothing and counts nothing', async () => {
  site = await openTestSite({ settings: { newVisitorsPerHour: '1' }, picks: pickText({ headline: 'Tide', secret: 'canary' }) })
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
  for (let time = 0; time < 3; time++) expect((await site.request('/picks/tide', { headers })).status).toBe(503)
  expect(await (await site.request('/picks/tide')).text()).toContain('canary')
})

test('a month in which a topic has nothing is no page, so nobody can have made as many as there are months', async () => {
  site = await openTestSite({ picks: pickText({ headline: 'Tide', topics: 'Sea' }) })
  for (const path of ['/topics/sea?before=1000-01', '/sources/the-paper-boat?before=1000-02', '/archive/1000-03'])
    expect((await site.request(path)).status, path).toBe(404)
})
