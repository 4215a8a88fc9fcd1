import { afterAll, beforeAll, expect, test } from 'vitest'
import { askForMail, newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { mainOf } from '../views/page-text.ts'

const minute = 60_000
const origin = 'https://magazine.example'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite({ origin, picks: pickText({ headline: 'One' }) })
})
afterAll(() => site.drop())

let people = 0
const somebody = () => `reader-${++people}@paper.example`
const isSignedIn = async (browser: TestBrowser) => (await browser.get('/account')).status === 200
const later = (ms: number) => {
  site.clock.now = new Date(site.clock.now.getTime() + ms)
}
const tables = ['member', 'sign_in', 'session', 'outgoing_mail'] as const

/** Everything the database holds about members, as text. */
async function stored(...names: (typeof tables)[number][]): Promise<string> {
  const rows = await Promise.all(names.map((name) => site.database.db.selectFrom(name).selectAll().execute()))
  return JSON.stringify(rows)
}

test('a scanner that opens the link twenty times changes nothing, and its reader’s button still signs in [AU-01]', async () => {
  const [browser, email] = [site.browser(), somebody()]
  const { link } = await askForMail(site, browser, email)
  const before = await stored(...tables)
  for (let again = 0; again < 20; again += 1) {
    const answer = await site.request(link, { method: again % 2 === 0 ? 'GET' : 'HEAD', peer: '203.0.113.8' })
    expect([answer.status, answer.headers.has('set-cookie')]).toEqual([200, false])
    expect(await answer.text()).not.toContain('<form')
  }
  expect(await stored(...tables)).toBe(before)
  const page = await browser.text(link)
  expect(page.match(/<button/g)).toHaveLength(1)
  expect(page).toContain(`action="${link}"`)
  expect((await browser.post(link)).status).toBe(303)
  expect(await isSignedIn(browser)).toBe(true)
})

test('a scanner that presses every button in another browser gets no session, and the link stays good [AU-02]', async () => {
  const [browser, scanner] = [site.browser(), site.browser()]
  const { link, code } = await askForMail(site, browser, somebody())
  expect(mainOf(await scanner.text(link))).toContain('Please type the code instead')
  for (const [path, fields] of [
    [link, {}],
    ['/sign-in/code', { code }],
  ] as const)
    expect((await scanner.post(path, fields)).status).toBe(422)
  expect(await isSignedIn(scanner)).toBe(false)
  expect((await browser.post(link)).status).toBe(303)
})

test('a hundred presses at once are one session [AU-03]', async () => {
  const browser = site.browser()
  const { link, code } = await askForMail(site, browser, somebody())
  const cookie = browser.cookie ?? ''
  const before = (await site.database.db.selectFrom('session').select('token_hash').execute()).length
  const statuses = await Promise.all(
    Array.from({ length: 100 }, async (_, at) => {
      const one = site.browser()
      one.cookie = cookie
      return (await (at % 2 === 0 ? one.post(link) : one.post('/sign-in/code', { code }))).status
    }),
  )
  expect(statuses.filter((status) => status === 303)).toHaveLength(1)
  expect((await site.database.db.selectFrom('session').select('token_hash').execute()).length).toBe(before + 1)
})

test('link and code die after ten minutes and when a newer mail is asked for [AU-04]', async () => {
  const [browser, email] = [site.browser(), somebody()]
  const old = await askForMail(site, browser, email)
  const oldCookie = browser.cookie
  later(2 * minute)
  const newer = await askForMail(site, browser, email)
  const stale = site.browser()
  stale.cookie = oldCookie
  for (const one of [stale, browser]) expect((await one.post(old.link)).status).toBe(422)
  expect((await stale.post('/sign-in/code', { code: old.code })).status).toBe(422)
  expect(mainOf(await browser.text(old.link))).toContain('doesn’t work any more')
  later(10 * minute + 1_000)
  for (const [path, fields] of [
    [newer.link, {}],
    ['/sign-in/code', { code: newer.code }],
  ] as const)
    expect((await browser.post(path, fields)).status).toBe(422)
  const last = await askForMail(site, browser, email)
  expect((await browser.post(last.link)).status).toBe(303)
})

