import { createHash, createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wrongPerHour } from '../../src/flows/gift-guesses.ts'
import { createGiftTokens, type GiftToken, giftCookieName } from '../../src/kit/gift-token.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { follow, give, subscriber } from '../support/subscriber.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn, readAll } from './canaries.ts'
import { countRows } from './visitors.ts'

const origin = 'https://magazine.example'
const hour = 3_600_000

let site: TestSite
let ada: TestBrowser
let link: string
beforeAll(async () => {
  const gated = [1, 2, 3, 4, 5, 6].map((number) => gatedPick(number, { access: number === 3 ? 'subscribers-only' : 'metered' }))
  const free = pickText({ headline: 'Free', access: 'open', topics: 'Harbors' })
  const settings = { 'allowance.visitors': '0', 'allowance.members': '0', giftOpeningsPerHour: '0' }
  site = await openTestSite({ origin, picks: [...gated, free].join('\n'), settings })
  ada = await subscriber(site, 'ada@paper.example')
  link = await give(ada, 'gated-1')
})
afterAll(() => site.drop())

const openings = async () => (await site.database.db.selectFrom('gift_opening').select('reader').execute()).length

/** A browser that has the gift of the first pick, and hasn't opened it. */
async function withGift(): Promise<TestBrowser> {
  const browser = site.browser()
  await browser.get(link)
  return browser
}

test('a gift opens its own pick, on its page and in the stream, and nothing else anywhere [PW-30]', async () => {
  const bea = await withGift()
  const rows = await countRows(site)
  expect(countCanaries(await bea.text('/picks/gated-1'), 1)).toBe(canariesPerPick)
  expect(countCanaries(await bea.text('/picks/gated-1/stream'), 1)).toBe(canariesPerPick)
  const elsewhere = [
    '/',
    '/reading',
    '/archive',
    '/topics/harbors',
    '/search?q=brimstone',
    '/search?q=gated',
    '/sitemap.xml',
    '/account',
    '/gifts',
  ]
  const others = [2, 3, 4, 5, 6].flatMap((number) => [`/picks/gated-${number}`, `/picks/gated-${number}/stream`])
  const odd = [
    '/picks/gated-2?after=1',
    '/picks/gated-2?pick=gated-1',
    '/picks/GATED-1',
    '/picks/gated-1/',
    '/picks/gated-1.json',
    '/picks/free',
    '/picks/1',
    '/feed',
  ]
  for (const path of [...elsewhere, ...others, ...odd]) {
    const { head, body } = await readAll(await bea.get(path))
    expect([...picksIn(head), ...picksIn(body)], path).toEqual([])
  }
  expect(await countRows(site)).toBe(rows)
})

test('a gift to a pick for subscribers only opens that one too, and its page is for nobody to keep [PW-30]', async () => {
  const bea = site.browser()
  await bea.get(await give(ada, 'gated-3'))
  const answer = await bea.get('/picks/gated-3')
  const { head, body } = await readAll(answer)
  expect(countCanaries(body, 3)).toBe(canariesPerPick)
  expect(head).toMatch(/^cache-control: private, no-store$/m)
  expect(head).toMatch(/^x-robots-tag: noindex, noarchive$/m)
  expect(head).toMatch(/^referrer-policy: no-referrer$/m)
  expect(picksIn(await site.browser().text('/picks/gated-3'))).toEqual([])
})

test('following a link counts nothing and opens nothing, whoever follows it, and neither does preparing the page [PW-30] [PW-29]', async () => {
  const before = await openings()
  for (let time = 0; time < 20; time += 1) {
    const answer = await site.request(link, { method: time % 2 === 0 ? 'GET' : 'HEAD', peer: `192.0.2.${time}` })
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([303, '/picks/gated-1', ''])
  }
  const robot = await site.request('/picks/gated-1')
  expect(picksIn(await robot.text())).toEqual([])
  const bea = await withGift()
  for (const headers of [{ 'sec-purpose': 'prefetch' }, { 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }]) {
    const prepared = await bea.get('/picks/gated-1', { headers })
    expect([prepared.status, await prepared.text()]).toEqual([503, ''])
    const ahead = await site.browser().get(link, { headers })
    expect([ahead.status, ahead.headers.has('set-cookie'), ahead.headers.has('location')]).toEqual([503, false, false])
  }
  const embedded = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }
  expect(picksIn(await bea.text('/picks/gated-1', { headers: embedded }))).toEqual([])
  expect(await (await bea.get('/picks/gated-1', { method: 'HEAD' })).text()).toBe('')
  expect(await openings()).toBe(before)
  expect(picksIn(await bea.text('/picks/gated-1'))).toEqual([1])
  for (let time = 0; time < 5; time += 1) await bea.get('/picks/gated-1')
  expect(await openings()).toBe(before + 1)
})

test('a subscriber, and whoever comes to an open pick, uses nothing of a gift', async () => {
  const before = await openings()
  const eve = await subscriber(site, 'eve@paper.example')
  expect(picksIn(await follow(eve, link))).toEqual([1])
  expect(await openings()).toBe(before)
})

