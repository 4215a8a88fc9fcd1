import { resolve } from 'node:path'
import { buildSite } from '../../src/build/site.ts'
import type { Engine } from '../../src/data/schema.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import type { PickText } from '../../src/domain/pick.ts'
import { parsePicks } from '../../src/domain/pick-text.ts'
import { isSettingName } from '../../src/domain/settings.ts'
import { changeSetting } from '../../src/flows/change-setting.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { openDesk, readAssets } from '../../src/http/assets.ts'
import type { NameService } from '../../src/services/crawlers/crawler-check.ts'
import type { Egress } from '../../src/services/egress/egress.ts'
import type { Payments } from '../../src/services/stripe/payments.ts'
import { testClipping } from './clipping.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

export type SiteOptions = {
  engine?: Engine
  /** What the clock shows first; `site.clock.now` may be moved. */
  now?: Date
  origin?: string
  trustedProxies?: string[]
  names?: NameService
  payments?: Payments
  /** The way to the sources that are clipped; without one no address can be reached. */
  egress?: Egress
  mailLeaves?: boolean
  settings?: Record<string, string>
  /** Picks in the plain-text form, published at once. */
  picks?: string
}

/** A request, with the address it comes from. */
export type Ask = RequestInit & { peer?: string }

/** The site as it is served, on a real database, with a clock of the test's own. */
export type TestSite = {
  database: TestDatabase
  clock: { now: Date }
  logged: string[]
  request: (path: string, ask?: Ask) => Promise<Response>
  browser: () => TestBrowser
  publish: (text: string) => Promise<void>
  set: (name: string, value: string) => Promise<void>
  app: Awaited<ReturnType<typeof buildSite>>['app']
  live: Awaited<ReturnType<typeof buildSite>>['live']
  groupUsage: Awaited<ReturnType<typeof buildSite>>['groupUsage']
  follows: Awaited<ReturnType<typeof buildSite>>['follows']
  drop: () => Promise<void>
}

/** A browser that keeps its cookies, sends forms from our own pages, and does nothing else. */
export type TestBrowser = {
  /** Its cookies as it sends them; null where it has none. */
  cookie: string | null
  get: (path: string, ask?: Ask) => Promise<Response>
  text: (path: string, ask?: Ask) => Promise<string>
  post: (path: string, fields?: Record<string, string>, ask?: Ask) => Promise<Response>
}

const home = 'http://localhost:4000'

/** Builds a site. On SQLite in a folder of its own, or on a PostgreSQL database of its own. */
export async function openTestSite({ engine = 'sqlite', ...options }: SiteOptions = {}): Promise<TestSite> {
  const database = await openTestDatabase(engine)
  const clock = { now: options.now ?? new Date('2026-11-10T12:00:00Z') }
  const logged: string[] = []
  const site = await buildSite({
    database,
    origin: options.origin ?? home,
    now: () => clock.now,
    log: (event, facts) => logged.push(JSON.stringify({ event, ...facts })),
    assets: readAssets(resolve('dist/assets')),
    deskFiles: openDesk(resolve('dist/desk')),
    trustedProxies: options.trustedProxies ?? [],
    payments: options.payments ?? null,
    clipping: testClipping(options.egress),
    mailLeaves: options.mailLeaves ?? false,
    names: options.names ?? { namesOf: async () => [], addressesOf: async () => [] },
  })
  const request: TestSite['request'] = async (path, { peer = '198.51.100.7', ...init } = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('host')) headers.set('host', new URL(options.origin ?? home).host)
    const bindings = { incoming: { socket: { remoteAddress: peer } } }
    return site.app.request(path, { ...init, headers }, bindings)
  }
  const publish = async (text: string) => {
    const deps = { db: database.db, now: clock.now, style: englishStyle }
    const imported = await importPicks(deps, { picks: readPicks(text), publish: true, by: 'test' })
    if (!imported.ok) throw new Error(imported.problems.map((problem) => problem.reason).join('\n'))
    await site.live.refresh()
  }
  const set = async (name: string, value: string) => {
    const changed = isSettingName(name)
      ? await changeSetting(database.db, name, value)
      : { ok: false as const, reason: `no setting ${name}` }
    if (!changed.ok) throw new Error(changed.reason)
    await site.live.refresh()
  }
  for (const [name, value] of Object.entries(options.settings ?? {})) await set(name, value)
  if (options.picks) await publish(options.picks)
  const drop = async () => {
    site.live.stop()
    await database.drop()
  }
  return {
    database,
    clock,
    logged,
    request,
    browser: () => openBrowser(request),
    publish,
    set,
    app: site.app,
    live: site.live,
    groupUsage: site.groupUsage,
    follows: site.follows,
    drop,
  }
}

/** A pick in the plain-text form. Its excerpt holds a word of its own that stands nowhere else. */
export function pickText(part: { headline: string; date?: string; secret?: string; access?: string; topics?: string }): string {
  const lines = [
    part.headline,
    part.date ?? 'Nov. 2 2026',
    `What the editors have to say about ${part.headline.toLowerCase()}. Ada Brook writes:`,
    `The first paragraph holds ${part.secret ?? 'nothing'} and goes on for a while. . . .`,
    `The second [and last] paragraph ends it${part.secret ? `, not without ${part.secret}-again` : ''}.`,
    'Read more at The Paper Boat <https://boat.example/article>',
    ...(part.access ? [`Access: ${part.access}`] : []),
    ...(part.topics ? [`More about: ${part.topics}`] : []),
  ]
  return `${lines.join('\n\n')}\n`
}

function readPicks(text: string): PickText[] {
  const read = parsePicks(text)
  if (!read.ok) throw new Error(read.problems.map((problem) => `${problem.line}: ${problem.reason}`).join('\n'))
  return read.picks
}

function openBrowser(request: TestSite['request']): TestBrowser {
  const browser: TestBrowser = {
    cookie: null,
    get: async (path, ask = {}) => {
      const headers = new Headers(ask.headers)
      if (browser.cookie) headers.set('cookie', browser.cookie)
      const response = await request(path, { ...ask, headers })
      browser.cookie = keepCookies(browser.cookie, response.headers.getSetCookie())
      return response
    },
    text: async (path, ask) => (await browser.get(path, ask)).text(),
    post: (path, fields = {}, ask = {}) => {
      const headers = new Headers({ 'sec-fetch-site': 'same-origin', ...Object.fromEntries(new Headers(ask.headers)) })
      return browser.get(path, { ...ask, method: 'POST', headers, body: new URLSearchParams(fields) })
    },
  }
  return browser
}

/** What a browser sends from now on, having sent `kept` and been given `set`. */
function keepCookies(kept: string | null, set: readonly string[]): string | null {
  const jar = new Map((kept ?? '').split('; ').flatMap((pair): [string, string][] => (pair === '' ? [] : [nameAndValue(pair)])))
  for (const cookie of set) {
    const [name, value] = nameAndValue(cookie.split(';')[0] ?? '')
    if (/; Max-Age=0(;|$)/.test(cookie)) jar.delete(name)
    else jar.set(name, value)
  }
  return jar.size === 0 ? null : [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}

function nameAndValue(pair: string): [string, string] {
  const equals = pair.indexOf('=')
  return [pair.slice(0, equals), pair.slice(equals + 1)]
}
