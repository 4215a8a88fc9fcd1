import { afterEach, describe, expect, test } from 'vitest'
import { engines } from '../support/database.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'

let site: TestSite
afterEach(() => site.drop())

const five = ['One', 'Two', 'Three', 'Four', 'Five']
  .map((headline) => pickText({ headline, secret: `canary-${headline.toLowerCase()}` }))
  .join('\n')

describe.each(engines)('on %s', (engine) => {
  test('a new reader opens as many picks as the allowance gives, and then meets the wall', async () => {
    site = await openTestSite({ engine, picks: five })
    const browser = site.browser()
    expect(await browser.text('/picks/one')).toContain('You have 2 free articles left this month')
    expect(await browser.text('/picks/two')).toContain('You have 1 free article left this month')
    expect(await browser.text('/picks/three')).toContain('You have no free articles left this month')
    const wall = await browser.text('/picks/four')
    expect(wall).toContain('What the editors have to say about four.')
    expect(wall).toContain('Tuesday, Dec. 1')
    expect(wall).not.toContain('canary-four')
  })

  test('a pick read once stays open, with the number that held when it was counted', async () => {
    site = await openTestSite({ engine, picks: five })
    const browser = site.browser()
    for (const slug of ['one', 'two', 'three', 'four']) await browser.get(`/picks/${slug}`)
    const again = await browser.text('/picks/one')
    expect(again).toContain('canary-one')
    expect(again).toContain('You have 2 free articles left this month')
  })

  test('a robot that returns no cookie costs no row in the ledger', async () => {
    site = await openTestSite({ engine, picks: five })
    for (const slug of ['one', 'two', 'three']) await site.request(`/picks/${slug}`)
    const rows = await site.database.ledger.selectFrom('reading').selectAll().execute()
    expect(rows).toEqual([])
  })
})

test('the next pick of a stream is never one of those before it', async () => {
  site = await openTestSite({ picks: five })
  const seen: string[] = []
  let path: string | null = '/picks/one/stream'
  while (path) {
    const response: Response = await site.request(path)
    seen.push(new URL(path, 'http://localhost').pathname.split('/')[2] ?? '')
    const next: string | null = response.headers.get('tessera-next')
    path = next ? next.replace('?', '/stream?') : null
  }
  expect(seen.toSorted()).toEqual(['five', 'four', 'one', 'three', 'two'])
})