test('nobody signs another browser in: a code works only where it was asked for [AU-05]', async () => {
  const [attacker, victim] = [site.browser(), site.browser()]
  const his = await askForMail(site, attacker, somebody())
  const hers = await askForMail(site, victim, somebody())
  expect((await victim.post('/sign-in/code', { code: his.code })).status).toBe(422)
  expect((await attacker.post('/sign-in/code', { code: hers.code })).status).toBe(422)
  expect((await victim.post(his.link)).status).toBe(422)
  expect([await isSignedIn(attacker), await isSignedIn(victim)]).toEqual([false, false])
})

test('of tokens and codes nothing but hashes is kept, and the link’s page tells its address to nobody [AU-06]', async () => {
  const browser = site.browser()
  const { link, code } = await askForMail(site, browser, somebody())
  const page = await browser.get(link)
  const text = await page.text()
  expect([page.headers.get('referrer-policy'), page.headers.get('cache-control')]).toEqual(['no-referrer', 'private, no-store'])
  const loaded = [...text.matchAll(/<(?:link|script|img|iframe)\b[^>]*(?:href|src)="([^"]*)"/g)].map(([, url]) => url)
  expect(loaded.filter((url) => !url?.startsWith('/assets/'))).toEqual([])
  expect(text).not.toMatch(/<script|rel="canonical"/)
  const flow = browser.cookie?.split('=')[1] ?? ''
  const pressed = await browser.post(link)
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/account'])
  const session = /tessera-session=([^;]+)/.exec(browser.cookie ?? '')?.[1] ?? ''
  const token = link.split('/').at(-1) ?? ''
  expect([flow, session, token].map((one) => one.length)).toEqual([43, 43, 43])
  const kept = await stored('member', 'sign_in', 'session')
  for (const secret of [flow, session, token, code]) {
    expect(kept).not.toContain(secret)
    expect(site.logged.join('\n')).not.toContain(secret)
  }
})

const elsewhere = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '///evil.example',
  'https://magazine.example@evil.example',
  'https://magazine.example.evil.example',
  'https://evil.example\\@magazine.example',
  'https://evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  '/a/..//evil.example',
  '/\r\nlocation: https://evil.example',
  ' /picks/one',
  'picks/one',
  '',
]

test('wherever it says to go on to, signing in never leaves the site [AU-07]', async () => {
  for (const next of elsewhere) {
    const page = await site.request(`/sign-in?next=${encodeURIComponent(next)}`)
    expect(mainOf(await page.text()), next).not.toContain('name="next"')
    const browser = site.browser()
    const asked = await browser.post('/sign-in', { email: somebody(), next })
    expect(asked.headers.get('location'), next).toBe('/sign-in/code')
    const { code } = await newestMail(site, `reader-${people}@paper.example`)
    expect((await browser.post('/sign-in/code', { code, next })).headers.get('location'), next).toBe('/account')
    expect((await browser.get(`/sign-in?next=${encodeURIComponent(next)}`)).headers.get('location'), next).toBe('/account')
  }
  for (const [next, to] of [
    ['/picks/one?after=1.2', '/picks/one?after=1.2'],
    ['/%2f%2fevil.example', '/%2f%2fevil.example'],
  ] as const) {
    const browser = site.browser()
    const confirmed = await signIn(site, browser, somebody(), next)
    expect(new URL(confirmed.headers.get('location') ?? '', origin).origin).toBe(origin)
    expect(confirmed.headers.get('location')).toBe(to)
  }
})

