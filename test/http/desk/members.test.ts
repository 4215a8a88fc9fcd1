import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveNewsletter } from '../../../src/data/newsletters.ts'
import { addGroup } from '../../../src/flows/change-groups.ts'
import { endSeat } from '../../../src/flows/group-seats.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor } from '../../support/desk.ts'
import { havePlan, haveSubscription, yearly } from '../../support/plans.ts'
import { countMails, newestMail, signIn } from '../../support/sign-in.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

const none = { from: null, note: '', tells: false }

describe.each(engines)('members at the desk, on %s', (engine) => {
  let site: TestSite
  let owner: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine, picks: pickText({ headline: 'Gated', secret: 'canary' }) })
    owner = await openEditor(site, 'owner@paper.example', 'owner')
    await havePlan(site.database.db)
    await havePlan(site.database.db, yearly)
  })
  afterEach(() => site.drop())

  const later = (milliseconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }
  const emailsOf = async (query: object) => (await owner.do('listMembers', query)).members.map(({ email }) => email)
  const idOf = async (email: string) => (await owner.do('listMembers', { search: email })).members[0]?.id ?? 0
  const comp = (email: string, more: object = {}) =>
    owner.do('giveSubscription', { kind: 'comp', email, plan: 'monthly', until: null, ...none, ...more })

  test('a member is found by any part of name or address, as text and never as a pattern [DK-06] [DK-16]', async () => {
    for (const email of ['ada@boat.example', 'bea@boat.example', 'cy_d@lamp.example']) await comp(email)
    await site.database.db
      .updateTable('member')
      .set({ name: 'Özgür 100% Byrne' })
      .where('email', '=', 'bea@boat.example')
      .execute()
    expect(await emailsOf({ search: 'boat' })).toEqual(['ada@boat.example', 'bea@boat.example'])
    expect(await emailsOf({ search: 'ADA@' })).toEqual(['ada@boat.example'])
    for (const search of ['Özgür', 'byrne', '100%', 'bea'])
      expect(await emailsOf({ search }), search).toEqual(['bea@boat.example'])
    for (const search of ['%', '_', 'cy_'])
      expect(await emailsOf({ search }), search).toEqual(
        { '%': ['bea@boat.example'], _: ['cy_d@lamp.example'], cy_: ['cy_d@lamp.example'] }[search],
      )
    for (const search of ["' or 1=1 --", '\\', '*', 'a" or "b']) expect(await emailsOf({ search }), search).toEqual([])
    const pages: string[] = []
    let cursor: string | null = null
    do {
      const page: { members: { email: string }[]; next: string | null } = await owner.do('listMembers', {
        limit: 1,
        ...(cursor === null ? {} : { cursor }),
      })
      pages.push(...page.members.map(({ email }) => email))
      cursor = page.next
    } while (cursor !== null)
    expect(pages).toEqual(['ada@boat.example', 'bea@boat.example', 'cy_d@lamp.example', 'owner@paper.example'])
  })

  test('members are told apart by what they have, and a filter nobody wrote is refused [DK-07]', async () => {
    const { db } = site.database
    const planId = (await db.selectFrom('plan').select('id').where('slug', '=', 'yearly').executeTakeFirstOrThrow()).id
    await comp('comped@boat.example')
    await haveSubscription(
      db,
      { email: 'card@boat.example', planId, kind: 'stripe', status: 'past-due', stripeId: 'sub_1', paidUntil: site.clock.now },
      site.clock.now,
    )
    await seat('pupil@school.example')
    await saveNewsletter(db, { slug: 'weekly', name: 'Weekly', description: '', position: null, now: site.clock.now })
    await owner.do('chooseForMember', { newsletter: 'weekly', wants: true }, { id: await idOf('comped@boat.example') })
    expect(await emailsOf({ kind: 'comped' })).toEqual(['comped@boat.example'])
    expect(await emailsOf({ kind: 'subscriber' })).toEqual(['card@boat.example', 'comped@boat.example'])
    expect(await emailsOf({ kind: 'past-due' })).toEqual(['card@boat.example'])
    expect(await emailsOf({ kind: 'group' })).toEqual(['pupil@school.example'])
    expect(await emailsOf({ kind: 'newsletter' })).toEqual(['comped@boat.example'])
    expect(await emailsOf({ kind: 'newsletter', newsletter: 'none-such' })).toEqual([])
    expect(await emailsOf({ kind: 'free' })).toEqual(['head@school.example', 'owner@paper.example'])
    for (const query of [
      'filter=password:~^a',
      'order=note',
      'kind=all',
      'keepsHistory=1',
      'limit=101',
      'cursor=x',
      'search=%00',
    ])
      expect((await owner.browser.get(`/desk/api/members?${query}`)).status, query).toBe(400)
  })

  test('a comp opens picks at once, is told by mail, stands in the history with who and why, and ends at once', async () => {
    const reader = site.browser()
    await signIn(site, reader, 'ada@boat.example')
    await site.set('allowance.members', '0')
    expect(await reader.text('/picks/gated')).not.toContain('canary')
    const { memberId, id } = await comp('Ada@Boat.example', { until: '2026-12-31', note: 'wrote for us', tells: true })
    expect(await reader.text('/picks/gated')).toContain('canary')
    expect((await newestMail(site, 'ada@boat.example')).text).toContain('Dec. 31')
    const { entitlements } = await owner.do('showMember', {}, { id: memberId })
    expect(entitlements).toMatchObject([
      {
        id,
        kind: 'comp',
        when: 'now',
        until: '2027-01-01T00:00:00.000Z',
        note: 'wrote for us',
        givenBy: { name: 'owner@paper.example' },
      },
    ])
    const before = await countMails(site, 'ada@boat.example')
    await owner.do('endSubscription', { at: 'now', tells: false }, { id })
    expect(await reader.text('/picks/gated')).not.toContain('canary')
    expect(await countMails(site, 'ada@boat.example')).toBe(before)
    const after = await owner.do('showMember', {}, { id: memberId })
    expect(after.entitlements).toMatchObject([{ when: 'over', isCancelled: true, endedBy: { name: 'owner@paper.example' } }])
    expect((await owner.ask('endSubscription', { at: 'now', tells: false }, { id })).status).toBe(409)
  })

  test('gifts and invoices by hand say what can’t be used, and Stripe’s are left to Stripe', async () => {
    const email = 'ada@boat.example'
    const gift = await owner.do('giveSubscription', {
      kind: 'gift',
      email,
      plan: 'yearly',
      months: 12,
      giver: 'Grandmother',
      ...none,
    })
    const invoice = {
      kind: 'invoice',
      email,
      plan: 'monthly',
      until: '2027-03-31',
      number: 'R-7',
      total: '12.50 EUR',
      ...none,
    } as const
    await owner.do('giveSubscription', invoice)
    const { invoices, entitlements } = await owner.do('showMember', {}, { id: gift.memberId })
    expect(invoices).toMatchObject([{ number: 'R-7', total: '12.50 EUR' }])
    expect(entitlements.map(({ kind }) => kind).toSorted()).toEqual(['gift', 'invoice'])
    const refusals = [
      [{ ...invoice, plan: 'yearly' }, 'number'],
      [{ ...invoice, number: 'R-8', total: 'twelve' }, 'total'],
      [{ ...invoice, number: 'R-8', until: '2020-01-01' }, 'until'],
      [{ ...invoice, number: 'R-8', plan: 'none-such' }, 'plan'],
      [{ ...invoice, number: 'R-8', email: 'nobody' }, 'email'],
    ] as const
    for (const [given, field] of refusals)
      expect(await owner.ask('giveSubscription', given), field).toMatchObject({
        status: 422,
        body: { problem: { fields: [{ field }] } },
      })
    const { db } = site.database
    const planId = (await db.selectFrom('plan').select('id').where('slug', '=', 'yearly').executeTakeFirstOrThrow()).id
    const { id } = await haveSubscription(db, { email, planId, kind: 'stripe', stripeId: 'sub_2' }, site.clock.now)
    expect(await owner.ask('endSubscription', { at: 'now', tells: false }, { id })).toMatchObject({ status: 409 })
  })

  test('a member is signed out of one device or all of them, at once', async () => {
    const browsers = [site.browser(), site.browser(), site.browser()]
    for (const browser of browsers) {
      later(60_000)
      await signIn(site, browser, 'ada@boat.example')
    }
    const id = await idOf('ada@boat.example')
    const { sessions } = await owner.do('showMember', {}, { id })
    const other = await idOf('owner@paper.example')
    expect((await owner.ask('signOutMember', { session: sessions[0]?.id ?? '' }, { id: other })).status).toBe(404)
    await owner.do('signOutMember', { session: sessions[0]?.id ?? '' }, { id })
    const signedIn = async () => Promise.all(browsers.map(async (browser) => (await browser.get('/account')).status))
    expect(await signedIn()).toEqual([200, 200, 303])
    await owner.do('signOutMember', { session: null }, { id })
    expect(await signedIn()).toEqual([303, 303, 303])
  })

  test('the desk shows and hands out nothing of what a member read', async () => {
    const reader = site.browser()
    await signIn(site, reader, 'ada@boat.example')
    expect(await reader.text('/picks/gated')).toContain('canary')
    const id = await idOf('ada@boat.example')
    const shown = JSON.stringify(await owner.do('showMember', {}, { id }))
    const { file } = await owner.do('exportMember', {}, { id })
    for (const text of [shown, file]) {
      expect(text).toContain('ada@boat.example')
      expect(text).not.toMatch(/gated|canary|readings|keepsHistory":true,"readings/i)
    }
  })

  test('a member is deleted at their request with all that is theirs, once their address is typed; who has a role isn’t', async () => {
    const reader = site.browser()
    await signIn(site, reader, 'ada@boat.example')
    const { memberId: id } = await comp('ada@boat.example')
    expect((await owner.ask('deleteMember', { email: 'eve@boat.example' }, { id })).status).toBe(422)
    await owner.do('deleteMember', { email: ' ADA@boat.example ' }, { id })
    expect((await owner.ask('showMember', {}, { id })).status).toBe(404)
    expect((await reader.get('/account')).status).toBe(303)
    const own = await idOf('owner@paper.example')
    expect((await owner.ask('deleteMember', { email: 'owner@paper.example' }, { id: own })).status).toBe(409)
    const { entries } = await owner.do('listAudit', {})
    expect(entries.map(({ what, subject }) => `${what} ${subject}`)).toContain(`deleteMember member ${id}`)
  })

  test('a seat that has ended stays in the history, until the account goes', async () => {
    const { group, member } = await seat('pupil@school.example')
    later(86_400_000)
    await endSeat({ db: site.database.db, now: site.clock.now }, { groupId: group, memberId: member })
    const { seats } = await owner.do('showMember', {}, { id: member })
    expect(seats).toMatchObject([{ group: 'School', isPast: true, until: site.clock.now.toISOString() }])
  })

  test('nobody but an owner sees a member, and what changes one wants a recent sign-in', async () => {
    const editor = await openEditor(site, 'editor@paper.example', 'editor')
    for (const path of ['members', 'members/1', 'groups', 'groups/1', 'members/choices'])
      expect((await editor.browser.get(`/desk/api/${path}`)).status, path).toBe(403)
    const { memberId } = await comp('ada@boat.example')
    later(16 * 60_000)
    expect((await owner.ask('signOutMember', { session: null }, { id: memberId })).body).toMatchObject({
      problem: { code: 'sign-in-again' },
    })
    expect((await owner.ask('exportMember', {}, { id: memberId })).status).toBe(403)
  })

  test('fields that the contract doesn’t name change nothing [DK-05]', async () => {
    const { memberId } = await comp('ada@boat.example')
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
    const extra = [
      [
        'members/subscriptions',
        { kind: 'comp', email: 'ada@boat.example', plan: 'yearly', until: null, ...none, opens: 'everything' },
      ],
      [`members/${memberId}/newsletters`, { newsletter: 'weekly', wants: true, role: 'owner' }],
      [`members/${memberId}/sign-out`, { session: null, email: 'eve@boat.example' }],
    ] as const
    for (const [path, body] of extra) {
      const answer = await owner.browser.get(`/desk/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      expect(answer.status, path).toBe(400)
    }
  })

  /** Somebody with a seat by invitation in a group of its own. */
  async function seat(email: string): Promise<{ group: number; member: number }> {
    const deps = { db: site.database.db, now: site.clock.now }
    const terms = { name: 'School', opens: 'metered', seats: 5, window: { from: deps.now, until: null } } as const
    const made = await addGroup(deps, {
      terms,
      administrator: 'head@school.example',
      addDomains: [{ domain: 'school.example', withSubdomains: false }],
      addNetworks: [],
    })
    if (made.kind !== 'changed') throw new Error(made.reason)
    const reader = site.browser()
    await signIn(site, reader, email)
    await reader.post(`/account/groups/${made.group.id}/take`)
    return { group: made.group.id, member: await idOf(email) }
  }
})
