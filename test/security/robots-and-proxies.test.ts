import { afterEach, expect, test } from 'vitest'
import type { NameService } from '../../src/services/crawlers/crawler-check.ts'
import { makeRobotKey, type Signing, signed } from '../support/signed-message.ts'
import { openTestSite, type SiteOptions, type TestBrowser, type TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn } from './canaries.ts'
import { atTheWall, countRows } from './visitors.ts'

const robots = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'msnbot/2.0b (+http://search.msn.com/msnbot.htm)',
  'AdsBot-Google (+http://www.google.com/adsbot.html)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Twitterbot/1.0',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1; +https://openai.com/gptbot)',
  'Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)',
  'Findbot/1.0 (+https://findbot.example)',
]
const crawlers = 'Findbot: 192.0.2.0/24, findbot.example'
const forwarded = [
  'x-forwarded-for',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'fastly-client-ip',
]
const inRange = '192.0.2.66'

let site: TestSite
afterEach(() => site.drop())

async function open(options: SiteOptions = {}): Promise<TestBrowser> {
  const settings = { 'allowance.visitors': '1', ...options.settings }
  site = await openTestSite({ picks: [gatedPick(1), gatedPick(2)].join('\n'), ...options, settings })
  return atTheWall(site, [1])
}

async function gets(
  browser: TestBrowser,
  ask: Parameters<TestBrowser['get']>[1],
): Promise<{ page: string; robotsTag: string | null }> {
  const response = await browser.get('/picks/gated-2', ask)
  expect(response.status).toBe(200)
  return { page: await response.text(), robotsTag: response.headers.get('x-robots-tag') }
}

test('a robot’s name in User-Agent opens nothing, whether or not robots are let in [PW-03]', async () => {
  const wall = await open({ settings: { crawlers } })
  const plain = await gets(wall, {})
  expect(plain.page).toContain('lead2q')
  for (const agent of robots) expect(await gets(wall, { headers: { 'user-agent': agent } }), agent).toEqual(plain)
  await site.set('crawlers', '')
  for (const agent of robots)
    expect((await gets(wall, { headers: { 'user-agent': agent }, peer: inRange })).page, agent).toBe(plain.page)
})

test('a robot in a published range reads on without a row in the ledger, and may not archive what it got [PW-04]', async () => {
  const wall = await open({ settings: { crawlers } })
  const rows = await countRows(site)
  const { page, robotsTag } = await gets(wall, { peer: inRange })
  expect(countCanaries(page, 2)).toBe(canariesPerPick)
  expect(page).not.toMatch(/You have|free article/)
  expect(robotsTag).toBe('noarchive')
  const first = await site.request('/picks/gated-1', { peer: `::ffff:${inRange}` })
  expect(first.headers.has('set-cookie')).toBe(false)
  expect(first.headers.get('cache-control')).toBe('private, no-store')
  expect(await countRows(site)).toBe(rows)
})

const names: Record<string, { names: string[]; addresses: string[] }> = {
  '198.18.0.1': { names: ['crawl-1.findbot.example'], addresses: ['198.18.0.1'] },
  '198.18.0.2': { names: ['Crawl-2.Findbot.Example.'], addresses: ['198.18.0.9', '::ffff:198.18.0.2'] },
  '198.18.1.1': { names: ['crawl-1.findbot.example'], addresses: ['198.18.0.1'] },
  '198.18.1.2': { names: ['findbot.example.evil.example'], addresses: ['198.18.1.2'] },
  '198.18.1.3': { names: ['notfindbot.example'], addresses: ['198.18.1.3'] },
  '198.18.1.4': { names: [], addresses: ['198.18.1.4'] },
}

test('elsewhere a robot is proved by its name and that name’s address together, and by neither alone [PW-04]', async () => {
  const answers: NameService = {
    namesOf: async (address) => names[address]?.names ?? [],
    addressesOf: async (name) =>
      Object.values(names).find(
        (known) => known.names.includes(name) || known.names.some((one) => one.toLowerCase() === `${name}.`),
      )?.addresses ?? [],
  }
  const wall = await open({ settings: { crawlers }, names: answers })
  for (const peer of ['198.18.0.1', '198.18.0.2']) {
    const { page, robotsTag } = await gets(wall, { peer })
    expect([countCanaries(page, 2), robotsTag], peer).toEqual([canariesPerPick, 'noarchive'])
  }
  for (const peer of ['198.18.1.1', '198.18.1.2', '198.18.1.3', '198.18.1.4']) {
    const { page, robotsTag } = await gets(wall, { peer })
    expect([picksIn(page), robotsTag], peer).toEqual([[], null])
  }
})