test('the mail’s link begins with the configured address, whatever host the request names [AU-08]', async () => {
  const email = somebody()
  const browser = site.browser()
  const evil = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', forwarded: 'host=evil.example' }
  expect((await browser.post('/sign-in', { email }, { headers: { host: 'evil.example' } })).status).toBe(421)
  expect((await browser.post('/sign-in', { email }, { headers: evil })).status).toBe(303)
  const { text, html } = await newestMail(site, email)
  expect([...text.matchAll(/https?:\/\/[^/\s]+/g), ...html.matchAll(/https?:\/\/[^/\s"]+/g)].map(String)).toEqual(
    Array(4).fill(origin),
  )
})

test('an address that is known here is answered like one that isn’t [AU-09]', async () => {
  const known = somebody()
  await signIn(site, site.browser(), known)
  later(2 * minute)
  const answers = []
  for (const email of [known, somebody(), known]) {
    const browser = site.browser()
    const asked = await browser.post('/sign-in', { email })
    const page = await (await browser.get('/sign-in/code')).text()
    const wrong = await (await browser.post('/sign-in/code', { code: '00000000' })).text()
    const headers = JSON.stringify([...asked.headers]).replace(/flow=[\w-]{43}/, 'flow=…')
    answers.push([asked.status, headers, await asked.text(), page, email === known && answers.length > 0 ? '' : wrong])
  }
  expect(answers[0]).toEqual(answers[1])
  expect(answers[2]?.slice(0, 4), 'also when no second mail goes out').toEqual(answers[0]?.slice(0, 4))
})

test('one address is one account however it is written, and what could add a header to a mail is no address [AU-11]', async () => {
  const [browser, other] = [site.browser(), site.browser()]
  await signIn(site, browser, 'jörg@paper.example')
  later(2 * minute)
  await other.post('/sign-in', { email: '  JO\u0308RG@Paper.Example ' })
  const { code } = await newestMail(site, 'jörg@paper.example')
  expect((await other.post('/sign-in/code', { code })).status).toBe(303)
  expect(mainOf(await browser.text('/account')).match(/class="by"/g)).toHaveLength(2)
  for (const email of [
    'a@paper.example\r\nBcc: b@evil.example',
    'a@paper.example,b@evil.example',
    'a＠paper.example',
    '"a@b"@paper.example',
    'a\0@paper.example',
    `${'a'.repeat(320)}@paper.example`,
  ])
    expect((await site.browser().post('/sign-in', { email })).status, email).toBe(422)
})

test('every sign-in has a token of its own, and one that ended opens nothing from the next request on [AU-13]', async () => {
  const [browser, other, email] = [site.browser(), site.browser(), somebody()]
  browser.cookie = `__Host-tessera-session=${'A'.repeat(43)}`
  await signIn(site, browser, email)
  const first = browser.cookie
  expect(first).not.toContain('A'.repeat(43))
  later(2 * minute)
  await signIn(site, browser, email)
  const stolen = site.browser()
  stolen.cookie = first
  expect([await isSignedIn(stolen), await isSignedIn(browser)]).toEqual([false, true])
  later(2 * minute)
  await signIn(site, other, email)
  stolen.cookie = other.cookie
  expect(await isSignedIn(stolen)).toBe(true)
  const out = await browser.post('/account/sessions/end-all')
  expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in?done=signed-out'])
  expect(await Promise.all([stolen, browser, other].map(isSignedIn))).toEqual([false, false, false])
})

test('the cookies of members are bound to this host, out of reach for scripts, and not for ever [AU-14]', async () => {
  const browser = site.browser()
  const asked = await browser.post('/sign-in', { email: 'cookies@paper.example' })
  const { code } = await newestMail(site, 'cookies@paper.example')
  const confirmed = await browser.post('/sign-in/code', { code })
  const out = await browser.post('/sign-out')
  const set = [asked, confirmed, out].flatMap((answer) => answer.headers.getSetCookie())
  expect(set.map((one) => one.replace(/=[\w.-]{43,150};/, '=…;'))).toEqual([
    '__Host-tessera-flow=…; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera-session=…; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera-flow=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera-known=…; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera-session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera=…; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera-known=…; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax',
  ])
})
