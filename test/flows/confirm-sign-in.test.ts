import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findLink } from '../../src/flows/confirm-sign-in.ts'
import { findSession } from '../../src/flows/find-session.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'
import { secrets } from '../support/secrets.ts'

const second = 1_000
const minute = 60 * second
const wrongOf = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0')

describe.each(engines)('signing in, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  test('the code, typed where it was asked for, makes a member and signs them in', async () => {
    const { flow, code } = await site.asked('ada@boat.example', { next: '/picks/one' })
    const signedIn = await site.byCode({ flow, code: `${code.slice(0, 4)} ${code.slice(4)}`, device: 'Firefox on Linux' })
    expect(signedIn).toMatchObject({ kind: 'signed-in', next: '/picks/one' })
    if (signedIn.kind !== 'signed-in') return
    const session = await findSession(site.deps, signedIn.session)
    expect(session?.member).toEqual({
      id: signedIn.memberId,
      email: 'ada@boat.example',
      name: '',
      keepsHistory: true,
      opens: null,
    })
  })

  test('a second time it is the same member', async () => {
    const first = await site.signIn('ada@boat.example')
    const second = await site.signIn('Ada@Boat.Example')
    expect(second.memberId).toBe(first.memberId)
    expect(second.session).not.toBe(first.session)
  })

  test('a hundred that redeem one code at once get one session [AU-03]', async () => {
    const { flow, code } = await site.asked('ada@boat.example')
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => site.byCode({ flow, code })))
    expect(outcomes.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1)
    expect(await site.countSessions()).toBe(1)
  })

  test('a hundred that redeem one link, and the code beside it, get one session [AU-03]', async () => {
    const { flow, code, token } = await site.asked('ada@boat.example')
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i % 2 ? site.byLink({ flow, token }) : site.byCode({ flow, code }))),
    )
    expect(outcomes.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1)
    expect(await site.countSessions()).toBe(1)
  })

  test('it lasts ten minutes, to the moment [AU-04]', async () => {
    for (const how of ['code', 'link'] as const) {
      const asked = await site.asked(`${how}@boat.example`)
      const late = await site.asked(`late-${how}@boat.example`)
      const redeem = (one: typeof asked) => (how === 'code' ? site.byCode(one) : site.byLink(one))
      site.later(10 * minute - 1)
      expect(await redeem(asked)).toMatchObject({ kind: 'signed-in' })
      site.later(1)
      expect(await redeem(late)).toEqual({ kind: 'dead' })
    }
  })

  test('of what one browser asked for only the newest is good [AU-04]', async () => {
    const older = await site.asked('ada@boat.example')
    site.later(minute)
    const newer = await site.asked('ada@boat.example', { flow: older.flow })
    expect(await site.byCode(older)).toEqual({ kind: 'dead' })
    expect(await site.byLink(older)).toEqual({ kind: 'dead' })
    expect(await findLink(site.deps, older)).toBe('dead')
    expect(await site.byLink(newer)).toMatchObject({ kind: 'signed-in' })
  })

  test('what a browser asks for ends nothing that another one asked for, until somebody has signed in [AU-10]', async () => {
    const mine = await site.asked('ada@boat.example')
    site.later(minute)
    const theirs = await site.asked('ada@boat.example')
    for (let i = 0; i < 5; i++) await site.byCode({ flow: theirs.flow, code: wrongOf(theirs.code) })
    expect(await site.byLink(theirs)).toEqual({ kind: 'dead' })
    site.later(minute)
    const others = await site.asked('ada@boat.example')
    expect(await findLink(site.deps, mine)).toBe('here')
    expect(await site.byCode(mine)).toMatchObject({ kind: 'signed-in' })
    for (const dead of [mine, theirs, others])
      expect([await site.byCode(dead), await site.byLink(dead)]).toEqual([{ kind: 'dead' }, { kind: 'dead' }])
  })

  test('code and link of one browser are worth nothing in another [AU-05]', async () => {
    const victim = await site.asked('victim@boat.example')
    const attacker = await site.asked('attacker@boat.example')
    expect(await site.byCode({ flow: victim.flow, code: attacker.code })).toEqual({ kind: 'wrong', left: 4 })
    expect(await site.byCode({ flow: attacker.flow, code: victim.code })).toEqual({ kind: 'wrong', left: 4 })
    for (const flow of [attacker.flow, null, '', 'x', secrets.newToken()])
      expect(await site.byLink({ flow, token: victim.token })).toEqual({ kind: 'dead' })
    expect(await site.byCode({ flow: null, code: victim.code })).toEqual({ kind: 'dead' })
    expect(await site.countSessions()).toBe(0)
    expect(await site.byLink(victim)).toMatchObject({ kind: 'signed-in' })
  })

  test('looking at a link changes nothing, however often and from wherever it is done [AU-01]', async () => {
    const { flow, token } = await site.asked('ada@boat.example')
    for (let i = 0; i < 20; i++) expect(await findLink(site.deps, { flow: null, token })).toBe('elsewhere')
    expect(await findLink(site.deps, { flow: secrets.newToken(), token })).toBe('elsewhere')
    expect(await findLink(site.deps, { flow, token })).toBe('here')
    expect(await findLink(site.deps, { flow, token: secrets.newToken() })).toBe('dead')
    expect(await site.byLink({ flow, token })).toMatchObject({ kind: 'signed-in' })
    expect(await findLink(site.deps, { flow, token })).toBe('dead')
  })

  test('whoever presses the button without the asking browser’s cookie gets nothing and spoils nothing [AU-02]', async () => {
    const { flow, token } = await site.asked('ada@boat.example')
    await Promise.all(Array.from({ length: 20 }, (_, i) => site.byLink({ flow: i % 2 ? null : secrets.newToken(), token })))
    expect(await site.countSessions()).toBe(0)
    expect(await site.byLink({ flow, token })).toMatchObject({ kind: 'signed-in' })
  })

  test('the fifth wrong code ends it, for the link too; what isn’t eight digits is no try [AU-10]', async () => {
    const { flow, code, token } = await site.asked('ada@boat.example')
    expect(await site.byCode({ flow, code: 'hello' })).toEqual({ kind: 'wrong', left: 5 })
    for (const left of [4, 3, 2, 1, 0]) expect(await site.byCode({ flow, code: wrongOf(code) })).toEqual({ kind: 'wrong', left })
    expect(await site.byCode({ flow, code })).toEqual({ kind: 'dead' })
    expect(await site.byCode({ flow, code: 'hello' })).toEqual({ kind: 'dead' })
    expect(await site.byLink({ flow, token })).toEqual({ kind: 'dead' })
    // The address is not locked: its owner asks again.
    site.later(minute)
    expect(await site.signIn('ada@boat.example')).toMatchObject({ kind: 'signed-in' })
  })

  test('the right code works on the last try', async () => {
    const { flow, code } = await site.asked('ada@boat.example')
    for (let i = 0; i < 4; i++) await site.byCode({ flow, code: wrongOf(code) })
    expect(await site.byCode({ flow, code })).toMatchObject({ kind: 'signed-in' })
  })

  test('two hundred wrong guesses that come at once are five tries [AU-10]', async () => {
    const { flow, code } = await site.asked('ada@boat.example')
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => site.byCode({ flow, code: wrongOf(code) })))
    const left = outcomes.flatMap((one) => (one.kind === 'wrong' ? [one.left] : []))
    expect(left.toSorted()).toEqual([0, 1, 2, 3, 4])
    expect(await site.byCode({ flow, code })).toEqual({ kind: 'dead' })
  })

  test('the session a browser had ends with the new one, and a token it brings along is never taken on [AU-13]', async () => {
    const before = await site.signIn('eve@boat.example')
    const planted = secrets.newToken()
    const after = await site.signIn('ada@boat.example', { session: before.session })
    expect(after.session).not.toBe(before.session)
    expect(await findSession(site.deps, before.session)).toBeNull()
    const third = await site.signIn('ada@boat.example', { session: planted })
    expect(third.session).not.toBe(planted)
    expect(await findSession(site.deps, planted)).toBeNull()
    expect(await findSession(site.deps, after.session)).not.toBeNull()
  })

  test('when the readings can’t be united nobody is signed in, and the code is still good', async () => {
    const { flow, code } = await site.asked('ada@boat.example')
    await database.ledger.schema.alterTable('reading').renameTo('elsewhere').execute()
    const visitor = { id: 'someone', first: null }
    expect(await site.byCode({ flow, code, visitor })).toEqual({ kind: 'not-now' })
    expect(site.ledgerFailures).toHaveLength(1)
    expect([await site.countSessions(), await database.db.selectFrom('member').select('id').execute()]).toEqual([0, []])
    await database.ledger.schema.alterTable('elsewhere').renameTo('reading').execute()
    expect(await site.byCode({ flow, code, visitor })).toMatchObject({ kind: 'signed-in' })
  })
})