test('the link’s secret is in no header, page, log or mail but the one page that shows it [PW-32]', async () => {
  const token = link.slice('/gifts/'.length)
  const bea = site.browser()
  const sent = await bea.get(link, { headers: { referer: 'https://elsewhere.example/' } })
  expect(Object.fromEntries(sent.headers)).toMatchObject({
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  })
  const said = [await readAll(sent)]
  for (const path of [
    '/picks/gated-1',
    '/picks/gated-1/stream',
    '/',
    '/reading',
    '/gifts',
    `${link}/`,
    `${link}x`,
    link.replace('gifts', 'Gifts'),
    `/gifts//${token}`,
  ])
    said.push(await readAll(await bea.get(path, { headers: { referer: origin + link } })))
  for (const path of ['/account', '/account/gifts', '/account/export', '/gifts/new?pick=gated-1', '/picks/gated-1'])
    said.push(await readAll(await ada.get(path)))
  // A refusal and a failure at the very address.
  said.push(await readAll(await bea.post(link)))
  said.push(await readAll(await bea.get(link, { headers: { host: 'evil.example' } })))
  await site.database.db.schema.alterTable('gift_link').renameTo('lost').execute()
  const failed = await bea.get(link)
  await site.database.db.schema.alterTable('lost').renameTo('gift_link').execute()
  expect(failed.status).toBe(500)
  said.push(await readAll(failed))
  expect(site.logged.join('\n')).toContain('"path":"/gifts/…"')
  const everything = [...said.map(({ head, body }) => head + body), ...site.logged, bea.cookie ?? ''].join('\n')
  const hash = createHash('sha256').update(token).digest('base64url')
  for (const secret of [token, token.toLowerCase(), encodeURIComponent(token), hash])
    expect(everything.toLowerCase().includes(secret.toLowerCase())).toBe(false)
  const { db } = site.database
  const kept = [await db.selectFrom('gift').selectAll().execute(), await db.selectFrom('gift_link').selectAll().execute()]
  const mails = await db.selectFrom('outgoing_mail').selectAll().execute()
  expect(JSON.stringify([kept, mails])).not.toContain(token)
})

test('guessing a link is hopeless, is slowed down, and keeps nobody else out [PW-33]', async () => {
  const before = await openings()
  const guess = () => randomBytes(32).toString('base64url')
  const from = (peer: string, path: string) => site.request(path, { peer })
  const statuses = new Map<number, number>()
  for (let time = 0; time < 3 * wrongPerHour; time += 1) {
    const answer = await from('203.0.113.50', `/gifts/${guess()}`)
    expect([answer.headers.has('set-cookie'), answer.headers.get('cache-control')]).toEqual([false, 'private, no-store'])
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  }
  expect(statuses).toEqual(
    new Map([
      [303, wrongPerHour],
      [429, 2 * wrongPerHour],
    ]),
  )
  // The right one, too, from there; not from anywhere else, and not once the hour is over.
  expect((await from('203.0.113.50', link)).status).toBe(429)
  expect((await from('203.0.114.50', link)).headers.get('location')).toBe('/picks/gated-1')
  site.clock.now = new Date(site.clock.now.getTime() + hour)
  expect((await from('203.0.113.50', link)).headers.get('location')).toBe('/picks/gated-1')
  const token = link.slice('/gifts/'.length)
  const near = [...token].map((letter, at) => token.slice(0, at) + (letter === 'A' ? 'B' : 'A') + token.slice(at + 1))
  for (const [at, wrong] of [...near, token.slice(1), `${token}A`, token.toUpperCase(), '%00', "'or''='", '..%2f'].entries())
    expect((await from(`198.18.${at}.1`, `/gifts/${wrong}`)).headers.get('location'), wrong).toBe('/gifts')
  expect(await openings()).toBe(before)
})

test('a gift’s cookie is bound to this host, out of reach for scripts, and gone with the gift [PW-30]', async () => {
  const answer = await site.request(link)
  expect(answer.headers.getSetCookie()).toHaveLength(1)
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-tessera-gifts=[\w.~-]{80,200}; Path=\/; Max-Age=\d{6,7}; Secure; HttpOnly; SameSite=Lax$/,
  )
  const age = Number(/Max-Age=(\d+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1])
  expect(age).toBeLessThanOrEqual(14 * 24 * 3_600)
})

