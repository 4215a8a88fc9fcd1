import { afterEach, describe, expect, test } from 'vitest'
import { routes } from '../../src/http/routes.ts'
import { engines } from '../support/database.ts'
import { openOtherProcess } from '../support/other-process.ts'
import { askForMail, countMails, newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'

const minute = 60_000
const victim = 'vera@paper.example'

let site: TestSite
afterEach(() => site.drop())

const later = (ms: number) => {
  site.clock.now = new Date(site.clock.now.getTime() + ms)
}
const isSignedIn = async (browser: TestBrowser) => (await browser.get('/account')).status === 200

async function member(email: string): Promise<TestBrowser> {
  const browser = site.browser()
  later(minute)
  await signIn(site, browser, email)
  return browser
}

describe.each(engines)('on %s', (engine) => {
  test('whatever somebody does with an address before its owner comes gives them nothing afterwards [AU-12]', async () => {
    site = await openTestSite({ engine, picks: pickText({ headline: 'One' }) })
    // They ask to sign in with it, give their own account that address as far as they can, and keep every page open.
    const [asking, owning] = [site.browser(), await member('mallory@paper.example')]
    await askForMail(site, asking, victim)
    expect((await owning.post('/account/email', { email: victim })).status).toBe(303)
    const { code: ofMallory } = await newestMail(site, 'mallory@paper.example')
    expect((await owning.post('/account/email/code', { oldCode: ofMallory })).status).toBe(303)
    expect(await site.database.db.selectFrom('member').select('email').execute()).toEqual([{ email: 'mallory@paper.example' }])

    const vera = await member(victim)
    const rows = await site.database.db.selectFrom('member').select(['id', 'name']).where('email', '=', victim).execute()
    expect(rows).toMatchObject([{ name: '' }])
    const sessions = site.database.db
      .selectFrom('session')
      .select('device')
      .where('member_id', '=', rows[0]?.id ?? 0)
    expect(await sessions.execute()).toHaveLength(1)
    const { code, link } = await newestMail(site, victim)
    for (const browser of [asking, owning]) {
      expect((await browser.post('/sign-in/code', { code })).status).toBe(422)
      expect((await browser.post(link)).status).toBe(422)
    }
    expect((await owning.post('/account/email/code', { newCode: code })).status).toBe(422)
    expect([await isSignedIn(asking), await isSignedIn(vera)]).toEqual([false, true])
    expect(await owning.text('/account')).not.toContain(victim)
    expect(await vera.text('/account')).not.toContain('mallory')
  })

  test('a session that ends in one process is over in every other with the next request [AU-13]', async () => {
    site = await openTestSite({ engine })
    const other = await openOtherProcess(site)
    const [here, there] = [await member('ada@paper.example'), await member('ada@paper.example')]
    const status = async (browser: TestBrowser) => (await other.get(browser, '/account')).status
    expect([await status(here), await status(there)]).toEqual([200, 200])
    const stolen = site.browser()
    stolen.cookie = there.cookie
    await there.post('/sign-out')
    expect([await status(here), await status(stolen)]).toEqual([200, 303])
    stolen.cookie = here.cookie
    await here.post('/account/delete', { email: 'ada@paper.example' })
    expect(await status(stolen)).toBe(303)
    await other.close()
  })
})

test('a member’s address takes as long to answer as any other, over two hundred of each [AU-09]', async () => {
  site = await openTestSite()
  const took = { known: [] as number[], unknown: [] as number[] }
  const values = Array.from({ length: 200 }, (_, at) => ({
    ...{ email: `known-${at}@paper.example`, name: '', keeps_history: 1, created_at: site.clock.now.toISOString() },
  }))
  await site.database.db.insertInto('member').values(values).execute()
  for (let at = 0; at < 200; at += 1) {
    for (const kind of at % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      const peer = `10.${kind === 'known' ? 1 : 2}.${at}.1`
      const started = performance.now()
      const answer = await site.browser().post('/sign-in', { email: `${kind}-${at}@paper.example` }, { peer })
      took[kind].push(performance.now() - started)
      expect(answer.status).toBe(303)
      expect(await countMails(site, `${kind}-${at}@paper.example`)).toBe(1)
    }
  }
  // The middle half, because the machine does other things meanwhile.
  const mean = (times: number[]) =>
    times
      .toSorted((a, b) => a - b)
      .slice(50, 150)
      .reduce((sum, one) => sum + one / 100, 0)
  expect(Math.abs(mean(took.known) - mean(took.unknown))).toBeLessThan(50)
  expect(largestGap(took.known, took.unknown), 'Kolmogorov and Smirnov, p > 0.000001').toBeLessThan(2.7 * Math.sqrt(2 / 200))
})

/** The largest distance between two distributions. */
function largestGap(one: number[], two: number[]): number {
  const share = (times: number[], limit: number) => times.filter((time) => time <= limit).length / times.length
  return Math.max(...[...one, ...two].map((limit) => Math.abs(share(one, limit) - share(two, limit))))
}

const privileges = {
  role: 'owner',
  emailVerified: 'true',
  skipEmailVerification: '1',
  tier: 'paid',
  status: 'active',
  opens: 'everything',
  stripeCustomerId: 'cus_1',
  memberId: '2',
  member_id: '2',
  id: '2',
  createdAt: '2000-01-01',
  ['__proto__']: 'x',
  'constructor[prototype][role]': 'owner',
}

test('no form takes on more than its fields, and none of them reads JSON [AU-17]', async () => {
  site = await openTestSite({ picks: pickText({ headline: 'One' }) })
  const [ada] = [await member('ada@paper.example'), await member('bea@paper.example')]
  const kept = async () => {
    const { db } = site.database
    const [members, grants] = [db.selectFrom('member').selectAll().orderBy('id'), db.selectFrom('access_grant').selectAll()]
    return JSON.stringify([await members.execute(), await grants.execute()])
  }
  const before = await kept()
  const forms = Object.values(routes).filter(({ method, path }) => method === 'post' && !/end-all|sign-out|delete/.test(path))
  expect(forms.length).toBeGreaterThan(8)
  for (const { path } of forms) {
    const url = path.replace(/:\w+/, 'A'.repeat(43))
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
    const body = JSON.stringify({ ...privileges, email: 'ada@paper.example' })
    const json = await ada.get(url, { method: 'POST', headers, body })
    // 204 comes from what reads no body at all.
    expect([204, 303, 400, 404, 422], `${path} as JSON`).toContain(json.status)
    const form = await ada.post(url, { ...privileges, keepsHistory: 'yes', email: 'ada@paper.example' })
    expect(form.status, path).toBeLessThan(500)
    expect(await kept(), path).toBe(before)
  }
  expect(await isSignedIn(ada)).toBe(true)
})

test('a limit is the same however the request is written: headers that name another sender, cases, paths [AU-21]', async () => {
  site = await openTestSite()
  const variants = ['/sign-in', '/sign-in?a=1', '/sign-in?next=/picks/one']
  const statuses: number[] = []
  for (let at = 0; at < 66; at += 1) {
    const headers = { 'x-forwarded-for': `192.0.2.${at}`, 'x-real-ip': `192.0.2.${at}`, forwarded: `for=192.0.2.${at}` }
    const asked = site.browser().post(variants[at % 3] ?? '', { email: `a${at}@paper.example` }, { peer: '203.0.113.5', headers })
    statuses.push((await asked).status)
  }
  expect(statuses.filter((status) => status === 303)).toHaveLength(60)
  const burst = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      site.browser().post('/sign-in', { email: at % 2 ? 'ONE@paper.example' : ' one@PAPER.example' }, { peer: '198.51.100.9' }),
    ),
  )
  expect(new Set(burst.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await countMails(site, 'one@paper.example')).toBe(1)
})
