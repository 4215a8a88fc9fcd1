import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asked, Authenticator } from '../support/authenticator.ts'
import { countMails, newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const minute = 60_000
const origin = 'https://magazine.example'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite({
    origin,
    picks: ['One', 'Two'].map((headline) => pickText({ headline, secret: 'canary' })).join('\n'),
  })
})
afterAll(() => site.drop())

let people = 0
const somebody = () => `reader-${++people}@paper.example`
const later = (milliseconds: number) => {
  site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
}
type Told = { publicKey?: Asked; goTo?: string; problem?: string }

async function send(browser: TestBrowser, path: string, body: unknown, headers: Record<string, string> = {}) {
  const all = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...headers }
  return browser.get(path, { method: 'POST', headers: all, body: JSON.stringify(body) })
}
async function told(browser: TestBrowser, path: string, body: unknown = {}): Promise<Told> {
  return (await (await send(browser, path, body)).json()) as Told
}
async function asked(browser: TestBrowser, path: string): Promise<Asked> {
  const { publicKey } = await told(browser, path)
  if (!publicKey) throw new Error('Nothing was asked')
  return publicKey
}

/** A member with a passkey, in the browser it was added in. */
async function memberWithPasskey(email = somebody()) {
  later(minute)
  const browser = site.browser()
  await signIn(site, browser, email)
  const authenticator = new Authenticator(origin)
  const credential = authenticator.create(await asked(browser, '/passkeys/options/add'))
  const added = await send(browser, '/passkeys/add', { credential }, { 'user-agent': firefox })
  expect([added.status, await added.json()]).toEqual([200, { goTo: '/account/passkeys?done=added' }])
  return { browser, authenticator, email }
}

async function signInWith(authenticator: Authenticator, browser: TestBrowser, next?: string) {
  const credential = authenticator.get(await asked(browser, '/passkeys/options/sign-in'))
  return send(browser, '/passkeys/sign-in', { credential, ...(next === undefined ? {} : { next }) })
}

const passkeysOf = async (browser: TestBrowser) => linesOf(mainOf(await browser.text('/account/passkeys')))

test('a member adds a passkey, is told so on the page and by mail, and signs in with it elsewhere, going on where they were', async () => {
  const { browser, authenticator, email } = await memberWithPasskey()
  const page = await browser.text('/account/passkeys?done=added')
  expect(linesOf(page)).toContain('The passkey is added. Next time you can sign in with it.')
  expect(linesOf(page)).toContain('Firefox on Linux')
  expect(linesOf(page)).toContain('Added Nov. 10 2026, not used yet')
  const { subject, text } = await newestMail(site, email)
  expect(subject).toBe('A new passkey for Tessera')
  expect(text).toContain(`${origin}/account/passkeys`)
  const other = site.browser()
  await other.get('/picks/one')
  const signedIn = await signInWith(authenticator, other, '/picks/two')
  expect([signedIn.status, await signedIn.json()]).toEqual([200, { goTo: '/picks/two' }])
  expect(linesOf(mainOf(await other.text('/account')))).toContain(`You are signed in as ${email}.`)
  expect(mainOf(await other.text('/reading'))).toContain('One')
  expect((await passkeysOf(other)).join()).toContain('last used Nov. 10 2026')
})

test('wherever it says to go on to, signing in with a passkey never leaves the site [AU-07]', async () => {
  const { authenticator } = await memberWithPasskey()
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a/..//evil.example',
    '',
  ]) {
    const signedIn = await signInWith(authenticator, site.browser(), next)
    expect(await signedIn.json(), next).toEqual({ goTo: '/account' })
  }
})

test('the cookie that binds a question to its browser is bound to this host and lasts as long as the question [AU-14]', async () => {
  const { authenticator } = await memberWithPasskey()
  const browser = site.browser()
  const question = await send(browser, '/passkeys/options/sign-in', {})
  const [cookie = ''] = question.headers.getSetCookie()
  expect(cookie.replace(/=[\w-]{43};/, '=…;')).toBe(
    '__Host-tessera-passkey=…; Path=/; Max-Age=300; Secure; HttpOnly; SameSite=Lax',
  )
  expect(question.headers.get('cache-control')).toBe('private, no-store')
  const { publicKey } = (await question.json()) as { publicKey: Asked }
  const second = await send(browser, '/passkeys/options/sign-in', {})
  expect(second.headers.getSetCookie(), 'a second page of the browser leaves the first its question').toEqual([cookie])
  const answer = await send(browser, '/passkeys/sign-in', { credential: authenticator.get(publicKey) })
  expect(answer.headers.getSetCookie().map((one) => one.replace(/=[\w.-]{43,150};/, '=…;'))).toEqual([
    '__Host-tessera-session=…; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera-flow=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera-known=…; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax',
    '__Host-tessera-passkey=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax',
  ])
  expect(browser.cookie).not.toContain('tessera-passkey')
})

