import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asksPerHour, createAskLimits } from '../../src/flows/ask-limits.ts'
import { readCode } from '../../src/kit/secret-token.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'
import { createCounts } from '../support/network-counts.ts'
import { secrets } from '../support/secrets.ts'

const minute = 60_000
const hour = 60 * minute

describe.each(engines)('asking to sign in, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  test('a mail with link and code is written to the address, in its one form', async () => {
    expect(await site.ask(' Ada@Boat.Example ')).toEqual({ kind: 'asked', flow: expect.stringMatching(/^[\w-]{43}$/) })
    expect(await site.mails()).toEqual([
      expect.objectContaining({ recipient: 'ada@boat.example', text_body: expect.stringMatching(/^code \d{8} link [\w-]{43}$/) }),
    ])
  })

  test('asking makes no account: there is nothing of anybody’s before the address is proved [AU-12]', async () => {
    const attacker = await site.asked('ada@boat.example', { next: '/picks/evil' })
    expect(await database.db.selectFrom('member').select('id').execute()).toEqual([])
    site.later(minute)
    const { memberId } = await site.signIn('ada@boat.example')
    expect(await site.byCode(attacker)).toEqual({ kind: 'dead' })
    expect(await database.db.selectFrom('session').select('member_id').execute()).toEqual([{ member_id: memberId }])
  })

  test('what can’t be an address gets no mail', async () => {
    expect(await site.ask('ada@boat.example\r\nBcc: eve@evil.example')).toEqual({ kind: 'bad-address' })
    expect(await site.mails()).toEqual([])
  })

  test('a member and a stranger are answered alike, and the same is done for both [AU-09]', async () => {
    await site.signIn('member@boat.example')
    site.later(hour)
    const traces = []
    for (const email of ['member@boat.example', 'stranger@boat.example']) {
      const before = await site.mails()
      const answer = await site.ask(email)
      const row = await database.db.selectFrom('sign_in').selectAll().where('email', '=', email).executeTakeFirstOrThrow()
      traces.push({ answer: Object.keys(answer), mails: (await site.mails()).length - before.length, row: Object.keys(row) })
    }
    expect(traces[0]).toEqual(traces[1])
    expect(await database.db.selectFrom('member').select('email').execute()).toEqual([{ email: 'member@boat.example' }])
  })

  test('of fifty requests that come at once for one address one sends a mail, and its code works [AU-21]', async () => {
    const variants = ['ada@boat.example', 'ADA@boat.example', ' ada@BOAT.example']
    const asked = await Promise.all(Array.from({ length: 50 }, (_, i) => site.ask(variants[i % 3] ?? '')))
    expect(new Set(asked.map(({ kind }) => kind))).toEqual(new Set(['asked']))
    expect(await site.mails()).toHaveLength(1)
    const { code } = await site.newestMail()
    const outcomes = await Promise.all(asked.map((one) => site.byCode({ flow: one.kind === 'asked' ? one.flow : '', code })))
    expect(outcomes.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1)
  })

  test('a mail goes out once a minute to one address; whoever asks before goes on with the one they have', async () => {
    const { flow, code } = await site.asked('ada@boat.example')
    site.later(minute - 1)
    expect(await site.ask('ada@boat.example', { flow })).toEqual({ kind: 'asked', flow })
    const elsewhere = await site.ask('ada@boat.example')
    expect(elsewhere).toEqual({ kind: 'asked', flow: expect.stringMatching(/^[\w-]{43}$/) })
    expect(elsewhere).not.toEqual({ kind: 'asked', flow })
    expect(await site.mails()).toHaveLength(1)
    site.later(1)
    await site.ask('ada@boat.example', { flow })
    expect(await site.mails()).toHaveLength(2)
    expect(await site.byCode({ flow, code })).toEqual({ kind: 'dead' })
  })

  test('an address that nobody signs in with gets five mails, then one every half hour, and five again the next day [AU-10]', async () => {
    for (let i = 0; i < 8; i++) {
      await site.ask('ada@boat.example')
      site.later(minute)
    }
    expect(await site.mails()).toHaveLength(5)
    site.later(26 * minute - 1)
    await site.ask('ada@boat.example')
    expect(await site.mails()).toHaveLength(5)
    site.later(1)
    // However often strangers have asked, the owner is never locked out for longer.
    expect(await site.signIn('ada@boat.example')).toMatchObject({ kind: 'signed-in' })
    site.later(24 * hour)
    for (let i = 0; i < 8; i++) {
      await site.ask('ada@boat.example')
      site.later(minute)
    }
    expect(await site.mails()).toHaveLength(11)
  })

  test('somebody who signs in can do so as often as they like', async () => {
    for (let i = 0; i < 8; i++) await site.signIn('ada@boat.example')
    expect(await site.mails()).toHaveLength(8)
  })

  test('neither the database nor the mail’s row holds a token that signs anybody in [AU-06]', async () => {
    const { flow, code, token } = await site.asked('ada@boat.example')
    const signIns = JSON.stringify(await database.db.selectFrom('sign_in').selectAll().execute())
    for (const secret of [flow, code, token]) expect(signIns).not.toContain(secret)
    expect(signIns, 'a hash of eight digits can be found by trying them all').not.toContain(secrets.hash(code))
    expect(signIns).toContain(secrets.hash(flow))
    expect(signIns).toContain(secrets.hash(token))
    // The outbox has to hold the mail until it is sent, but not what binds it to the browser.
    expect(JSON.stringify(await site.mails())).not.toContain(flow)
    const { session } = await site.signInWith({ flow, code })
    expect(JSON.stringify(await database.db.selectFrom('session').selectAll().execute())).not.toContain(session)
  })

  test('if the mail can’t be written down, nothing was asked', async () => {
    await site.asked('ada@boat.example')
    site.later(hour)
    const { flow, code } = await site.asked('ada@boat.example')
    site.later(minute)
    await database.db.schema.alterTable('outgoing_mail').renameTo('elsewhere').execute()
    await expect(site.ask('ada@boat.example')).rejects.toThrow()
    expect(await site.byCode({ flow, code })).toMatchObject({ kind: 'signed-in' })
  })
})

