import { afterAll, beforeAll, expect, test } from 'vitest'
import { countMails, newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const minute = 60_000

let site: TestSite
beforeAll(async () => {
  site = await openTestSite({ picks: pickText({ headline: 'One' }) })
})
afterAll(() => site.drop())

let people = 0
const somebody = () => `reader-${++people}@paper.example`
const later = (ms: number) => {
  site.clock.now = new Date(site.clock.now.getTime() + ms)
}

async function member(email: string): Promise<TestBrowser> {
  const browser = site.browser()
  later(minute)
  await signIn(site, browser, email)
  return browser
}

const linesAt = async (answer: Response | Promise<Response>) => linesOf(mainOf(await (await answer).text()))

test('a member gives their account another address with the codes from both mailboxes', async () => {
  const [old, fresh] = [somebody(), somebody()]
  const browser = await member(old)
  const asked = await browser.post('/account/email', { email: ` ${fresh.toUpperCase()} ` })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/account/email'])
  expect(await linesAt(browser.get('/account/email'))).toContain(
    `We have sent a mail to ${fresh} and one to your present address. Type the code that stands in each, within ten minutes.`,
  )
  const [atNew, atOld] = [await newestMail(site, fresh), await newestMail(site, old)]
  const wrong = await browser.post('/account/email/code', { newCode: 'none', oldCode: atOld.code })
  const page = await wrong.text()
  expect([wrong.status, page.includes('value="none"')]).toEqual([422, true])
  expect(linesOf(page)).toContain('That isn’t the code in this mail. You have five more tries.')
  expect(linesOf(page)).toContain('Your present address is confirmed.')
  const done = await browser.post('/account/email/code', { newCode: `${atNew.code.slice(0, 4)} ${atNew.code.slice(4)}` })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/account?saved=1'])
  expect(await linesAt(browser.get('/account?saved=1'))).toEqual(
    expect.arrayContaining([`You are signed in as ${fresh}.`, 'That is saved.']),
  )
  expect((await newestMail(site, old)).text).toContain('has another address from now on')
  expect((await browser.get('/account/email')).headers.get('location')).toBe('/account')
})

test('the links of both mails do the same, but only by the button and only in the browser that asked [AU-01] [AU-02]', async () => {
  const [old, fresh] = [somebody(), somebody()]
  const [browser, scanner] = [await member(old), await member(somebody())]
  await browser.post('/account/email', { email: fresh })
  const links = [(await newestMail(site, fresh)).link, (await newestMail(site, old)).link]
  for (const link of links) {
    for (const other of [site.browser(), scanner]) {
      expect(await linesAt(other.get(link))).toContain('Please type the code instead')
      expect([303, 422]).toContain((await other.post(link)).status)
    }
    const opened = await browser.get(link)
    expect([opened.headers.get('referrer-policy'), opened.headers.get('cache-control')]).toEqual([
      'no-referrer',
      'private, no-store',
    ])
    expect((await opened.text()).match(/<button/g)).toHaveLength(1)
    await browser.get(link, { method: 'HEAD' })
  }
  expect(await linesAt(browser.get('/account'))).toContain(`You are signed in as ${old}.`)
  expect((await browser.post(links[0] ?? '')).headers.get('location')).toBe('/account/email')
  expect(await linesAt(browser.get('/account/email'))).toContain('The new address is confirmed.')
  expect((await browser.post(links[1] ?? '')).headers.get('location')).toBe('/account?saved=1')
  expect(await linesAt(browser.get('/account'))).toContain(`You are signed in as ${fresh}.`)
  const again = await browser.post(links[1] ?? '')
  expect([again.status, (await linesAt(again))[0]]).toEqual([422, 'This doesn’t work any more'])
})

test('what can’t be the new address comes back as it was typed, with a plain sentence', async () => {
  const email = somebody()
  const browser = await member(email)
  for (const [typed, sentence] of [
    ['"a" <b>@paper, example', 'This isn’t an e-mail address we can write to.'],
    [email, 'This is the address of your account already.'],
  ] as const) {
    const answer = await browser.post('/account/email', { email: typed })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain(`value="${typed.replaceAll('"', '&quot;').replace('<', '&lt;').replace('>', '&gt;')}"`)
    expect(linesOf(page).join('\n')).toContain(sentence)
  }
  expect((await browser.post('/account/email', { email: somebody() })).status).toBe(303)
  const soon = await browser.post('/account/email', { email: somebody() })
  expect([soon.status, (await linesAt(soon)).join('\n')]).toEqual([429, expect.stringContaining('only just now')])
})

test('an address that has an account is answered like one that hasn’t, and only its owner hears of it [AU-09]', async () => {
  const taken = somebody()
  await member(taken)
  const answers = []
  for (const email of [taken, somebody()]) {
    const browser = await member(somebody())
    const asked = await browser.post('/account/email', { email })
    const page = (await browser.text('/account/email')).replaceAll(email, 'them')
    const wrong = await browser.post('/account/email/code', { newCode: '00000000' })
    answers.push([asked.status, [...asked.headers], page, wrong.status, (await wrong.text()).replaceAll(email, 'them')])
  }
  expect(answers[0]).toEqual(answers[1])
  const told = await newestMail(site, taken)
  expect(told.text).toContain('It belongs to an account already')
  expect([told.link, told.text]).toEqual(['', expect.not.stringMatching(/reader-\d/)])
})

test('no mail about a change holds the other address, or anything else that was typed', async () => {
  const [old, fresh] = [somebody(), somebody()]
  const browser = await member(old)
  await browser.post('/account/email', { email: fresh, name: 'Typed', next: 'https://evil.example' })
  for (const address of [old, fresh]) {
    const { subject, text, html } = await newestMail(site, address)
    for (const form of [subject, text, html]) expect(form).not.toMatch(/reader-\d|Typed|evil/)
    expect([...text.matchAll(/https?:\/\/[^/\s]+/g)].map(String)).toEqual(Array(2).fill('http://localhost:4000'))
  }
})

test('asking for changes counts with asking for sign-in mails from one network [AU-21]', async () => {
  const peer = '203.0.113.77'
  const browser = await member(somebody())
  for (let i = 0; i < 60; i++) await site.browser().post('/sign-in', { email: `crowd-${i}@paper.example` }, { peer })
  const [one, two] = [somebody(), somebody()]
  expect((await browser.post('/account/email', { email: one }, { peer: '203.0.113.9' })).status).toBe(429)
  expect((await browser.post('/account/email', { email: two }, { peer: '192.0.2.9' })).status).toBe(303)
  expect([await countMails(site, one), await countMails(site, two)]).toEqual([0, 1])
})

test('a deleted account leaves nothing of a change that was on its way [AU-04]', async () => {
  const [email, fresh] = [somebody(), somebody()]
  const browser = await member(email)
  await browser.post('/account/email', { email: fresh })
  const { link } = await newestMail(site, fresh)
  await browser.post('/account/delete', { email })
  const rows = await site.database.db.selectFrom('email_change').selectAll().where('new_email', '=', fresh).execute()
  expect(rows).toEqual([])
  expect(await linesAt(site.request(link))).toContain('This doesn’t work any more')
})
