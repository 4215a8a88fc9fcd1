import { afterEach, describe, expect, test } from 'vitest'
import { routes } from '../../src/http/routes.ts'
import { engines } from '../support/database.ts'
import { countMails, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'

const own = 'http://localhost:4000'
const fromOurPage = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }

let site: TestSite
afterEach(() => site.drop())

async function open(engine: (typeof engines)[number] = 'sqlite') {
  const picks = ['One', 'Two', 'Three', 'Four'].map((headline) =>
    pickText({ headline, secret: `canary-${headline.toLowerCase()}` }),
  )
  site = await openTestSite({ engine, picks: picks.join('\n') })
  const browser = site.browser()
  for (const slug of ['one', 'two']) await browser.get(`/picks/${slug}`)
  return browser
}

async function lists(browser: TestBrowser, slug: string): Promise<boolean> {
  return (await browser.text('/reading')).includes(`href="/picks/${slug}"`)
}

describe.each(engines)('on %s', (engine) => {
  test('forgetting empties the list and gives nothing back', async () => {
    const browser = await open(engine)
    expect([await lists(browser, 'one'), await lists(browser, 'two')]).toEqual([true, true])
    const forgot = await browser.get('/reading/forget', fromOurPage)
    expect([forgot.status, forgot.headers.get('location')]).toEqual([303, '/reading'])
    expect([await lists(browser, 'one'), await lists(browser, 'two')]).toEqual([false, false])
    expect(await browser.text('/picks/three')).toContain('You have no free articles left this month')
    for (const slug of ['one', 'two', 'four']) expect(await browser.text(`/picks/${slug}`)).not.toContain('canary')
    expect(await browser.text('/search?q=canary')).not.toContain('/picks/one')
  })

  test('forgetting a first reading that only the cookie knows keeps it counted', async () => {
    const browser = await open(engine)
    const fresh = site.browser()
    await fresh.get('/picks/one')
    await fresh.get('/reading/forget', fromOurPage)
    const rows = await site.database.ledger.selectFrom('reading').select(['nth', 'pick_id']).orderBy('pick_id').execute()
    expect(rows.map((row) => Math.max(0, row.pick_id))).toEqual([0, 1, 2])
    expect(await lists(fresh, 'one')).toBe(false)
    expect(await fresh.text('/picks/two')).toContain('You have 1 free article left this month')
    expect(await lists(browser, 'one')).toBe(true)
  })
})

test('forgetting again, or with nothing to forget, changes nothing', async () => {
  const browser = await open()
  for (let again = 0; again < 3; again += 1) expect((await browser.get('/reading/forget', fromOurPage)).status).toBe(303)
  expect(await browser.text('/picks/three')).toContain('You have no free articles left this month')
  const stranger = await site.request('/reading/forget', fromOurPage)
  expect([stranger.status, stranger.headers.has('set-cookie')]).toEqual([303, false])
})

const contentTypes = [
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/json',
  null,
]
const foreign: [string, Record<string, string>][] = [
  ['a cross-site form', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a form of a sister host', { 'sec-fetch-site': 'same-site', origin: 'http://other.localhost:4000' }],
  ['a cross-site form that claims our origin', { 'sec-fetch-site': 'cross-site', origin: own }],
  ['an old browser, another origin', { origin: 'https://evil.example' }],
  ['an old browser, a hidden origin', { origin: 'null' }],
  ['an old browser, no origin', {}],
  ['an old browser, only a referrer', { referer: `${own}/reading` }],
  ['an origin that begins like ours', { origin: `${own}.evil.example` }],
  ['an origin with ours as its user', { origin: `${own}@evil.example` }],
  ['an origin with another port', { origin: 'http://localhost:4001' }],
  ['an origin that is no address', { origin: 'localhost:4000' }],
  ['an odd value', { 'sec-fetch-site': 'same-origin, cross-site', origin: own }],
  ['an empty value', { 'sec-fetch-site': '', origin: own }],
]

test.each(foreign)('every address that changes something refuses %s and changes nothing [AU-18]', async (_, headers) => {
  const browser = await open()
  await signIn(site, browser, 'ada@paper.example')
  const cookie = browser.cookie
  const pages = new Set(Object.values(routes).flatMap((route): string[] => (route.method === 'get' ? [route.path] : [])))
  for (const { path } of Object.values(routes).filter((route) => route.policy === 'changes')) {
    for (const type of contentTypes) {
      const body = type === null ? {} : { body: '{"a":1}' }
      const refused = await browser.get(path, {
        method: 'POST',
        headers: { ...headers, ...(type ? { 'content-type': type } : {}) },
        ...body,
      })
      expect([refused.status, refused.headers.get('cache-control')], `${path} ${type}`).toEqual([403, 'private, no-store'])
    }
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'].filter((one) => !(pages.has(path) && /GET|HEAD/.test(one))))
      expect((await browser.get(path, { method, headers })).status, `${method} ${path}`).toBeGreaterThanOrEqual(404)
    if (pages.has(path)) expect([403, 405], path).not.toContain((await browser.get(path, { headers })).status)
  }
  expect([browser.cookie, await countMails(site, 'ada@paper.example')]).toEqual([cookie, 1])
  expect(await browser.text('/account')).toContain('ada@paper.example')
  expect([await lists(browser, 'one'), await lists(browser, 'two')]).toEqual([true, true])
})

test('our own page may, also in a browser that only sends an origin [AU-18]', async () => {
  for (const headers of [
    { 'sec-fetch-site': 'same-origin', origin: own },
    { 'sec-fetch-site': 'same-origin' },
    { origin: own },
  ]) {
    const browser = await open()
    expect((await browser.get('/reading/forget', { method: 'POST', headers })).status).toBe(303)
    expect(await lists(browser, 'one')).toBe(false)
    if (!('origin' in headers) || 'sec-fetch-site' in headers) await site.drop()
  }
})

test('whatever changes something is a POST, and every POST is from a page of ours or signed [AU-18]', () => {
  for (const { method, policy, path } of Object.values(routes))
    expect(['changes', 'signed'].includes(policy), path).toBe(method === 'post')
  expect(Object.values(routes).flatMap(({ policy, path }) => (policy === 'signed' ? [path] : []))).toEqual(['/webhooks/stripe'])
})