describe('how often sign-in mails are asked for', () => {
  const now = new Date('2026-11-10T12:00:00Z')
  const limits = () => createAskLimits({ counts: createCounts() })

  test('one network has so many an hour, however it writes its addresses [AU-21]', () => {
    const { countAsk } = limits()
    const address = (i: number) => (i % 2 ? `2001:db8::${i.toString(16)}` : `2001:0db8:0:0:ffff::${i.toString(16)}`)
    const answers = Array.from({ length: asksPerHour.network + 1 }, (_, i) => countAsk(address(i), now))
    expect(answers.indexOf('too-many')).toBe(asksPerHour.network)
    expect(countAsk('2001:db8:0:1::1', now)).toBe('fine')
    expect(countAsk('2001:db8::1', new Date(now.getTime() + hour))).toBe('fine')
  })

  test('everybody together have so many an hour, and one network can’t use them up', () => {
    const { countAsk } = limits()
    for (let i = 0; i < 2 * asksPerHour.everywhere; i++) countAsk('192.0.2.1', now)
    expect(countAsk('198.51.100.1', now)).toBe('fine')
    for (let i = 0; i < asksPerHour.everywhere; i++) countAsk(`10.${Math.floor(i / 250)}.${i % 250}.1`, now)
    expect(countAsk('198.51.100.1', now)).toBe('too-many')
    expect(countAsk('198.51.100.1', new Date(now.getTime() + hour))).toBe('fine')
  })
})

describe('a code', () => {
  test('is eight digits, and every digit comes up in every place', () => {
    const codes = Array.from({ length: 2_000 }, secrets.newCode)
    for (const code of codes) expect(code).toMatch(/^\d{8}$/)
    for (let place = 0; place < 8; place++) expect(new Set(codes.map((code) => code[place])).size).toBe(10)
  })

  test.each([
    ['12345678', '12345678'],
    [' 1234 5678\n', '12345678'],
    ['1234-5678', '12345678'],
    ['１２３４５６７８', '12345678'],
    ['1234567', null],
    ['123456789', null],
    ['1234567x', null],
    ['', null],
  ])('typed as %j is %j', (typed, code) => {
    expect(readCode(typed)).toBe(code)
  })
})
