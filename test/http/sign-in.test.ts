import { afterAll, beforeAll, expect, test } from 'vitest'
import { askForMail, countMails, newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'
import { elementOf, linesOf, mainOf } from '../views/page-text.ts'

const minute = 60_000
const wrong = '00000000'

let site: TestSite
beforeAll(async () => {
  const picks = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((headline) => pickText({ headline, secret: 'canary' }))
  site = await openTestSite({ picks: picks.join('\n') })
})
afterAll(() => site.drop())

let people = 0
const somebody = () => `reader-${++people}@paper.example`
const isSignedIn = async (browser: { get: (path: string) => Promise<Response> }) => (await browser.get('/account')).status === 200

test('a visitor at the wall signs up with the code from the mail and reads on with the allowance of members', async () => {
  const [browser, email] = [site.browser(), somebody()]
  for (const slug of ['one', 'two', 'three']) expect(await browser.text(`/picks/${slug}`)).toContain('canary')
  const wall = await browser.text('/picks/four')
  expect(wall).not.toContain('canary')
  const [, signUp = ''] = /href="(\/sign-up\?next=[^"]*)"/.exec(mainOf(wall)) ?? []
  expect(mainOf(await browser.text(signUp))).toContain('<input type="hidden" name="next" value="/picks/four"/>')
  const asked = await browser.post('/sign-in', { email, next: '/picks/four', purpose: 'sign-up' })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sign-in/code?next=/picks/four'])
  const { code } = await newestMail(site, email)
  const confirmed = await browser.post('/sign-in/code', { code: `${code.slice(0, 4)} ${code.slice(4)}` })
  expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/picks/four'])
  const four = linesOf(mainOf(await browser.text('/picks/four')))
  expect(four).toContain('You have 1 free article left this month')
  expect(four).not.toContain('Sign up now for unlimited access')
  expect(await browser.text('/picks/five')).toContain('You have no free articles left this month')
  expect(linesOf(mainOf(await browser.text('/picks/six'))).join(' ')).toContain('You have read your five free articles')
  expect(await browser.text('/search?q=canary')).toContain('/picks/one')
  expect(linesOf(mainOf(await browser.text('/reading')))).toContain(
    'All five of your free articles for November are read. The count starts again on Tuesday, Dec. 1.',
  )
})

test('after signing out a browser has no new allowance, and after signing in elsewhere the member has the same one', async () => {
  const [browser, other, email] = [site.browser(), site.browser(), somebody()]
  await signIn(site, browser, email)
  for (const slug of ['one', 'two', 'three', 'four']) expect(await browser.text(`/picks/${slug}`)).toContain('canary')
  const out = await browser.post('/sign-out')
  expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in?done=signed-out'])
  expect(linesOf(await browser.text('/sign-in?done=signed-out'))).toContain('You are signed out.')
  expect(await isSignedIn(browser)).toBe(false)
  expect(await browser.text('/picks/five')).not.toContain('canary')
  expect(await browser.text('/picks/one')).toContain('canary')
  site.clock.now = new Date(site.clock.now.getTime() + minute)
  await signIn(site, other, email)
  expect(await other.text('/picks/five')).toContain('You have no free articles left this month')
})

test('what can’t be an address comes back in the form with a plain sentence and what was typed', async () => {
  const browser = site.browser()
  const typed = '  "quoted" <b>@paper, example'
  const answer = await browser.post('/sign-in', { email: typed, next: '/picks/one', purpose: 'sign-up' })
  const page = await answer.text()
  expect([answer.status, answer.headers.get('cache-control'), browser.cookie]).toEqual([422, 'private, no-store', null])
  expect(elementOf(page, 'h1')).toBe('Sign up')
  expect(page).toContain(`value="  &quot;quoted&quot; &lt;b&gt;@paper, example"`)
  expect(page).toMatch(/aria-describedby="email-problem email-hint" aria-invalid="true"/)
  expect(linesOf(page).join('\n')).toContain('This isn’t an e-mail address we can write to.')
  expect(page).toContain('name="next" value="/picks/one"')
})

