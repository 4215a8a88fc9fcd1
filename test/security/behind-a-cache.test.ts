import { afterAll, beforeAll, expect, test } from 'vitest'
import { englishStyle } from '../../src/domain/house-style.ts'
import { parsePicks } from '../../src/domain/pick-text.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn, readAll } from './canaries.ts'
import { createHostileCache } from './hostile-cache.ts'
import { atTheWall, hasOpened } from './visitors.ts'

const origin = 'https://magazine.example'
const forAll = [
  '/',
  '/picks/free',
  '/topics',
  '/topics/harbors',
  '/archive',
  '/about',
  '/subscribe',
  '/sitemap.xml',
  '/robots.txt',
]

let site: TestSite
beforeAll(async () => {
  const picks = [gatedPick(1), gatedPick(2), pickText({ headline: 'Free', access: 'open', topics: 'Harbors' })]
  site = await openTestSite({ origin, picks: picks.join('\n'), settings: { 'allowance.visitors': '1' } })
})
afterAll(() => site.drop())

test('what a reader has opened does not come out of a cache for anybody else, though it goes by the path alone [CA-01]', async () => {
  const cache = createHostileCache(site)
  const reader = await hasOpened(site, [1])
  const wall = await atTheWall(site, [2])
  const asReader = { headers: { cookie: reader.cookie ?? '' } }
  for (const path of ['/picks/gated-1', '/picks/gated-1/stream', '/reading', '/search?q=brimstone']) {
    const warmed = await cache.get(path, asReader)
    expect(warmed.status, path).toBe(200)
    for (const name of ['cdn-cache-control', 'surrogate-control']) expect(warmed.headers.get(name), path).toBe('no-store')
    expect(warmed.headers.get('cache-control'), path).toBe('private, no-store')
    const other = await cache.get(path, { headers: { cookie: wall.cookie ?? '' } })
    expect([other.isStored, picksIn(other.body)], path).toEqual([false, []])
  }
  expect(countCanaries((await cache.get('/picks/gated-1', asReader)).body, 1)).toBe(canariesPerPick)
  expect(cache.held()).toBe('')
})

test('a first reading’s cookie is in no cache, so that no two readers share one [CA-01]', async () => {
  const cache = createHostileCache(site)
  const [first, second] = [await cache.get('/picks/gated-1'), await cache.get('/picks/gated-1')]
  expect([first.isStored, second.isStored]).toEqual([false, false])
  expect(first.headers.get('set-cookie')).not.toBe(second.headers.get('set-cookie'))
})

test('a reader’s page under an address that looks like a file is not kept, and not shown to the next [CA-03]', async () => {
  const reader = await hasOpened(site, [1])
  const addresses = [
    ...[
      '/x.css',
      '/a.js',
      ';a.png',
      '%2fa.css',
      '/%0aa.css',
      '?.css',
      '?a.css',
      '%3f.css',
      '%23.css',
      '/..%2fassets%2fa.css',
      '/.css',
      '.css',
      '%00.css',
    ],
  ].flatMap((ending) => [`/reading${ending}`, `/picks/gated-1${ending}`, `/picks/gated-1/stream${ending}`])
  for (const path of [
    ...addresses,
    '/assets/..%2freading',
    '/assets/..%2f..%2freading',
    '/robots.txt/../reading',
    '/assets/%2e%2e/reading',
  ]) {
    const cache = createHostileCache(site)
    const own = await cache.get(path, { headers: { cookie: reader.cookie ?? '' } })
    expect([200, 301, 400, 404], `${path} gets ${own.status}`).toContain(own.status)
    expect(own.headers.get('cache-control'), path).toBe('private, no-store')
    expect(own.status === 200 || !/You have|opened|cnry/i.test(own.body), path).toBe(true)
    expect(cache.held(), path).toBe('')
    const next = await cache.get(path, { peer: '192.0.2.9', headers: { 'sec-purpose': 'prefetch' } })
    expect(/You have read|cnry/i.test(next.body), path).toBe(false)
  }
})

const named =
  `accept accept-charset accept-language authorization cache-control cf-connecting-ip cf-ipcountry cf-visitor client-ip connection cookie date dnt
  expect fastly-client-ip forwarded forwarded-for from front-end-https if-match if-modified-since if-none-match if-range if-unmodified-since location origin pragma
  priority proxy proxy-authorization purpose range referer save-data sec-ch-ua sec-ch-ua-mobile sec-ch-prefers-color-scheme sec-fetch-dest sec-fetch-mode sec-fetch-site
  sec-fetch-user sec-gpc sec-purpose te true-client-ip upgrade upgrade-insecure-requests user-agent via viewport-width x-amz-website-redirect-location x-api-key
  x-att-deviceid x-client-ip x-cluster-client-ip x-csrf-token x-debug x-forward-proto x-forwarded x-forwarded-by x-forwarded-for x-forwarded-host x-forwarded-path
  x-forwarded-port x-forwarded-prefix x-forwarded-proto x-forwarded-scheme x-forwarded-server x-forwarded-ssl x-ghost-preview x-host x-http-destinationurl
  x-http-host-override x-http-method x-http-method-override x-invoke-path x-matched-path x-method-override x-middleware-prefetch x-middleware-subrequest x-moz
  x-nextjs-data x-now-route-matches x-original-host x-original-url x-originating-ip x-override-url x-pjax x-preview x-proxy-url x-real-ip x-remote-addr x-remote-ip
  x-request-id x-requested-with x-rewrite-url x-scheme x-served-by x-tessera-preview x-tessera-member x-timezone x-url-scheme x-user-id x-wap-profile`.split(
    /\s+/,
  )
