import { afterAll, beforeAll, expect, test } from 'vitest'
import { newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { follow, give, linkIn, subscribe, subscriber } from '../support/subscriber.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const day = 86_400_000

let site: TestSite
beforeAll(async () => {
  const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight']
  const picks = names.map((headline) => pickText({ headline, secret: `canary${headline}` }))
  const free = pickText({ headline: 'Free', access: 'open', secret: 'canaryFree' })
  const settings = {
    'allowance.visitors': '0',
    'allowance.members': '0',
    giftOpenings: '3',
    giftsPerMonth: '4',
    zone: 'Europe/Berlin',
  }
  site = await openTestSite({ picks: [...picks, free].join('\n'), settings })
})
afterAll(() => site.drop())

let people = 0
const somebody = () => `giver-${++people}@paper.example`
const linesOn = async (browser: TestBrowser, path: string) => linesOf(mainOf(await browser.text(path)))
const linesIn = async (answer: Response | Promise<Response>) => linesOf(mainOf(await (await answer).text()))

test('under a pick that a subscriber reads stands how to give it, and nobody else is shown that', async () => {
  const ada = await subscriber(site, somebody())
  for (const path of ['/picks/one', '/picks/one/stream'])
    expect(await ada.text(path)).toContain('<a href="/gifts/new?pick=one">Give this pick</a>')
  expect(await ada.text('/picks/free')).not.toContain('Give this pick')
  expect(await site.browser().text('/picks/one')).not.toContain('Give this pick')
  const member = site.browser()
  await signIn(site, member, somebody())
  expect(await member.text('/picks/one')).not.toContain('Give this pick')
  await site.set('giftsPerMonth', '0')
  expect(await ada.text('/picks/one')).not.toContain('Give this pick')
  expect(await linesOn(ada, '/gifts/new?pick=one')).toContain('Picks can’t be given at present')
  await site.set('giftsPerMonth', '4')
})

test('a subscriber gives a pick, is shown the link once, and others read that pick by it and no other', async () => {
  const ada = await subscriber(site, somebody())
  expect((await linesOn(ada, '/gifts/new?pick=two')).join('\n')).toContain('You can give 4 more picks this month.')
  const answer = await ada.post('/gifts/new', { pick: 'two' })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  const page = await answer.text()
  const link = linkIn(page)
  expect(page).toContain(`value="http://localhost:4000${link}"`)
  expect(linesOf(page).join('\n')).toContain('It opens the pick until Nov. 24 2026.')
  expect(linesOf(page).join('\n')).toContain('You can give 3 more picks this month.')

  const bea = site.browser()
  const sent = await bea.get(link)
  expect([sent.status, sent.headers.get('location'), await sent.text()]).toEqual([303, '/picks/two', ''])
  const read = await bea.text('/picks/two')
  expect(read).toContain('canaryTwo')
  expect(linesOf(mainOf(read))).toContain('A gift from a subscriber. It costs none of your free articles.')
  expect(linesOf(mainOf(read)).join('\n')).not.toMatch(/articles? left/)
  expect(await bea.text('/picks/two/stream')).toContain('canaryTwo')
  for (const other of ['/picks/three', '/picks/three/stream', '/search?q=canaryTwo', '/search?q=canaryThree'])
    expect(await bea.text(other), other).not.toMatch(/<article[\s\S]*canary/)
  // Given again, it says so: the link is not known any more.
  const again = await ada.post('/gifts/new', { pick: 'two' })
  expect(again.status).toBe(422)
  expect(await linesIn(again)).toContain('You have given this pick already')
})

test('a reader’s own allowance stays whole while a gift opens a pick', async () => {
  const ada = await subscriber(site, somebody())
  const link = await give(ada, 'three')
  await site.set('allowance.visitors', '1')
  const bea = site.browser()
  expect(await follow(bea, link)).toContain('canaryThree')
  expect(await bea.text('/picks/four')).toContain('You have no free articles left this month')
  expect(await bea.text('/picks/three')).toContain('canaryThree')
  expect(await bea.text('/picks/five')).not.toContain('canaryFive')
  await site.set('allowance.visitors', '0')
})

test('a giver’s name is shown to those they give to, if they chose so, and is in no page that is kept', async () => {
  const ada = await subscriber(site, somebody())
  expect((await linesOn(ada, '/gifts/new?pick=one')).join('\n')).toContain('first give it in your account')
  await ada.post('/account', { name: 'Zoë <Quill>' })
  expect((await linesOn(ada, '/gifts/new?pick=one')).join('\n')).toContain('Say that it comes from Zoë <Quill>')
  const named = await give(ada, 'one', { showsName: 'yes' })
  const silent = await give(ada, 'two')
  const bea = site.browser()
  expect(await follow(bea, named)).toContain('A gift from Zoë &lt;Quill&gt;.')
  expect(await follow(bea, silent)).toContain('A gift from a subscriber.')
  const cai = site.browser()
  expect(await follow(cai, named)).toContain('Zoë &lt;Quill&gt;')
  const eve = await subscriber(site, somebody())
  const given = [await follow(site.browser(), await give(eve, 'one')), await bea.text('/picks/one/stream')]
  expect(given[0]).toContain('A gift from a subscriber.')
  expect(given[1]).toContain('Quill')
  for (const other of [site.browser(), await subscriber(site, somebody())])
    expect(await other.text('/picks/one')).not.toContain('Quill')
})

test('one browser keeps several gifts, and a link may end in what a mail program added to it', async () => {
  const ada = await subscriber(site, somebody())
  const links = [await give(ada, 'one'), await give(ada, 'two'), await give(ada, 'three')]
  const bea = site.browser()
  for (const link of links) await bea.get(`${link}.`)
  for (const [slug, secret] of [
    ['one', 'canaryOne'],
    ['two', 'canaryTwo'],
    ['three', 'canaryThree'],
  ] as const)
    expect(await bea.text(`/picks/${slug}`)).toContain(secret)
})

test('a link that too many have opened pauses; the newcomer is told why, and the giver by mail, who lets it go on', async () => {
  const email = somebody()
  const ada = await subscriber(site, email)
  const link = await give(ada, 'six')
  const readers = [site.browser(), site.browser(), site.browser()]
  for (const reader of readers) expect(await follow(reader, link)).toContain('canarySix')
  const late = site.browser()
  const told = await follow(late, link)
  expect(told).not.toContain('canarySix')
  expect(linesOf(told).join('\n')).toContain('The gift you came with has paused, because so many have opened it.')
  expect(await readers[0]?.text('/picks/six')).toContain('canarySix')
  const mail = await newestMail(site, email)
  expect([mail.subject, mail.text.includes('“Six”'), mail.text.includes('http://localhost:4000/account/gifts')]).toEqual([
    'A gift link of yours has paused',
    true,
    true,
  ])
  expect(`${mail.text}${mail.html}`).not.toContain(link)
  const list = await ada.text('/account/gifts')
  expect(linesOf(list).join('\n')).toContain('opened by 3 readers')
  expect(linesOf(list).join('\n')).toContain('It has paused: as many have opened it as one link is for.')
  const [action = ''] = /\/account\/gifts\/\d+\/resume/.exec(list) ?? []
  expect((await ada.post(action)).headers.get('location')).toBe('/account/gifts')
  expect(await late.text('/picks/six')).toContain('canarySix')
  expect((await linesOn(ada, '/account/gifts')).join('\n')).toContain('You can give 2 more picks this month.')
})

test('a giver makes a new link or takes the gift back, and nobody else does', async () => {
  const [ada, eve] = [await subscriber(site, somebody()), await subscriber(site, somebody())]
  const old = await give(ada, 'seven')
  const [bea, cai] = [site.browser(), site.browser()]
  expect(await follow(bea, old)).toContain('canarySeven')
  const [id = ''] = /(?<=\/account\/gifts\/)\d+(?=\/link)/.exec(await ada.text('/account/gifts')) ?? []
  for (const act of ['link', 'resume', 'end']) {
    const tried = await eve.post(`/account/gifts/${id}/${act}`)
    expect([tried.status, tried.headers.get('location')], act).toEqual([303, '/account/gifts'])
    for (const odd of ['0', '1e3', '99999999999', '-1', 'x'])
      expect((await ada.post(`/account/gifts/${odd}/${act}`)).status, `${odd} ${act}`).toBe(303)
  }
  const renewed = await (await ada.post(`/account/gifts/${id}/link`)).text()
  expect(linesOf(mainOf(renewed))).toEqual(expect.arrayContaining(['Seven', 'It opens the pick until Nov. 24 2026.']))
  expect(linesOf(renewed).join('\n')).toContain('You can give 3 more picks this month.')
  const fresh = linkIn(renewed)
  expect(await follow(cai, old)).not.toContain('canarySeven')
  expect(linesOf(await cai.text('/picks/seven')).join('\n')).toContain('The gift you came with opens nothing any more.')
  expect(await follow(cai, fresh)).toContain('canarySeven')
  expect(await bea.text('/picks/seven')).toContain('canarySeven')
  await ada.post(`/account/gifts/${id}/end`)
  for (const reader of [bea, cai, site.browser()]) expect(await follow(reader, fresh)).not.toContain('canarySeven')
  expect((await linesOn(ada, '/account/gifts')).join('\n')).toContain('taken back')
})

test('who may not give is told why, each in their own words', async () => {
  const stranger = site.browser()
  const asked = await stranger.get('/gifts/new?pick=one')
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sign-in?next=/gifts/new%3Fpick%3Done'])
  expect((await stranger.post('/gifts/new', { pick: 'one' })).headers.get('location')).toBe('/sign-in?next=/account/gifts')
  expect((await stranger.get('/account/gifts')).headers.get('location')).toBe('/sign-in?next=/account/gifts')
  const member = site.browser()
  await signIn(site, member, somebody())
  expect(await linesOn(member, '/gifts/new?pick=one')).toContain('Giving is for subscribers')
  expect((await member.post('/gifts/new', { pick: 'one' })).status).toBe(422)
  expect(await linesOn(member, '/account/gifts')).toContain(
    'You haven’t given a pick in the past months. Under each one that a subscription opens for you stands “Give this pick”.',
  )
  const ada = await subscriber(site, somebody())
  expect(await linesOn(ada, '/gifts/new?pick=free')).toContain('http://localhost:4000/picks/free')
  for (const path of ['/gifts/new', '/gifts/new?pick=none-such', '/gifts/new?pick=../x'])
    expect((await ada.get(path)).status).toBe(404)
  expect((await ada.post('/gifts/new', { pick: 'none-such' })).status).toBe(404)
  for (const slug of ['one', 'two', 'three', 'four']) await give(ada, slug)
  expect((await linesOn(ada, '/gifts/new?pick=five')).join('\n')).toContain('From Tuesday, Dec. 1 on there are new ones.')
  expect((await ada.post('/gifts/new', { pick: 'five' })).status).toBe(422)
})

test('a gift needs its giver: their subscription, or else nobody new; their account, or else nobody', async () => {
  const email = somebody()
  const ada = await subscriber(site, email)
  const link = await give(ada, 'eight')
  const bea = site.browser()
  expect(await follow(bea, link)).toContain('canaryEight')
  await subscribe(site, email, { until: site.clock.now })
  expect(await follow(site.browser(), link)).not.toContain('canaryEight')
  expect(await bea.text('/picks/eight')).toContain('canaryEight')
  await site.database.db.deleteFrom('access_grant').execute()
  expect((await ada.post('/account/delete', { email })).status).toBe(303)
  expect(await bea.text('/picks/eight')).not.toContain('canaryEight')
  const gone = await bea.get(link)
  expect([gone.status, gone.headers.get('location'), gone.headers.has('set-cookie')]).toEqual([303, '/gifts', false])
  expect(await linesOn(bea, '/gifts')).toContain('This link opens nothing')
})

test('a gift follows its pick: under a new slug, closed to all but subscribers, taken down and put back', async () => {
  const ada = await subscriber(site, somebody())
  const link = await give(ada, 'one')
  const { db } = site.database
  const change = async (values: { slug?: string; visibility?: 'metered' | 'subscribers-only'; published_at?: string | null }) => {
    await db.updateTable('pick').set(values).where('headline', '=', 'One').execute()
    await site.set('tagline', `changed ${JSON.stringify(values)}`.slice(0, 200))
  }
  const bea = site.browser()
  await change({ slug: 'one-and-only' })
  expect((await bea.get(link)).headers.get('location')).toBe('/picks/one-and-only')
  await change({ visibility: 'subscribers-only' })
  expect(await bea.text('/picks/one-and-only')).toContain('canaryOne')
  await change({ published_at: null })
  const down = await site.browser().get(link)
  expect([down.headers.get('location'), down.headers.has('set-cookie')]).toEqual(['/gifts', false])
  expect((await bea.get('/picks/one-and-only')).status).toBe(404)
  expect((await linesOn(ada, '/account/gifts')).join('\n')).toContain(
    'As long as the pick isn’t in the magazine nobody can open it.',
  )
  await change({ slug: 'one', visibility: 'metered', published_at: '2026-11-01T00:00:00.000Z' })
  expect(await bea.text('/picks/one')).toContain('canaryOne')
})

test('what gifts keep is in the member’s file, and gone when it is over', async () => {
  const ada = await subscriber(site, somebody())
  await follow(site.browser(), await give(ada, 'two'))
  const file = JSON.parse(await ada.text('/account/export')) as { gifts: unknown }
  expect(file.gifts).toEqual([
    {
      slug: 'two',
      headline: 'Two',
      givenAt: site.clock.now.toISOString(),
      expiresAt: new Date(site.clock.now.getTime() + 14 * day).toISOString(),
      endedAt: null,
      opened: 1,
    },
  ])
})