test('a robot that signs its requests is proved wherever it comes from, and by nothing less than its signature [PW-04]', async () => {
  const key = makeRobotKey()
  const origin = 'https://quire.example'
  const wall = await open({ origin, settings: { crawlers: `Findbot: findbot.example, ed25519:${key.x}` } })
  const [rows, seconds] = [await countRows(site), site.clock.now.getTime() / 1_000]
  const covered = {
    '"@authority"': 'quire.example',
    '"@path"': '/picks/gated-2',
    '"signature-agent"': '"https://findbot.example"',
  }
  const ask = (change: Partial<Signing>, more: Record<string, string> = {}) => {
    const { input, signature } = signed({ key, covered, created: seconds - 5, expires: seconds + 60, ...change })
    const agent = '"https://findbot.example"'
    return site.request('/picks/gated-2?a=b', {
      headers: { 'signature-input': input, signature, 'signature-agent': agent, ...more },
    })
  }
  for (const host of ['quire.example', 'localhost:4000']) {
    const proved = await ask({}, { host })
    expect(countCanaries(await proved.text(), 2), host).toBe(canariesPerPick)
    const sent = ['x-robots-tag', 'cache-control', 'set-cookie'].map((name) => proved.headers.get(name))
    expect(sent).toEqual(['noarchive', 'private, no-store', null])
  }
  const other = makeRobotKey()
  const refused: Partial<Signing>[] = [
    { key: other },
    { key: { ...other, keyid: key.keyid } },
    { covered: { ...covered, '"@authority"': 'localhost:4000' } },
    { covered: { ...covered, '"@path"': '/picks/gated-1' } },
    { expires: seconds - 1 },
    { created: seconds + 120, expires: seconds + 180 },
    { parameters: { tag: null } },
  ]
  // The cookie is that of a reader who has nothing left, so only a proof could open the pick.
  for (const change of refused) {
    const response = await ask(change, { host: 'localhost:4000', cookie: wall.cookie ?? '' })
    expect([response.headers.get('x-robots-tag'), picksIn(await response.text())]).toEqual([null, []])
  }
  await site.set('crawlers', 'Findbot: findbot.example')
  expect((await ask({})).headers.get('x-robots-tag')).toBeNull()
  expect(await countRows(site)).toBe(rows)
})

test('a name service that is silent or fails proves nobody, and holds nobody up for a second [PW-04]', async () => {
  const silent: NameService = {
    namesOf: (address) => (address.endsWith('.1') ? new Promise(() => {}) : Promise.reject(new Error('SERVFAIL'))),
    addressesOf: () => new Promise(() => {}),
  }
  const wall = await open({ settings: { crawlers }, names: silent })
  for (const peer of ['198.18.0.1', '198.18.0.2']) {
    const started = performance.now()
    expect(picksIn((await gets(wall, { peer })).page)).toEqual([])
    expect(performance.now() - started, peer).toBeLessThan(4_000)
  }
})

test('a pick that is open to all is the same for a proved robot, since anybody may keep it [CA-04]', async () => {
  site = await openTestSite({ picks: gatedPick(1, { access: 'open' }), settings: { crawlers } })
  const [robot, reader] = [await site.request('/picks/gated-1', { peer: inRange }), await site.request('/picks/gated-1')]
  expect(robot.headers.get('cache-control')).toContain('public')
  expect([...robot.headers]).toEqual([...reader.headers])
})

test('a pick that is open to all waits for no name service [PW-04]', async () => {
  let asked = 0
  const ask = async () => {
    asked += 1
    return []
  }
  const names: NameService = { namesOf: ask, addressesOf: ask }
  site = await openTestSite({ picks: [gatedPick(1, { access: 'open' }), gatedPick(2)].join('\n'), settings: { crawlers }, names })
  expect(picksIn(await (await site.request('/picks/gated-1')).text())).toEqual([1])
  expect(asked).toBe(0)
  await site.request('/picks/gated-2')
  expect(asked).toBe(1)
})

test('an address in a header is not believed from just anybody [PW-05]', async () => {
  const wall = await open({ settings: { crawlers, newVisitorsPerHour: '1' } })
  const plain = await gets(wall, {})
  for (const name of forwarded) {
    const headers = { [name]: inRange, 'user-agent': robots[0] ?? '' }
    expect(await gets(wall, { headers }), name).toEqual(plain)
  }
  expect(await gets(wall, { headers: { forwarded: `for=${inRange}` } })).toEqual(plain)
  // This network has had its one new visitor; no invented address makes another network of it.
  for (const name of forwarded) {
    const page = await (await site.request('/picks/gated-1', { headers: { [name]: '203.0.113.80' } })).text()
    expect(picksIn(page), name).toEqual([])
  }
})

test('of what a trusted proxy passes on, only the address it saw itself counts [PW-06]', async () => {
  const wall = await open({ settings: { crawlers }, trustedProxies: ['10.0.0.0/8'] })
  const via = (list: string) => gets(wall, { peer: '10.0.0.1', headers: { 'x-forwarded-for': list } })
  for (const list of [`${inRange}, 203.0.113.8`, `${inRange},203.0.113.8, 10.0.0.2`, `${inRange}, not-an-address`, ''])
    expect(picksIn((await via(list)).page), list).toEqual([])
  for (const list of [inRange, `203.0.113.8, ${inRange}`, `${inRange}, 10.0.0.2`])
    expect(picksIn((await via(list)).page), list).toEqual([2])
})

test('where a reader says they come from changes nothing [PW-07]', async () => {
  const wall = await open()
  const plain = await gets(wall, {})
  const from = [
    'https://www.google.com/',
    'https://news.google.com/',
    'https://t.co/x?amp=1',
    'https://www.facebook.com/',
    'https://www-boat-example.cdn.ampproject.org/',
    'http://localhost:4000/',
  ]
  for (const referer of from)
    expect(await gets(wall, { headers: { referer, 'sec-fetch-site': 'cross-site' } }), referer).toEqual(plain)
})
