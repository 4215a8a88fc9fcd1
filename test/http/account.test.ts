import { afterAll, beforeAll, expect, test } from 'vitest'
import { addStaff, removeStaff } from '../../src/flows/change-staff.ts'
import { secrets } from '../support/secrets.ts'
import { newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const minute = 60_000
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

let site: TestSite
beforeAll(async () => {
  const picks = ['One', 'Two', 'Three', 'Four'].map((headline) => pickText({ headline, secret: 'canary' }))
  site = await openTestSite({ picks: picks.join('\n') })
})
afterAll(() => site.drop())

let people = 0
const somebody = () => `reader-${++people}@paper.example`
const accountOf = async (browser: TestBrowser) => linesOf(mainOf(await browser.text('/account')))
const idsOn = async (browser: TestBrowser) =>
  [...(await browser.text('/account')).matchAll(/\/account\/sessions\/([\w-]{16})\/end/g)].map(([, id]) => id ?? '')

async function member(email = somebody()): Promise<TestBrowser> {
  const browser = site.browser()
  site.clock.now = new Date(site.clock.now.getTime() + minute)
  await signIn(site, browser, email)
  return browser
}

test('the account is for whoever is signed in, and everybody else is sent to where one does that', async () => {
  const paths = ['/account', '/account/export']
  const forms = [
    '/account',
    '/account/delete',
    '/account/sessions/end-all',
    '/sign-out',
    `/account/sessions/${'A'.repeat(16)}/end`,
  ]
  const stranger = site.browser()
  const answers = [...paths.map((path) => stranger.get(path)), ...forms.map((path) => stranger.post(path, { email: 'x' }))]
  for (const answer of await Promise.all(answers))
    expect([answer.status, answer.headers.get('location'), answer.headers.has('set-cookie')]).toEqual([
      303,
      '/sign-in?next=/account',
      false,
    ])
})

test('a member’s name and choice are saved and said to be, and a name that can’t be comes back as it was typed', async () => {
  const browser = await member()
  const saved = await browser.post('/account', { name: '  Ada   Brook ' })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/account?saved=1'])
  const page = await browser.text('/account?saved=1')
  expect(page).toContain('value="Ada Brook"')
  expect(page).not.toMatch(/type="checkbox"[^>]* checked/)
  expect(linesOf(page)).toContain('That is saved.')
  const long = 'A'.repeat(81)
  const refused = await browser.post('/account', { name: long, keepsHistory: 'yes' })
  const again = await refused.text()
  expect([refused.status, again.includes(`value="${long}"`), linesOf(again).includes('That is saved.')]).toEqual([
    422,
    true,
    false,
  ])
  expect(again).toMatch(/type="checkbox"[^>]* checked/)
  expect(linesOf(again)).toContain('A name has 80 letters at the most, all on one line.')
})

test('the list of what was read says how long it is kept, as the member chose', async () => {
  const browser = await member()
  await browser.get('/picks/one')
  expect(linesOf(mainOf(await browser.text('/reading'))).join('\n')).toContain('It is kept for 13 months')
  await browser.post('/account', { name: '' })
  const lines = linesOf(mainOf(await browser.text('/reading'))).join('\n')
  expect(lines).toContain('its titles are deleted when the month is over')
  expect(lines).toContain('What else we keep stands in your account.')
})

test('a member sees where they are signed in, and can end it there', async () => {
  const email = somebody()
  const [here, there] = [await member(email), site.browser()]
  site.clock.now = new Date(site.clock.now.getTime() + minute)
  await there.post('/sign-in', { email })
  const { code } = await newestMail(site, email)
  await there.post('/sign-in/code', { code }, { headers: { 'user-agent': firefox } })
  expect(await accountOf(here)).toContain('Firefox on Linux')
  const [id = ''] = await idsOn(here)
  expect((await here.post(`/account/sessions/${id}/end`)).headers.get('location')).toBe('/account')
  expect((await there.get('/account')).status).toBe(303)
  expect(await idsOn(here)).toEqual([])
})

test('nobody sees or ends anything of another member’s, though they know its id [AU-24]', async () => {
  const [ada, bea, adaAgain] = [await member(), await member('bea@paper.example'), await member(`reader-${people}@paper.example`)]
  const [id = ''] = await idsOn(ada)
  expect(id).toHaveLength(16)
  const tried = await bea.post(`/account/sessions/${id}/end`)
  const never = await bea.post(`/account/sessions/${'A'.repeat(16)}/end`)
  expect([tried.status, [...tried.headers], await tried.text()]).toEqual([404, [...never.headers], await never.text()])
  expect((await adaAgain.get('/account')).status).toBe(200)
  const exported = await bea.text('/account/export')
  expect(exported).toContain('bea@paper.example')
  expect(exported).not.toContain(`reader-${people}@`)
})

test('all of a member’s data comes as one file', async () => {
  const browser = await member()
  await browser.get('/picks/two')
  const answer = await browser.get('/account/export')
  expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
    'application/json; charset=utf-8',
    'attachment; filename="account.json"',
  ])
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(await answer.json()).toMatchObject({ email: `reader-${people}@paper.example`, readings: [{ slug: 'two' }] })
})