test('an answer is refused in one sentence whatever is wrong with it, and signs nobody in [AU-05] [AU-09] [AU-15]', async () => {
  const { authenticator, email } = await memberWithPasskey()
  const sentence = 'This passkey wasn’t accepted. Please try once more, or have us send you a mail.'
  const [victim, attacker] = [site.browser(), site.browser()]
  const theirs = authenticator.get(await asked(attacker, '/passkeys/options/sign-in'))
  await asked(victim, '/passkeys/options/sign-in')
  const mine = async (browser: TestBrowser) => asked(browser, '/passkeys/options/sign-in')
  const answers = {
    'of another browser': [victim, theirs],
    unknown: [victim, new Authenticator(origin).get(await mine(victim), { userHandle: 'AAAA' })],
    tampered: [victim, authenticator.get(await mine(victim), { isTampered: true })],
    unverified: [victim, authenticator.get(await mine(victim), { flags: 1 })],
    'for another site': [victim, authenticator.get(await mine(victim), { site: 'evil.example' })],
  } as const
  for (const [what, [browser, credential]] of Object.entries(answers)) {
    const refused = await send(browser, '/passkeys/sign-in', { credential })
    expect([refused.status, refused.headers.getSetCookie(), await refused.json()], what).toEqual([422, [], { problem: sentence }])
  }
  expect((await victim.get('/account')).status).toBe(303)
  expect(site.logged.join('\n')).not.toContain(email)
})

test('the question says nothing of the host that the request names [AU-08] [AU-15]', async () => {
  const evil = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
  const question = await send(site.browser(), '/passkeys/options/sign-in', {}, evil)
  expect(await question.json()).toMatchObject({ publicKey: { rpId: 'magazine.example' } })
  const local = await send(site.browser(), '/passkeys/options/sign-in', {}, { host: 'localhost:4000', origin })
  expect(await local.json()).toMatchObject({ publicKey: { rpId: 'magazine.example' } })
})

test('only JSON of the expected shape and size is read, and only from our own pages [AU-17] [AU-18]', async () => {
  const { browser, authenticator } = await memberWithPasskey()
  const credential = authenticator.get(await asked(browser, '/passkeys/options/sign-in'))
  const bodies: [string, unknown][] = [
    ['nothing', null],
    ['a list', [credential]],
    ['a field too many', { credential, memberId: 1 }],
    ['a field too many further in', { credential: { ...credential, memberId: 1 } }],
    ['a field too many in the answer', { credential: { ...credential, response: { ...credential.response, flags: 5 } } }],
    ['a number for a text', { credential: { ...credential, id: 1 } }],
    ['no base64url', { credential: { ...credential, id: 'a b' } }],
    ['another type', { credential: { ...credential, type: 'password' } }],
    ['too long an id', { credential: { ...credential, id: 'A'.repeat(1_401) } }],
    ['far too much', { credential, next: 'A'.repeat(20_000) }],
  ]
  for (const [what, body] of bodies) expect((await send(browser, '/passkeys/sign-in', body)).status, what).toBe(400)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-8', 'text/json'])
    expect((await send(browser, '/passkeys/sign-in', { credential }, { 'content-type': type })).status, type).toBe(400)
  for (const path of ['/passkeys/options/add', '/passkeys/add', '/passkeys/options/sign-in', '/passkeys/sign-in'])
    for (const from of ['cross-site', 'same-site'])
      expect((await send(browser, path, { credential }, { 'sec-fetch-site': from })).status, `${path} ${from}`).toBe(403)
  expect((await send(browser, '/passkeys/sign-in', { credential })).status, 'the question is still open').toBe(200)
})

test('after a while a member shows again who they are, by mail, and comes back to add another', async () => {
  const { browser, email } = await memberWithPasskey()
  later(16 * minute)
  const page = mainOf(await browser.text('/account/passkeys'))
  expect(linesOf(page).join(' ')).toContain(`please show first that it is you: we send a mail with a code to ${email}.`)
  expect(page).not.toContain('data-passkey="create"')
  const refused = await send(browser, '/passkeys/options/add', {})
  expect([refused.status, await refused.json()]).toEqual([403, { goTo: '/account/passkeys' }])
  const before = browser.cookie
  const sent = await browser.post('/account/passkeys/confirm')
  expect([sent.status, sent.headers.get('location')]).toEqual([303, '/sign-in/code?next=/account/passkeys'])
  const { code } = await newestMail(site, email)
  const confirmed = await browser.post('/sign-in/code', { code })
  expect(confirmed.headers.get('location')).toBe('/account/passkeys')
  expect(mainOf(await browser.text('/account/passkeys'))).toContain('data-passkey="create"')
  const old = site.browser()
  old.cookie = before
  expect((await old.get('/account/passkeys')).status, 'the session that was too old has ended').toBe(303)
})

