import { afterEach, expect, test } from 'vitest'
import { askForMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const day = 86_400_000
const session = /^__Host-tessera-session=[\w-]{43}; Path=\/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax$/

let site: TestSite
afterEach(() => site.drop())

async function open(): Promise<TestBrowser> {
  const picks = ['One', 'Two'].map((headline) => pickText({ headline, secret: 'canary' }))
  const free = pickText({ headline: 'Free', access: 'open' })
  site = await openTestSite({ picks: [...picks, free].join('\n') })
  const browser = site.browser()
  await signIn(site, browser, 'ada@paper.example')
  return browser
}

/** How often the database was asked who is signed in. */
function countLookUps(): { count: number } {
  const asked = { count: 0 }
  const { db } = site.database
  const execute = db.executeQuery.bind(db)
  db.executeQuery = (query) => {
    if ('sql' in query && /from session join member/.test(query.sql)) asked.count += 1
    return execute(query)
  }
  return asked
}

const cookiesOf = (answer: Response) => answer.headers.getSetCookie().filter((one) => one.startsWith('__Host-tessera-session'))

test('the cookie of a session that is used is given again once a day, so that no browser lets it lapse [AU-14]', async () => {
  for (const path of ['/picks/one', '/account', '/reading', '/search?q=one']) {
    const browser = await open()
    site.clock.now = new Date(site.clock.now.getTime() + day - 1)
    expect(cookiesOf(await browser.get(path)), path).toEqual([])
    site.clock.now = new Date(site.clock.now.getTime() + 1)
    const renewed = await browser.get(path)
    expect(cookiesOf(renewed), path).toEqual([expect.stringMatching(session)])
    expect(renewed.headers.get('cache-control')).toBe('private, no-store')
    expect(cookiesOf(await browser.get(path)), path).toEqual([])
    await site.drop()
  }
  await open()
})

test('a session that is renewed and ended by the same request stays ended, and what is for everyone renews nothing [AU-13]', async () => {
  const browser = await open()
  site.clock.now = new Date(site.clock.now.getTime() + day)
  for (const path of ['/', '/picks/free', '/topics'])
    expect((await browser.get(path)).headers.has('set-cookie'), path).toBe(false)
  const out = await browser.post('/sign-out')
  expect(cookiesOf(out)).toEqual([expect.stringContaining('session=; Path=/; Max-Age=0')])
})

test('a page asks once who is signed in, and one that is for everyone never', async () => {
  const browser = await open()
  const asked = countLookUps()
  for (const [path, times] of [
    ['/picks/one', 1],
    ['/picks/one', 1],
    ['/picks/two/stream', 1],
    ['/reading', 1],
    ['/account', 1],
    ['/search?q=one', 1],
    ['/picks/free', 0],
    ['/', 0],
  ] as const) {
    asked.count = 0
    expect((await browser.get(path)).status).toBe(200)
    expect(asked.count, path).toBe(times)
  }
})

test('while the ledger is away nobody can sign in; the form says so, keeps the code, and takes it a minute later', async () => {
  await open()
  const [byCode, byLink] = [site.browser(), site.browser()]
  for (const browser of [byCode, byLink]) await browser.get('/picks/one')
  const mails = [await askForMail(site, byCode, 'bea@paper.example'), await askForMail(site, byLink, 'cee@paper.example')]
  await site.database.ledger.schema.alterTable('reading').renameTo('elsewhere').execute()
  const answers = [
    await byCode.post('/sign-in/code', { code: mails[0]?.code ?? '' }),
    await byLink.post(mails[1]?.link ?? ''),
  ] as const
  for (const answer of answers) {
    const page = await answer.clone().text()
    expect([answer.status, answer.headers.get('cache-control'), cookiesOf(answer)]).toEqual([503, 'private, no-store', []])
    expect(linesOf(page).join('\n')).toContain('We can’t sign you in at the moment')
  }
  expect(await answers[0].text()).toContain(`value="${mails[0]?.code}"`)
  expect(await answers[1].text()).toContain(`action="${mails[1]?.link}"`)
  await site.database.ledger.schema.alterTable('elsewhere').renameTo('reading').execute()
  expect((await byCode.post('/sign-in/code', { code: mails[0]?.code ?? '' })).status).toBe(303)
  expect((await byLink.post(mails[1]?.link ?? '')).status).toBe(303)
})

test('a link that fails leaves none of its secret in the log [AU-06]', async () => {
  const browser = await open()
  const { link } = await askForMail(site, browser, 'bea@paper.example')
  await site.database.db.destroy()
  expect((await browser.post(link)).status).toBe(503)
  expect(site.logged.join()).toContain('"path":"/sign-in/link/…"')
  expect(site.logged.join()).not.toContain(link.split('/').at(-1))
})

test('a link with a slash too many is neither sent on nor in the log [AU-06]', async () => {
  const token = 'A'.repeat(43)
  const browser = await open()
  await site.database.db.destroy()
  for (const path of [`//sign-in/link/${token}`, `/sign-in//link/${token}`, `/gifts//${token}`, `//invitation/${token}`]) {
    const answer = await browser.get(path)
    expect([answer.status, answer.headers.get('location')], path).toEqual([503, null])
  }
  expect(site.logged).toHaveLength(4)
  expect(site.logged.join()).not.toContain(token)
})

test('without a database a member gets the lead and a plain sentence, and the rest says that it is closed for a moment', async () => {
  const browser = await open()
  expect(await browser.text('/picks/one')).toContain('canary')
  await site.database.db.destroy()
  const pick = await browser.get('/picks/one')
  const page = await pick.text()
  expect([pick.status, pick.headers.get('cache-control'), page.includes('canary')]).toEqual([200, 'private, no-store', false])
  expect(linesOf(mainOf(page))).toContain('This article can’t be opened at the moment.')
  expect(page).not.toContain('/sign-up?next')
  for (const path of ['/account', '/reading', '/account/export', '/sign-in']) {
    const answer = await browser.get(path)
    expect([answer.status, answer.headers.get('cache-control')], path).toEqual([503, 'private, no-store'])
    expect(await answer.text()).toContain('Closed for a moment')
  }
  expect((await browser.post('/account', { name: 'Ada' })).status).toBe(503)
  expect((await browser.get('/picks/free')).status).toBe(503)
})