test('an account is deleted once its address is typed, and the browser starts no new allowance', async () => {
  const browser = await member()
  for (const slug of ['one', 'two', 'three']) await browser.get(`/picks/${slug}`)
  const refused = await browser.post('/account/delete', { email: 'somebody@else.example' })
  const page = await refused.text()
  expect([refused.status, page.includes('value="somebody@else.example"')]).toEqual([422, true])
  expect(linesOf(page)).toContain('This isn’t the address of this account. Nothing has been deleted.')
  const deleted = await browser.post('/account/delete', { email: ` Reader-${people}@PAPER.example` })
  const left = '/sign-in?done=deleted'
  expect([deleted.status, deleted.headers.get('location'), deleted.headers.get('clear-site-data')]).toEqual([
    303,
    left,
    '"cache"',
  ])
  expect(linesOf(await browser.text(left))).toContain('Your account is deleted.')
  expect((await browser.get('/account')).status).toBe(303)
  expect(await browser.text('/picks/four')).not.toContain('canary')
  expect(await browser.text('/picks/one')).toContain('canary')
})

test('a form’s other fields change nothing, whatever they are called [AU-17]', async () => {
  const browser = await member()
  const email = `reader-${people}@paper.example`
  const more = {
    role: 'owner',
    tier: 'paid',
    status: 'active',
    emailVerified: 'true',
    id: '1',
    __proto__: 'x',
    email: 'evil@paper.example',
  }
  await browser.post('/account', { name: 'Ada', keepsHistory: 'yes', ...more })
  await site.browser().post('/sign-in', { ...more, email: 'other@paper.example', memberId: '1', code_hash: 'x' })
  const rows = await site.database.db
    .selectFrom('member')
    .selectAll()
    .where('email', 'in', [email, 'evil@paper.example'])
    .execute()
  expect(rows).toMatchObject([{ email, name: 'Ada', keeps_history: 1 }])
  expect(await accountOf(browser)).toContain(`You are signed in as ${email}.`)
})

test('the account can’t be framed, nor the forms that lead to it [AU-20]', async () => {
  const browser = await member()
  for (const path of ['/account', '/reading']) {
    const policy = (await browser.get(path)).headers.get('content-security-policy')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self'")
  }
})

test('pages for everyone are the same for members, to the byte [CA-02]', async () => {
  const browser = await member()
  for (const path of ['/', '/topics', '/archive', '/about', '/subscribe', '/sources/the-paper-boat']) {
    const [theirs, anybodys] = [await browser.get(path), await site.request(path)]
    expect(await theirs.text(), path).toBe(await anybodys.text())
    expect(theirs.headers.get('cache-control')).toContain('public')
  }
})

test('whoever has a role at the desk keeps their account until it is taken away', async () => {
  const email = somebody()
  const browser = await member(email)
  const deps = { db: site.database.db, now: site.clock.now, hash: secrets.hash, by: 'console' } as const
  const added = await addStaff(deps, { email, role: 'owner' })
  const refused = await browser.post('/account/delete', { email })
  expect(refused.status).toBe(422)
  expect(linesOf(mainOf(await refused.text())).join('\n')).toContain('You have a role at this magazine’s desk.')
  const second = await addStaff(deps, { email: somebody(), role: 'owner' })
  expect(second.kind).toBe('added')
  await removeStaff(deps, { memberId: added.kind === 'added' ? added.memberId : 0 })
  expect((await browser.post('/account/delete', { email })).status).toBe(303)
})