test('whoever isn’t signed in is sent to where one signs in, and back', async () => {
  const stranger = site.browser()
  const page = await stranger.get('/account/passkeys')
  expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in?next=/account/passkeys'])
  for (const path of [
    '/account/passkeys/confirm',
    `/account/passkeys/${'A'.repeat(16)}/name`,
    `/account/passkeys/${'A'.repeat(16)}/remove`,
  ])
    expect((await stranger.post(path, { name: 'x' })).headers.get('location'), path).toBe('/sign-in?next=/account/passkeys')
  const credential = new Authenticator(origin).create({ challenge: 'A'.repeat(43) })
  for (const [path, body] of [
    ['/passkeys/options/add', {}],
    ['/passkeys/add', { credential }],
  ] as const) {
    const refused = await send(stranger, path, body)
    expect([refused.status, await refused.json()], path).toEqual([401, { goTo: '/sign-in?next=/account/passkeys' }])
  }
})

test('a name that can’t be comes back as it was typed, and a passkey is renamed and removed from the list', async () => {
  const { browser, email } = await memberWithPasskey()
  const ids = async () =>
    [...(await browser.text('/account/passkeys')).matchAll(/passkeys\/([\w-]{16})\/remove/g)].map(([, id]) => id)
  const [id = ''] = await ids()
  const long = 'A'.repeat(61)
  const refused = await browser.post(`/account/passkeys/${id}/name`, { name: long })
  const page = await refused.text()
  expect([refused.status, page.includes(`value="${long}"`), page.includes('<details open="">')]).toEqual([422, true, true])
  expect(linesOf(page)).toContain('A name has 60 letters at the most, all on one line.')
  const saved = await browser.post(`/account/passkeys/${id}/name`, { name: 'Blue phone' })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/account/passkeys?done=saved'])
  expect(await passkeysOf(browser)).toContain('Blue phone')
  const mails = await countMails(site, email)
  expect((await browser.post(`/account/passkeys/${id}/remove`)).headers.get('location')).toBe('/account/passkeys?done=removed')
  expect(await passkeysOf(browser)).toContain('You have none yet.')
  expect([await countMails(site, email), (await newestMail(site, email)).text.includes('Blue phone')]).toEqual([mails + 1, false])
})

test('another member’s passkey can’t be seen, named or removed, though its id is known [AU-24]', async () => {
  const [ada, eve] = [await memberWithPasskey(), await memberWithPasskey()]
  const [, id = ''] = /passkeys\/([\w-]{16})\/remove/.exec(await ada.browser.text('/account/passkeys')) ?? []
  expect(await eve.browser.text('/account/passkeys')).not.toContain(id)
  await eve.browser.post(`/account/passkeys/${id}/name`, { name: 'Eve’s' })
  await eve.browser.post(`/account/passkeys/${id}/remove`)
  expect(await passkeysOf(ada.browser)).toContain('Firefox on Linux')
  expect((await signInWith(ada.authenticator, site.browser())).status).toBe(200)
})

test('where browsers allow no passkeys there are none: no button, no script, and nothing at their addresses', async () => {
  const plain = await openTestSite({ origin: 'http://192.0.2.7', settings: {} })
  const browser = plain.browser()
  for (const path of ['/sign-in', '/sign-up']) expect(await browser.text(path)).not.toMatch(/data-passkey|passkey-\w+\.js/)
  expect((await send(browser, '/passkeys/options/sign-in', {})).status).toBe(404)
  await signIn(plain, browser, 'ada@paper.example')
  expect(linesOf(await browser.text('/account/passkeys')).join(' ')).toContain(
    'Browsers allow no passkeys at this site’s present address',
  )
  await plain.drop()
})

test('the script for passkeys is on the pages that have a button, and on no other', async () => {
  const { browser } = await memberWithPasskey()
  const has = async (one: TestBrowser, path: string) => /<script src="\/assets\/passkey-\w+\.js" defer/.test(await one.text(path))
  for (const path of ['/sign-in', '/sign-up']) expect(await has(site.browser(), path), path).toBe(true)
  expect(await has(browser, '/account/passkeys')).toBe(true)
  for (const path of ['/', '/picks/one', '/account', '/reading', '/sign-in/code', '/subscribe'])
    expect(await has(browser, path), path).toBe(false)
})
