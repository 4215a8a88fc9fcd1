import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listSeats } from '../../src/data/group-seats.ts'
import { findGroup } from '../../src/data/groups.ts'
import { endGroup } from '../../src/flows/change-groups.ts'
import { change, invitationPath, memberId, openGroup } from '../support/groups.ts'
import { countMails, newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const minute = 60_000
const day = 1_440 * minute

let site: TestSite
beforeAll(async () => {
  const picks = ['One', 'Two', 'Three'].map((headline) => pickText({ headline, secret: 'canary' }))
  const closed = pickText({ headline: 'Closed', secret: 'canary', access: 'subscribers-only' })
  site = await openTestSite({ picks: [...picks, closed].join('\n'), settings: { 'allowance.members': '1' } })
})
afterAll(() => site.drop())

let count = 0
let group: number
let head: TestBrowser
let headAddress: string
beforeEach(async () => {
  count += 1
  headAddress = `head-${count}@paper.example`
  group = await openGroup(site.database, { name: `School ${count}`, administrator: headAddress, seats: 2 })
  head = await member(headAddress)
})

const page = () => `/account/groups/${group}`
const later = (milliseconds: number) => {
  site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
}
const lines = async (browser: TestBrowser, path = page()) => linesOf(mainOf(await browser.text(path)))
const seated = async () => (await listSeats(site.database.db, group)).map(({ email }) => email)

async function member(email: string): Promise<TestBrowser> {
  const browser = site.browser()
  later(minute)
  await signIn(site, browser, email)
  await site.live.refresh()
  return browser
}

/** Invites somebody, and gives the path that the mail leads to. */
async function invite(email: string): Promise<string> {
  const sent = await head.post(`${page()}/invitations`, { addresses: email })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${page()}?sent=1`])
  return invitationPath(site, email)
}

test('whoever is invited signs in, takes the seat by a button, and reads without a limit', async () => {
  const email = `ada-${count}@boat.example`
  const link = await invite(email)
  expect(await lines(head, `${page()}?sent=1`)).toContain('One invitation is on its way.')
  const ada = site.browser()
  const opened = await ada.get(link)
  expect([opened.status, opened.headers.get('cache-control'), opened.headers.get('referrer-policy')]).toEqual([
    200,
    'private, no-store',
    'no-referrer',
  ])
  expect(linesOf(await opened.text())).toContain(`The invitation is for ${email}.`)
  const toSignIn = await ada.post(link)
  expect([toSignIn.status, toSignIn.headers.get('location')]).toEqual([303, '/sign-in?next=/invitation'])
  const entered = await signIn(site, ada, email, '/invitation')
  expect(entered.headers.get('location')).toBe('/invitation')
  expect(await seated()).toEqual([])
  expect(await ada.text('/invitation')).toContain(`action="${link}"`)
  const accepted = await ada.post(link)
  expect([accepted.status, accepted.headers.get('location')]).toEqual([303, '/account/groups'])
  expect(await seated()).toEqual([email])
  for (const slug of ['one', 'two', 'three']) expect(await ada.text(`/picks/${slug}`), slug).toContain('canary')
  expect(await ada.text('/picks/closed')).not.toContain('canary')
  expect(await lines(ada, '/account/groups')).toContain(`School ${count}`)
})

test('an invitation to nobody comes back with a sentence', async () => {
  const answer = await head.post(`${page()}/invitations`, { addresses: ' \n' })
  expect(answer.status).toBe(422)
  expect(linesOf(mainOf(await answer.text()))).toContain('Type at least one e-mail address, and its owner gets a mail.')
})

test('opening the link changes nothing, however often and by whomever [AU-01]', async () => {
  const link = await invite(`bea-${count}@boat.example`)
  for (let time = 0; time < 20; time += 1) await site.request(link, { method: time % 2 ? 'HEAD' : 'GET' })
  expect(await seated()).toEqual([])
  const bea = await member(`bea-${count}@boat.example`)
  expect((await bea.post(link)).status).toBe(303)
  expect(await seated()).toEqual([`bea-${count}@boat.example`])
})

test('an invitation is good for its own address alone, once, for two weeks, and until it is revoked', async () => {
  const email = `cara-${count}@boat.example`
  const link = await invite(email)
  const thief = await member(`thief-${count}@boat.example`)
  expect(linesOf(await thief.text(link)).join(' ')).toContain(`You are signed in as thief-${count}@boat.example.`)
  expect((await thief.post(link)).status).toBe(422)
  const forged = `${link.slice(0, -1)}${link.endsWith('A') ? 'E' : 'A'}`
  const cara = await member(email)
  expect((await cara.post(forged)).status).toBe(422)
  expect((await cara.post('/invitation/none-such')).status).toBe(404)
  later(61 * minute)
  const newer = await invite(email)
  expect((await cara.post(link)).status).toBe(422)
  const id = /invitations\/(\d+)\/revoke/.exec(await head.text(page()))?.[1]
  expect((await head.post(`${page()}/invitations/${id}/revoke`)).headers.get('location')).toBe(page())
  expect((await head.post(`${page()}/invitations/${id}/revoke`)).status).toBe(404)
  expect((await cara.post(newer)).status).toBe(422)
  later(61 * minute)
  const last = await invite(email)
  later(14 * day)
  expect(linesOf(await cara.text(last))).toContain('This invitation doesn’t work any more')
  expect((await cara.post(last)).status).toBe(422)
  expect(await seated()).toEqual([])
  const fresh = await invite(email)
  expect((await cara.post(fresh)).status).toBe(303)
  await head.post(`${page()}/seats/${await memberId(site, email)}/end`)
  expect((await cara.post(fresh)).status).toBe(422)
  expect(await seated()).toEqual([])
})

test('only a hash of an invitation is kept once its mail has left, and the token is in no address but the link’s own', async () => {
  const link = await invite(`dora-${count}@boat.example`)
  const token = link.split('/').at(-1) ?? ''
  const dora = site.browser()
  await dora.post(link)
  await signIn(site, dora, `dora-${count}@boat.example`, '/invitation')
  const { db } = site.database
  const kept = [
    await db.selectFrom('group_invitation').selectAll().execute(),
    await db.selectFrom('sign_in').selectAll().execute(),
  ]
  expect(JSON.stringify(kept)).not.toContain(token)
  expect(site.logged.join('\n')).not.toContain(token)
})

test('with all seats taken the invitation stays good, and takes the seat that becomes free', async () => {
  await change(site.database, group, { terms: { seats: 1 } })
  const links = [await invite(`fay-${count}@boat.example`), await invite(`gil-${count}@boat.example`)]
  const [fay, gil] = [await member(`fay-${count}@boat.example`), await member(`gil-${count}@boat.example`)]
  expect((await fay.post(links[0] ?? '')).status).toBe(303)
  const full = await gil.post(links[1] ?? '')
  expect([
    full.status,
    linesOf(await full.text())
      .join(' ')
      .includes('All seats are taken'),
  ]).toEqual([422, true])
  expect((await fay.post(`${page()}/leave`)).headers.get('location')).toBe('/account/groups')
  expect((await fay.post(`${page()}/leave`)).status).toBe(404)
  expect((await gil.post(links[1] ?? '')).status).toBe(303)
  expect(await seated()).toEqual([`gil-${count}@boat.example`])
})

test('the page of a group, its report and its forms are its administrator’s alone; to everybody else it isn’t there [AU-24]', async () => {
  const link = await invite(`hal-${count}@boat.example`)
  const hal = await member(`hal-${count}@boat.example`)
  await hal.post(link)
  await invite(`ina-${count}@boat.example`)
  const invitation = /invitations\/(\d+)\/revoke/.exec(await head.text(page()))?.[1]
  const other = await openGroup(site.database, { name: `Other ${count}`, administrator: `other-${count}@paper.example` })
  const strangers = [hal, await member(`other-${count}@paper.example`)]
  const halId = await memberId(site, `hal-${count}@boat.example`)
  const never = 987_654
  for (const browser of strangers) {
    for (const path of ['', '/report.csv']) {
      const [theirs, none] = [await browser.get(page() + path), await browser.get(`/account/groups/${never}${path}`)]
      expect([theirs.status, await theirs.text()]).toEqual([404, await none.text()])
    }
    const forms: [string, Record<string, string>][] = [
      ['/invitations', { addresses: 'evil@boat.example' }],
      [`/invitations/${invitation}/revoke`, {}],
      [`/seats/${halId}/end`, {}],
      ['/administrator', { member: String(halId) }],
      ['/take', {}],
    ]
    for (const [path, fields] of forms) expect((await browser.post(page() + path, fields)).status, path).toBe(404)
  }
  // The administrator of one group with the ids of another.
  const [, second] = strangers
  expect((await second?.post(`/account/groups/${other}/invitations/${invitation}/revoke`))?.status).toBe(404)
  expect((await second?.post(`/account/groups/${other}/seats/${halId}/end`))?.status).toBe(404)
  expect(await countMails(site, 'evil@boat.example')).toBe(0)
  expect(await seated()).toEqual([`hal-${count}@boat.example`])
  expect(await head.text(page())).toContain(`ina-${count}@boat.example`)
})

test('whoever isn’t signed in is sent to where one does that, whether there is such a group or not', async () => {
  for (const id of [group, 987_654]) {
    const path = `/account/groups/${id}`
    expect((await site.browser().get(path)).headers.get('location')).toBe(`/sign-in?next=${path}`)
    expect((await site.browser().post(`${path}/leave`)).headers.get('location')).toBe('/sign-in?next=/account/groups')
  }
})

test('a group’s forms are not sent from other sites [AU-18]', async () => {
  const link = await invite(`jo-${count}@boat.example`)
  const jo = await member(`jo-${count}@boat.example`)
  for (const path of [link, `${page()}/leave`, `${page()}/take`])
    expect((await jo.post(path, {}, { headers: { 'sec-fetch-site': 'cross-site' } })).status, path).toBe(403)
  expect(await seated()).toEqual([])
})

test('the administrator takes a seat back, and its reader is at the meter with the next pick', async () => {
  const link = await invite(`kim-${count}@boat.example`)
  const kim = await member(`kim-${count}@boat.example`)
  await kim.post(link)
  for (const slug of ['one', 'two']) expect(await kim.text(`/picks/${slug}`)).toContain('canary')
  expect(
    (await head.post(`${page()}/seats/${await memberId(site, `kim-${count}@boat.example`)}/end`)).headers.get('location'),
  ).toBe(page())
  expect(await kim.text('/picks/three')).toContain('canary')
  expect(await kim.text('/picks/two')).not.toContain('canary')
})

test('somebody with an address of the domain is offered a seat once they sign in, and goes on to where they were going', async () => {
  await change(site.database, group, {
    terms: { seats: 1 },
    addDomains: [{ domain: `s${count}.example`, withSubdomains: false }],
  })
  await site.live.refresh()
  const [lia, max] = [site.browser(), site.browser()]
  later(minute)
  const entered = await signIn(site, lia, `lia@s${count}.example`, '/picks/two')
  expect(entered.headers.get('location')).toBe('/account/groups?next=/picks/two')
  const offer = await lines(lia, '/account/groups?next=/picks/two')
  expect(offer).toContain('Its administrator sees your name and your address, and never what you read.')
  expect((await signIn(site, max, `max@s${count}.example`)).headers.get('location')).toBe('/account/groups?next=/account')
  expect((await lia.post(`${page()}/take`, { next: '//evil.example' })).headers.get('location')).toBe('/account/groups')
  const late = await max.post(`${page()}/take`, { next: '/picks/two' })
  expect([late.status, (await late.text()).includes(`All seats of School ${count} are taken`)]).toEqual([422, true])
  expect(await seated()).toEqual([`lia@s${count}.example`])
  later(minute)
  expect((await signIn(site, site.browser(), `max@s${count}.example`, '/picks/two')).headers.get('location')).toBe('/picks/two')
})

test('a group is handed over to somebody with a seat, who gets a mail, and is out of the old hands', async () => {
  const email = `nel-${count}@boat.example`
  const link = await invite(email)
  const nel = await member(email)
  await nel.post(link)
  expect((await head.post(`${page()}/administrator`, { member: '987654' })).status).toBe(404)
  const handed = await head.post(`${page()}/administrator`, { member: String(await memberId(site, email)) })
  expect(handed.headers.get('location')).toBe('/account/groups')
  expect((await newestMail(site, email)).subject).toBe(`You look after School ${count} now`)
  expect([(await head.get(page())).status, (await nel.get(page())).status]).toEqual([404, 200])
  expect((await findGroup(site.database.db, group))?.administratorId).toBe(await memberId(site, email))
})

test('a group that has ended says so, invites nobody and opens nothing', async () => {
  const link = await invite(`ola-${count}@boat.example`)
  const ola = await member(`ola-${count}@boat.example`)
  await ola.post(link)
  await ola.text('/picks/one')
  await endGroup({ db: site.database.db, now: site.clock.now }, group)
  // The allowance of one is their own.
  await ola.text('/picks/two')
  expect(await ola.text('/picks/three')).not.toContain('canary')
  const html = await head.text(page())
  expect(html).toContain('The agreement ended on')
  expect(html).not.toContain('<textarea')
  expect((await head.post(`${page()}/invitations`, { addresses: 'pat@boat.example' })).status).toBe(422)
  expect(await countMails(site, 'pat@boat.example')).toBe(0)
})

test('what a group says of itself is in the member’s export, and nothing of the others’', async () => {
  const link = await invite(`quy-${count}@boat.example`)
  const quy = await member(`quy-${count}@boat.example`)
  await quy.post(link)
  expect(await (await quy.get('/account/export')).json()).toMatchObject({
    groups: { seats: [{ group: `School ${count}`, cameBy: 'invitation' }], administers: [] },
  })
  expect(await (await head.get('/account/export')).json()).toMatchObject({
    groups: { seats: [], administers: [`School ${count}`] },
  })
})
