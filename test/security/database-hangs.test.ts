import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { give, subscriber } from '../support/subscriber.ts'

const pick = '/picks/the-lamp'

let site: TestSite
let other: pg.Client
let link = ''
beforeEach(async () => {
  site = await openTestSite({ engine: 'postgres', picks: pickText({ headline: 'The Lamp', secret: 'wick' }) })
  link = await give(await subscriber(site, 'ada@boat.example'), 'the-lamp')
  other = new pg.Client({ connectionString: 'url' in site.database.place ? site.database.place.url : '' })
  await other.connect()
})
afterEach(async () => {
  await other.end()
  await site.drop()
})

async function askedIn(browser: TestBrowser, path: string) {
  const from = performance.now()
  const response = await browser.get(path)
  return { status: response.status, text: await response.text(), seconds: (performance.now() - from) / 1_000 }
}

test('when gifts and the ledger hang, a reader with a gift has the lead within a second, and spends no reading on it [PW-34]', async () => {
  const reader = site.browser()
  await reader.get(link)
  await other.query('begin; lock table gift, reading in access exclusive mode')
  const asked = await askedIn(reader, pick)
  expect(asked).toMatchObject({ status: 200, text: expect.not.stringContaining('wick') })
  expect(asked.seconds).toBeLessThan(4)
  await other.query('rollback; begin; lock table gift in access exclusive mode')
  expect((await askedIn(reader, pick)).text).not.toContain('wick')
  await other.query('rollback')
  expect(await site.database.ledger.selectFrom('reading').select('reader').execute()).toEqual([])
  expect(await reader.text(pick)).toContain('wick')
})

test('a request that needs what is locked is told so after five seconds, and leaves room for others [PW-34]', async () => {
  const member = site.browser()
  await signIn(site, member, 'bea@boat.example')
  await other.query('begin; lock table gift, session in access exclusive mode')
  const needing = [askedIn(member, '/account'), askedIn(member, '/search?q=lamp'), askedIn(site.browser(), link)]
  expect(await askedIn(site.browser(), pick)).toMatchObject({ status: 200, text: expect.stringContaining('wick') })
  for (const asked of await Promise.all(needing)) {
    expect(asked.status).toBe(503)
    expect(asked.seconds).toBeLessThan(20)
  }
})
