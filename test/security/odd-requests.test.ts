import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostCheckOf } from '../../src/http/host.ts'
import { canonicalPath } from '../../src/http/problems.ts'
import { findCookie } from '../../src/kit/cookie.ts'
import { openTestSite, type TestSite } from '../support/site.ts'
import { gatedPick, picksIn } from './canaries.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite({
    picks: [gatedPick(1), gatedPick(2)].join('\n'),
    settings: { 'allowance.visitors': '0', crawlers: 'Findbot: 192.0.2.0/24' },
    trustedProxies: ['198.51.100.7'],
  })
})
afterAll(() => site.drop())

const known = [
  '/picks/gated-1',
  '/picks/gated-2/stream',
  '/topics/harbors',
  '/sources/the-paper-boat',
  '/archive/2026-11',
  '/search',
  '/reading',
  '/assets/x',
]
const alphabet = [
  ...'aZ0/.%;=&?"\'<>\\ -_~,:*#[]{}()|^`$@!+\u00e9\u0430\u{1f98a}\u0301',
  '%00',
  '%2f',
  '%2e',
  '%0d%0a',
  '..',
  '//',
  '%u0061',
  '%c0%af',
]
const junk = fc.array(fc.constantFrom(...alphabet), { maxLength: 40 }).map((parts) => parts.join(''))
const latin = fc
  .array(
    fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    { maxLength: 120 },
  )
  .map((parts) => parts.join('').trim())
const headerNames = [
  'accept',
  'accept-encoding',
  'accept-language',
  'cookie',
  'if-none-match',
  'range',
  'x-forwarded-for',
  'sec-purpose',
  'sec-fetch-site',
  'origin',
  'referer',
  'user-agent',
]
const structured = fc.constantFrom(
  '__Host-tessera=',
  'a=b; __Host-tessera=',
  'bytes=0-',
  'gzip;q=',
  'W/"',
  'text/html;q=0.',
  '192.0.2.1, ',
  '::ffff:',
  'prefetch',
  'same-origin',
)
const headers = fc.dictionary(
  fc.constantFrom(...headerNames),
  fc.tuple(structured, latin).map(([start, rest]) => start + rest),
  { maxKeys: 4 },
)

test('no path, query or header that can be sent brings the site down, opens a pick or takes long [RL-17]', async () => {
  const request = fc.record({
    path: fc.constantFrom(...known),
    more: junk,
    query: junk,
    headers,
    method: fc.constantFrom('GET', 'HEAD', 'POST'),
  })
  const slowest = { took: 0 }
  await fc.assert(
    fc.asyncProperty(request, async ({ path, more, query, headers, method }) => {
      const started = performance.now()
      const response = await site.request(`${path}${more}?q=${query}&after=${query}&before=${query}`, { method, headers })
      const page = await response.text()
      slowest.took = Math.max(slowest.took, performance.now() - started)
      expect(response.status).toSatisfy((status: number) => status < 500 || status === 503)
      if ((response.headers.get('content-encoding') ?? '') === '') expect(picksIn(page)).toEqual([])
      const location = response.headers.get('location')
      if (location !== null) expect(location).toMatch(/^\/(?!\/)[\w\-./]*(?:\?[!-~]*)?$/)
    }),
    { numRuns: 600 },
  )
  expect(site.logged.filter((line) => line.includes('request failed'))).toEqual([])
  expect(slowest.took, 'generous, for a machine that is busy').toBeLessThan(4_000)
})

test('a path is sent on to one that is its own canonical form, and to no other host [RL-17]', () => {
  fc.assert(
    fc.property(junk, (path) => {
      const meant = canonicalPath(`/${path}`)
      expect(canonicalPath(meant)).toBe(meant)
      if (meant !== `/${path}`) expect(new URL(meant, 'http://localhost').host).toBe('localhost')
    }),
  )
})

test('only our own names are our host, whatever is written around them [RL-17]', () => {
  const isOurHost = hostCheckOf('https://magazine.example')
  const around = fc.tuple(junk, fc.constantFrom('magazine.example', 'localhost', '127.0.0.1'), junk)
  fc.assert(
    fc.property(around, ([before, name, after]) => {
      const host = before + name + after
      const isOurs = /^(magazine\.example|(localhost|127\.0\.0\.1)(:\d{1,5})?)$/.test(host)
      // Asked twice, since the one before is remembered.
      for (const time of ['first', 'second']) expect(isOurHost(host), time).toBe(isOurs)
    }),
  )
})

test('a cookie is found by its exact name or not at all [RL-17]', () => {
  fc.assert(
    fc.property(latin, latin, (before, after) => {
      const header = `${before.replaceAll(/[;=]/g, '')}; __Host-a=value; ${after.replaceAll('__Host-a', '')}`
      expect(findCookie(header, '__Host-a')).toBe('value')
      expect(findCookie(`${header}; __Host-a=other`, '__Host-a')).toBeNull()
    }),
  )
})