test('no form of ours is read out of anything but a form, or out of more than a form can hold', async () => {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const bodies: [BodyInit, string][] = [
    ['{"email":"a@paper.example"}', 'application/json'],
    ['email=a@paper.example', 'text/plain'],
    [`email=a@paper.example&x=${'x'.repeat(20_000)}`, 'application/x-www-form-urlencoded'],
  ]
  for (const [body, type] of bodies) {
    const answer = await site.request('/sign-in', { method: 'POST', body, headers: { ...headers, 'content-type': type } })
    expect(answer.status, type).toBe(400)
  }
  expect(await countMails(site, 'a@paper.example')).toBe(0)
})

test('a wrong code says how many tries are left, and the fifth ends it for good [AU-10]', async () => {
  const browser = site.browser()
  const { code } = await askForMail(site, browser, somebody(), '/picks/one')
  const left: string[] = []
  for (const typed of [wrong, 'no digits', wrong, wrong, wrong]) {
    const answer = await browser.post('/sign-in/code', { code: typed, next: '/picks/one' })
    const page = await answer.text()
    expect([answer.status, page.includes(`value="${typed}"`)]).toEqual([422, true])
    left.push(/You have (\w+) more/.exec(page)?.[1] ?? '')
  }
  expect(left).toEqual(['four', 'four', 'three', 'two', 'one'])
  for (const typed of [wrong, code]) {
    const answer = await browser.post('/sign-in/code', { code: typed, next: '/picks/one' })
    expect(answer.status).toBe(422)
    expect(mainOf(await answer.text())).toContain('href="/sign-in?next=/picks/one"')
  }
  expect(await isSignedIn(browser)).toBe(false)
})

test('the page for the code needs a browser that has asked for one', async () => {
  const answer = await site.browser().get('/sign-in/code?next=/picks/one')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?next=/picks/one'])
})

test('whoever is signed in already is sent on instead of being asked again', async () => {
  const browser = site.browser()
  await signIn(site, browser, somebody())
  for (const [path, location] of [
    ['/sign-in?next=/picks/one', '/picks/one'],
    ['/sign-up', '/account'],
  ] as const)
    expect((await browser.get(path)).headers.get('location')).toBe(location)
})

test('pressing the button twice sends one mail, and its code still works', async () => {
  const [browser, email] = [site.browser(), somebody()]
  const { code } = await askForMail(site, browser, email)
  await askForMail(site, browser, email)
  expect(await countMails(site, email)).toBe(1)
  expect((await browser.post('/sign-in/code', { code })).status).toBe(303)
})

test('a network that asks for a great many mails gets the form back and a plain sentence, and nobody else does [AU-21]', async () => {
  const ask = (number: number, peer: string) =>
    site.browser().post('/sign-in', { email: `flood-${number}@paper.example` }, { peer })
  const answers: number[] = []
  for (let number = 0; number < 62; number += 1) answers.push((await ask(number, `203.0.113.${number}`)).status)
  expect(answers.slice(0, 60).every((status) => status === 303)).toBe(true)
  expect(answers.slice(60)).toEqual([429, 429])
  expect((await ask(99, '192.0.2.1')).status).toBe(303)
  const refused = await ask(7, '203.0.113.1')
  expect(await refused.text()).toContain('value="flood-7@paper.example"')
})

test('where members may read no more than visitors, each still gets the notice that is theirs [CA-01]', async () => {
  const even = await openTestSite({ picks: pickText({ headline: 'One' }), settings: { 'allowance.members': '3' } })
  const [visitor, member] = [even.browser(), even.browser()]
  await signIn(even, member, 'ada@paper.example')
  const lines = async (browser: typeof visitor) => linesOf(mainOf(await browser.text('/picks/one')))
  const [theirs, members, again] = [await lines(visitor), await lines(member), await lines(even.browser())]
  expect(theirs).toContain('Sign up now for unlimited access')
  expect(members).toEqual(theirs.filter((line) => line !== 'Sign up now for unlimited access'))
  expect(again).toEqual(theirs)
  await even.drop()
})
