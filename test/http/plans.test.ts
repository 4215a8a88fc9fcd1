import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPlan, changePlan, endOffer } from '../../src/flows/change-plans.ts'
import { endSubscription } from '../../src/flows/end-subscription.ts'
import { giveSubscription, type ToGive } from '../../src/flows/give-subscription.ts'
import { paths } from '../../src/http/routes.ts'
import { engines } from '../support/database.ts'
import { monthly, yearly } from '../support/plans.ts'
import { secrets } from '../support/secrets.ts'
import { newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const minute = 60_000
const linesIn = (html: string) => linesOf(mainOf(html))

describe.each(engines)('plans and subscriptions on the site, on %s', (engine) => {
  let site: TestSite
  beforeAll(async () => {
    const picks = [
      pickText({ headline: 'One', secret: 'canary' }),
      pickText({ headline: 'Two', secret: 'canary' }),
      pickText({ headline: 'Kept', secret: 'canary', access: 'subscribers-only' }),
    ]
    const settings = { 'allowance.visitors': '1', 'allowance.members': '1', contact: 'Write to desk@boat.example.' }
    site = await openTestSite({ engine, picks: picks.join('\n'), settings })
  })
  afterAll(() => site.drop())

  let people = 0
  const somebody = () => `reader-${++people}@paper.example`
  const deps = () => ({
    ...{ db: site.database.db, now: site.clock.now, graceDays: 7, writeMail: null },
    ...{ hash: secrets.hash, by: 'console' as const },
  })
  const later = (milliseconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }
  const member = async (email: string): Promise<TestBrowser> => {
    later(minute)
    const browser = site.browser()
    await signIn(site, browser, email)
    return browser
  }
  const give = async (email: string, plan: string, more: Partial<Extract<ToGive, { kind: 'comp' }>> = {}) => {
    const given = await giveSubscription(deps(), {
      kind: 'comp',
      email,
      plan,
      from: site.clock.now,
      until: null,
      note: '',
      ...more,
    })
    if (given.kind !== 'given') throw new Error(given.kind)
    return given.id
  }

  test('the subscribe page changes with the plans, at the next request, and is the same for everybody', async () => {
    expect(linesIn(await (await site.request('/subscribe')).text())).not.toContain('Monthly')
    const offer = async (text = '/subscribe') => {
      await site.live.refresh()
      const response = await site.request(text)
      expect(response.headers.get('cache-control')).toContain('public')
      return linesIn(await response.text())
    }
    await addPlan(deps(), monthly)
    await addPlan(deps(), yearly)
    await addPlan(deps(), { ...monthly, slug: 'basic', name: 'Basic', price: 200, opens: 'metered', position: null })
    const lines = await offer()
    for (const line of ['Monthly', '€4.90 a month', 'Yearly', '€49 a year', 'Basic', '€2 a month']) expect(lines).toContain(line)
    expect(lines.join('\n')).toContain('€9.80 less than twelve single months.')
    expect(lines).toContain('Write to desk@boat.example.')
    await changePlan(deps(), 'monthly', { price: 590 })
    expect(await offer()).toContain('€5.90 a month')
    await endOffer(deps(), 'yearly')
    expect(await offer()).not.toContain('Yearly')
    expect(await offer('/subscribe?plan=monthly')).toContain('This is the plan you chose.')
    expect(await offer('/subscribe?plan=yearly')).toEqual(await offer())
    expect(await offer('/subscribe?plan=none-such')).toEqual(await offer())
    expect(await offer('/subscribe?plan=../../evil')).toEqual(await offer())
    const { pages } = site.live.current()
    expect(['monthly', 'yearly', 'none-such', '../../evil'].filter((slug) => pages.find(`subscribe ${slug}`))).toEqual([
      'monthly',
    ])
    const browser = await member(somebody())
    expect(await browser.text('/subscribe')).toBe(await (await site.request('/subscribe')).text())
  })

  test('whoever has to sign up first comes back to the plan they chose', async () => {
    later(minute)
    const browser = site.browser()
    const back = (await signIn(site, browser, somebody(), paths.subscribeTo('monthly'))).headers.get('location')
    expect(back).toBe('/subscribe?plan=monthly')
    expect(linesIn(await browser.text(back ?? ''))).toContain('This is the plan you chose.')
  })

  test('a subscriber reads without a count or a notice, from the request after it was given to the one after it ended', async () => {
    const email = somebody()
    const browser = await member(email)
    expect(await browser.text('/picks/one')).toContain('canary')
    expect(await browser.text('/picks/two')).not.toContain('canary')
    const id = await give(email, 'monthly')
    for (const path of ['/picks/two', '/picks/kept']) {
      const page = await browser.text(path)
      expect(page).toContain('canary')
      expect(linesIn(page).join('\n')).not.toMatch(/Subscribe Now|Sign up|free article/)
    }
    expect(linesIn(await browser.text('/reading')).join('\n')).toContain('Nothing is counted for you')
    later(1000)
    await endSubscription(deps(), { id })
    const wall = await browser.text('/picks/two')
    expect(wall).not.toContain('canary')
    expect(linesIn(wall)).toContain('Your subscription doesn’t run at present. While one does, nothing is counted.')
    expect(linesIn(wall)).toContain('Subscribe again')
    expect(await browser.text('/picks/kept')).not.toContain('canary')
    expect(await browser.text('/picks/one')).toContain('canary')
  })

  test('access begins and ends with its second, not a moment sooner or later', async () => {
    const email = somebody()
    const browser = await member(email)
    await browser.get('/picks/one')
    const at = site.clock.now.getTime()
    await give(email, 'monthly', { from: new Date(at + 5_000), until: new Date(at + 9_000) })
    const isOpenAt = async (milliseconds: number) => {
      site.clock.now = new Date(at + milliseconds)
      return (await browser.text('/picks/two')).includes('canary')
    }
    const seen = []
    for (const milliseconds of [4_999, 5_000, 8_999, 9_000]) seen.push(await isOpenAt(milliseconds))
    expect(seen).toEqual([false, true, true, false])
  })

  test('of several subscriptions the one that opens more counts, for as long as it runs', async () => {
    const email = somebody()
    const browser = await member(email)
    const kept = async () => (await browser.text('/picks/kept')).includes('canary')
    await give(email, 'basic')
    const walled = linesIn(await browser.text('/picks/kept'))
    expect(walled).toContain('This article is for full subscribers.')
    expect(walled.join('\n')).not.toMatch(/Sign up|canary/)
    expect(await browser.text('/picks/two')).toContain('canary')
    const id = await give(email, 'monthly')
    expect(await kept()).toBe(true)
    await endSubscription(deps(), { id })
    expect(await kept()).toBe(false)
    expect(await browser.text('/picks/two')).toContain('canary')
  })

  test('a gift waits for its address: nobody has it who hasn’t signed in with the mail sent there [AU-12]', async () => {
    const email = somebody()
    const given = { kind: 'gift' as const, email, plan: 'monthly', from: site.clock.now, note: '', giver: 'Ada' }
    await giveSubscription(deps(), { ...given, until: new Date(site.clock.now.getTime() + 3_600_000) })
    const stranger = site.browser()
    await stranger.get('/picks/one')
    expect(await stranger.text('/picks/two')).not.toContain('canary')
    const wrong = await stranger.post('/sign-in', { email })
    expect(wrong.status).toBe(303)
    const { code } = await newestMail(site, email)
    const other = site.browser()
    expect((await other.post('/sign-in/code', { code })).status).toBe(422)
    const owner = await member(email)
    expect(await owner.text('/picks/two')).toContain('canary')
  })

  test('the page of one’s plan is for whoever is signed in, and says what they have', async () => {
    const stranger = await site.request('/account/plan')
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/sign-in?next=/account/plan'])
    const email = somebody()
    const browser = await member(email)
    const plan = async () => linesIn(await browser.text('/account/plan'))
    expect(await plan()).toContain('You have no subscription. Your articles are counted, as for everyone who has signed up.')
    const id = await give(email, 'basic')
    await giveSubscription(deps(), {
      ...{ kind: 'invoice', email, plan: 'monthly', from: site.clock.now, note: 'never shown', extends: true },
      ...{ until: new Date('2027-03-01T00:00:00Z'), number: '2026-9', total: null },
    })
    const lines = await plan()
    expect(lines).toContain('You subscribe to Monthly. Nothing is counted for you.')
    expect(lines).toContain('It is paid until Feb. 28 2027 and doesn’t renew itself.')
    expect(lines).toContain('It is yours without an end. There is nothing to pay.')
    expect(lines.join('\n')).toMatch(/2026-9, €5\.90/)
    expect(lines.join('\n')).not.toContain('never shown')
    expect((await browser.get('/account/plan')).headers.get('cache-control')).toBe('private, no-store')
    await endSubscription(deps(), { id })
    expect((await plan()).join('\n')).toMatch(/Earlier\nBasic/)
    expect(linesIn(await browser.text('/account')).join('\n')).toContain('Your plan')
  })

  test('all of it is in the export, and goes with the account', async () => {
    const email = somebody()
    const browser = await member(email)
    await give(email, 'monthly')
    await giveSubscription(deps(), {
      ...{ kind: 'invoice', email, plan: 'monthly', from: site.clock.now, note: '', extends: true },
      ...{ until: new Date('2027-03-01T00:00:00Z'), number: '2026-10', total: { amount: 500, currency: 'JPY' } },
    })
    const exported = (await (await browser.get('/account/export')).json()) as { plan: object }
    expect(exported.plan).toMatchObject({
      subscriptions: [
        { plan: 'Monthly', kind: 'invoice', price: '5.90 EUR a month', until: '2027-03-01T00:00:00.000Z' },
        { plan: 'Monthly', kind: 'comp', status: 'active', opens: 'everything', until: null },
      ],
      invoices: [{ number: '2026-10', total: '500 JPY' }],
    })
    expect((await browser.post('/account/delete', { email })).status).toBe(303)
    const { db } = site.database
    const gone = await db.selectFrom('member').select('id').where('email', '=', email).execute()
    const left = await Promise.all([
      db
        .selectFrom('subscription')
        .innerJoin('member', 'member.id', 'member_id')
        .select('subscription.id')
        .where('email', '=', email)
        .execute(),
      db.selectFrom('invoice').select('id').where('number', '=', '2026-10').execute(),
    ])
    expect([gone, ...left]).toEqual([[], [], []])
  })
})