const invented = 'admin debug draft edge frame host member path plan preview query role scheme theme tier url user version zone'
  .split(' ')
  .flatMap((word) => ['x-', 'x-tessera-', 'x-original-', 'x-forwarded-', 'x-rewrite-', 'tessera-'].map((start) => start + word))

test('no header that caches don’t go by changes what they may keep, two hundred of them tried [CA-04]', async () => {
  const headerNames = [...new Set([...named, ...invented])]
  expect(headerNames.length).toBeGreaterThanOrEqual(200)
  const plain = new Map<string, unknown>()
  for (const path of forAll) plain.set(path, await readAll(await site.request(path)))
  for (const name of headerNames) {
    for (const path of forAll) {
      const answer = await readAll(await site.request(path, { headers: { [name]: 'mark3r.example/mark3r' } }))
      expect(answer, `${name} on ${path}`).toEqual(plain.get(path))
    }
  }
  expect(JSON.stringify([...plain])).not.toContain('mark3r')
  expect((await site.request('/')).headers.get('vary')).toBe('accept-encoding')
})

test('a draft is nowhere to be seen, whatever is sent along [CA-05]', async () => {
  const read = parsePicks(pickText({ headline: 'Unfinished', secret: 'cnry7x1q' }))
  if (!read.ok) throw new Error('the draft is well formed')
  await importPicks(
    { db: site.database.db, now: site.clock.now, style: englishStyle },
    { picks: read.picks, publish: false, by: 'test' },
  )
  await site.set('tagline', 'Read anew')
  const asks: Record<string, string>[] = [
    {},
    { 'x-tessera-preview': '1' },
    { 'x-ghost-preview': 'x' },
    { 'x-preview': 'true' },
    { cookie: 'preview=1; __prerender_bypass=x; draft=1' },
    { authorization: 'Bearer x' },
  ]
  for (const headers of asks) {
    for (const query of ['', '?preview=1', '?preview=true&draft=1&token=x', '?p=3&preview_id=3']) {
      const [draft, missing] = [
        await site.request(`/picks/unfinished${query}`, { headers }),
        await site.request(`/picks/none-such${query}`, { headers }),
      ]
      expect([draft.status, await draft.text()]).toEqual([404, await missing.text()])
      for (const path of ['/', '/archive', '/search?q=unfinished', '/sitemap.xml', '/sources/the-paper-boat']) {
        const page = await (await site.request(path + query.replace('?', path.includes('?') ? '&' : '?'), { headers })).text()
        expect(page.replaceAll(/value="unfinished"|“unfinished”|unfinished( –|<)/gi, ''), path).not.toMatch(
          /\/picks\/unfinished|cnry7/i,
        )
      }
    }
  }
})

test('every absolute link is of the configured site, whatever host a request names [CA-06]', async () => {
  const headers = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-host': 'evil.example',
    forwarded: 'host=evil.example',
    'x-original-host': 'evil.example',
  }
  for (const path of [...forAll, '/picks/gated-1', '/none-such', '/Picks/Gated-1', '/topics/harbors/']) {
    const { head, body } = await readAll(await site.request(path, { headers }))
    expect(head + body, path).not.toContain('evil.example')
    const links = [...body.matchAll(/(?:canonical" href|og:url" content)="([^"]+)|<loc>([^<]+)|^Sitemap: (.+)$/gm)].map(
      (match) => match[1] ?? match[2] ?? match[3],
    )
    for (const link of links) expect(link, path).toMatch(/^https:\/\/magazine\.example(\/|$)/)
  }
  const refused = await site.request('/', { headers: { ...headers, host: 'evil.example' } })
  expect([refused.status, refused.headers.get('cache-control')]).toEqual([421, 'private, no-store'])
  expect(await refused.text()).not.toContain('evil.example')
})

test('a page that anybody may keep has no nonce, and runs and styles nothing of its own [CA-08]', async () => {
  for (const path of forAll) {
    const [first, second] = [await readAll(await site.request(path)), await readAll(await site.request(path))]
    expect(second, path).toEqual(first)
    expect(first.head, path).toContain("script-src 'self'; style-src 'self';")
    expect(first.head + first.body, path).not.toMatch(/nonce|unsafe-/i)
    const inline = /<script(?![^>]*(src=|type="application\/ld\+json"))|<style|\sstyle="|\son[a-z]+="|javascript:/i
    expect(first.body, path).not.toMatch(inline)
  }
})
