import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ask, openTestSite, pickText, type TestSite } from '../support/site.ts'

const always = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types tessera",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'browsing-topics=(), camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}
const never = { 'cache-control': 'private, no-store', 'cdn-cache-control': 'no-store', 'surrogate-control': 'no-store' }
const reader = { ...never, vary: 'accept-encoding, cookie' }
const shared = { 'cache-control': 'public, max-age=0, s-maxage=5, must-revalidate', vary: 'accept-encoding' }
const forever = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' }
const html = { 'content-type': 'text/html; charset=utf-8' }
const tag = { etag: 'W/"…"' }
const cookie = { 'set-cookie': '__Host-tessera=…; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax' }
const packed = { 'content-encoding': 'br' }

type Golden = { what: string; path: string; ask?: Ask; status: number; headers: Record<string, string> }

/** What every class of answer carries, to the letter. */
const golden: Golden[] = [
  { what: 'a page for everyone', path: '/', status: 200, headers: { ...shared, ...html, ...tag } },
  {
    what: 'a page for everyone, compressed',
    path: '/about',
    ask: { headers: { 'accept-encoding': 'br' } },
    status: 200,
    headers: { ...shared, ...html, ...tag, ...packed },
  },
  { what: 'a pick open to all', path: '/picks/free', status: 200, headers: { ...shared, ...html, ...tag } },
  {
    what: 'the same page, kept already',
    path: '/',
    ask: { headers: { 'if-none-match': '*' } },
    status: 304,
    headers: { ...shared, ...html, ...tag },
  },
  { what: 'a pick that is counted', path: '/picks/gated', status: 200, headers: { ...reader, ...html, ...cookie } },
  {
    what: 'a pick in the stream',
    path: '/picks/gated/stream',
    status: 200,
    headers: { ...reader, ...html, ...cookie, 'tessera-next': '/picks/closed?after=1', 'tessera-next-headline': 'Closed' },
  },
  { what: 'a pick for subscribers', path: '/picks/closed', status: 200, headers: { ...reader, ...html } },
  {
    what: 'a prefetched pick',
    path: '/picks/gated',
    ask: { headers: { 'sec-purpose': 'prefetch' } },
    status: 503,
    headers: reader,
  },
  { what: 'HEAD for a pick', path: '/picks/gated', ask: { method: 'HEAD' }, status: 200, headers: { ...reader, ...html } },
  { what: 'search', path: '/search?q=gated', status: 200, headers: { ...reader, ...html } },
  { what: 'what one has read', path: '/reading', status: 200, headers: { ...reader, ...html } },
  {
    what: 'forgetting',
    path: '/reading/forget',
    ask: { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } },
    status: 303,
    headers: { ...never, location: '/reading' },
  },
  {
    what: 'forgetting from elsewhere',
    path: '/reading/forget',
    ask: { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } },
    status: 403,
    headers: { ...never, ...html },
  },
  { what: 'signing in', path: '/sign-in', status: 200, headers: { ...reader, ...html } },
  { what: 'signing up', path: '/sign-up', status: 200, headers: { ...reader, ...html } },
  {
    what: 'asking for a mail',
    path: '/sign-in',
    ask: formOf({ email: 'ada@paper.example', next: '/picks/gated' }),
    status: 303,
    headers: {
      ...never,
      'set-cookie': '__Host-tessera-flow=…; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax',
      location: '/sign-in/code?next=/picks/gated',
      'referrer-policy': 'no-referrer',
    },
  },
  {
    what: 'an address that is none',
    path: '/sign-in',
    ask: formOf({ email: 'ada' }),
    status: 422,
    headers: { ...never, ...html },
  },
  {
    what: 'a mail’s link',
    path: `/sign-in/link/${'A'.repeat(43)}`,
    status: 200,
    headers: { ...reader, ...html, 'referrer-policy': 'no-referrer' },
  },
  {
    what: 'a mail’s link, pressed too late',
    path: `/sign-in/link/${'A'.repeat(43)}`,
    ask: formOf({}),
    status: 422,
    headers: { ...never, ...html, 'referrer-policy': 'no-referrer' },
  },
  {
    what: 'the account of nobody',
    path: '/account',
    status: 303,
    headers: { ...never, location: '/sign-in?next=/account' },
  },
  {
    what: 'a file',
    path: 'stylesheet',
    ask: { headers: { 'accept-encoding': 'br, gzip' } },
    status: 200,
    headers: { ...forever, ...packed, 'content-type': 'text/css; charset=utf-8' },
  },
  { what: 'a font', path: 'font', status: 200, headers: { ...forever, 'content-type': 'font/woff2' } },
  {
    what: 'the sitemap',
    path: '/sitemap.xml',
    status: 200,
    headers: { ...shared, ...tag, 'content-type': 'application/xml; charset=utf-8' },
  },
  {
    what: 'robots.txt',
    path: '/robots.txt',
    status: 200,
    headers: { ...shared, ...tag, 'content-type': 'text/plain; charset=utf-8' },
  },
  { what: 'a redirect', path: '/Picks/Gated/', status: 301, headers: { ...never, location: '/picks/gated' } },
  { what: 'nothing there', path: '/none-such', status: 404, headers: { ...never, ...html } },
  {
    what: 'a method for something else',
    path: '/',
    ask: { method: 'PUT' },
    status: 405,
    headers: { ...never, ...html, allow: 'GET, HEAD, POST' },
  },
  { what: 'an address without end', path: `/${'a'.repeat(9_000)}`, status: 414, headers: { ...never, ...html } },
  { what: 'another site', path: '/', ask: { headers: { host: 'other.example' } }, status: 421, headers: { ...never, ...html } },
  { what: 'what monitors ask', path: '/health', status: 200, headers: { ...never, 'content-type': 'text/plain; charset=utf-8' } },
  { what: 'an error', path: '/picks/broken', status: 500, headers: { ...never, ...html } },
]