test('a cookie with any one byte changed, or signed for anything else, opens nothing [PW-30]', async () => {
  const { cookie } = await withGift()
  const [, value = ''] = (cookie ?? '').split('=')
  const picksWith = async (text: string) =>
    picksIn(await (await site.request('/picks/gated-1', { headers: { cookie: text } })).text())
  const before = await openings()
  for (let at = 0; at < value.length; at += 1) {
    const other = value[at] === 'a' ? 'b' : 'a'
    const changed = `${giftCookieName}=${value.slice(0, at)}${other}${value.slice(at + 1)}`
    expect(await picksWith(changed), changed).toEqual([])
  }
  const [key] = await site.database.db.selectFrom('signing_key').select(['id', 'secret']).execute()
  const body = value.slice(0, value.lastIndexOf('.'))
  const sign = (purpose: string, secret = key?.secret ?? '') =>
    `${giftCookieName}=${body}.${createHmac('sha256', secret)
      .update(purpose + body)
      .digest('base64url')}`
  expect(sign('tessera gift v1\n'), 'this is how it is signed').toBe(cookie)
  for (const purpose of ['', 'tessera visitor v1\n', 'tessera gift v2\n', 'tessera session v1\n'])
    expect(await picksWith(sign(purpose)), purpose).toEqual([])
  for (const strange of [
    sign('tessera gift v1\n', 'x'),
    `${cookie}; ${cookie}`,
    `${giftCookieName}=`,
    `${giftCookieName}=${'a'.repeat(5_000)}`,
    `x${cookie}`,
  ])
    expect(await picksWith(strange), strange.slice(0, 80)).toEqual([])
  expect(await openings()).toBe(before)
  expect(await picksWith(`a=1; ${cookie}; b=2`)).toEqual([1])
})

test('whatever gifts a cookie is given it says again, at most eight, the newest first, and never the same one twice', () => {
  const mac = (message: string) => createHmac('sha256', 'key').update(message).digest('base64url')
  const keys = [{ id: 'k1', signsFrom: new Date(0), mac }]
  const tokens = createGiftTokens({ keys: () => keys, randomId: () => randomBytes(16).toString('base64url') })
  const now = new Date('2026-11-10T12:00:00Z')
  const seconds = now.getTime() / 1000
  const id = fc.integer({ min: 1, max: 2 ** 31 - 1 })
  const gift = fc.record({
    id: fc.oneof(id, fc.integer({ min: 1, max: 5 })),
    link: id,
    pickId: id,
    until: fc.integer({ min: seconds - 100, max: seconds + 1e8 }),
  })
  fc.assert(
    fc.property(fc.array(gift, { minLength: 1, maxLength: 14 }), (gifts) => {
      let has: GiftToken | null = null
      for (const one of gifts) {
        const [pair = ''] = tokens.add(has, one, now).split(';')
        const next: GiftToken | null = tokens.read(pair.slice(`${giftCookieName}=`.length))
        expect(next?.gifts[0]).toEqual(one)
        expect(next?.gifts.length).toBeLessThanOrEqual(8)
        expect(new Set(next?.gifts.map((each) => each.id)).size).toBe(next?.gifts.length)
        for (const kept of next?.gifts.slice(1) ?? []) {
          expect(has?.gifts).toContainEqual(kept)
          expect(kept.until).toBeGreaterThan(seconds)
        }
        if (has) expect(next?.reader).toBe(has.reader)
        expect(pair.length).toBeLessThan(550)
        has = next
      }
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => tokens.read(text) === null))
})

test('when gifts can’t be looked up a reader gets the lead, or reads on their own allowance, within a second [PW-30]', async () => {
  const bea = await withGift()
  expect(picksIn(await bea.text('/picks/gated-1'))).toEqual([1])
  await site.database.db.schema.alterTable('gift_opening').renameTo('lost').execute()
  const started = performance.now()
  expect(picksIn(await bea.text('/picks/gated-1'))).toEqual([])
  expect(performance.now() - started).toBeLessThan(4_000)
  await site.set('allowance.visitors', '1')
  const cai = await withGift()
  expect(await cai.text('/picks/gated-1')).toContain('You have no free articles left this month')
  await site.set('allowance.visitors', '0')
  await site.database.db.schema.alterTable('lost').renameTo('gift_opening').execute()
  expect(picksIn(await bea.text('/picks/gated-1'))).toEqual([1])
  expect(site.logged.filter((line) => line.includes('a gift could not be looked up'))).toHaveLength(1)
})

test('a thousand browsers on many networks are counted one by one, and the one too many gets the lead [PW-31]', async () => {
  await site.set('giftOpenings', '1000')
  const wild = await give(ada, 'gated-5')
  let open = 0
  for (let from = 0; from < 1_010; from += 101) {
    const reading = Array.from({ length: 101 }, async (_, at) => {
      const peer = `10.${(from + at) % 250}.${Math.floor((from + at) / 250)}.9`
      const sent = await site.request(wild, { peer })
      const [cookie = ''] = (sent.headers.get('set-cookie') ?? '').split(';')
      const page = await (await site.request('/picks/gated-5', { peer, headers: { cookie } })).text()
      return picksIn(page).length
    })
    for (const count of await Promise.all(reading)) open += count
  }
  expect(open).toBe(1_000)
  expect(await ada.text('/account/gifts')).toContain('opened by 1,000 readers')
  const mails = await site.database.db
    .selectFrom('outgoing_mail')
    .select('subject')
    .where('subject', 'like', '%has paused%')
    .execute()
  expect(mails).toHaveLength(1)
})