let site: TestSite
let assets: Record<string, string>
beforeAll(async () => {
  const picks = [
    pickText({ headline: 'Gated' }),
    pickText({ headline: 'Free', access: 'open' }),
    pickText({ headline: 'Closed', access: 'subscribers-only' }),
  ]
  site = await openTestSite({ origin: 'https://magazine.example', picks: picks.join('\n') })
  await site.publish(pickText({ headline: 'Broken', access: 'open', date: 'Jan. 2 2020' }))
  await sql`update excerpt set content = '{' where pick_id = (select id from pick where slug = 'broken')`.execute(
    site.database.db,
  )
  const front = await (await site.request('/')).text()
  const [, stylesheet = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(front) ?? []
  const [, font = ''] = /<link rel="preload" href="([^"]+)"/.exec(front) ?? []
  assets = { stylesheet, font }
})
afterAll(() => site.drop())

test.each(golden)('the headers of $what are exactly these [HD-01]', async ({ path, ask, status, headers }) => {
  const response = await site.request(assets[path] ?? path, ask)
  expect(response.status).toBe(status)
  expect(plain(response)).toEqual({ ...always, ...headers })
})

test('errors of every kind are kept by nobody [CA-12]', async () => {
  for (const { path, ask, status } of golden.filter((row) => row.status >= 400)) {
    const response = await site.request(path, ask)
    expect(response.headers.get('cache-control'), `${status}`).toBe('private, no-store')
    expect(response.headers.get('cdn-cache-control'), `${status}`).toBe('no-store')
  }
  expect((await site.request('/picks/free')).status).toBe(200)
})

test('a site without HTTPS promises none, and its cookies are for HTTPS all the same [HD-05]', async () => {
  const bare = await openTestSite({ picks: pickText({ headline: 'Gated' }) })
  const response = await bare.request('/picks/gated')
  expect(response.headers.has('strict-transport-security')).toBe(false)
  expect(response.headers.get('set-cookie')).toContain('; Secure;')
  await bare.drop()
})

test('no other site’s script may read an answer, whatever origin it names [AU-19]', async () => {
  for (const origin of ['https://evil.example', 'null', 'https://magazine.example.evil.example', 'https://magazine.example']) {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await site.request('/picks/gated', {
        method,
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      expect(
        [...response.headers.keys()].filter((name) => name.startsWith('access-control')),
        `${method} ${origin}`,
      ).toEqual([])
    }
  }
})

function formOf(fields: Record<string, string>): Ask {
  return { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams(fields) }
}

/** The headers with what is different every time left out. */
function plain(response: Response): Record<string, string> {
  const headers = Object.fromEntries(response.headers)
  if (headers.etag) headers.etag = headers.etag.replace(/"[\w-]{22}"/, '"…"')
  if (headers['set-cookie']) headers['set-cookie'] = headers['set-cookie'].replace(/=[\w.-]{43,150};/, '=…;')
  return headers
}
