import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveMember } from '../../src/data/members.ts'
import { findStanding } from '../../src/data/readings.ts'
import { askToUsePasskey, mostPasskeys, passkeyAsksPerHour } from '../../src/flows/ask-for-passkey.ts'
import { findOwnPasskeys, longestPasskeyName, renamePasskey } from '../../src/flows/change-passkeys.ts'
import { deleteAccount } from '../../src/flows/delete-account.ts'
import { exportAccount } from '../../src/flows/export-account.ts'
import { findSession } from '../../src/flows/find-session.ts'
import { clearWhatIsOver } from '../../src/jobs/jobs.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'
import { Passkeys } from '../support/passkeys.ts'

const minute = 60_000
const email = 'ada@boat.example'

describe.each(engines)('passkeys, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  let passkeys: Passkeys
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
    passkeys = new Passkeys(site)
  })
  afterEach(() => database.drop())

  const own = async (session: string) => (await findOwnPasskeys(passkeys.deps, session))?.passkeys ?? []
  const mails = async () => (await site.mails()).map(({ recipient, text_body }) => `${recipient}: ${text_body}`)

  test('a member adds a passkey and is told so by mail; it signs them in, and is shown with when it was used', async () => {
    const { session, memberId } = await site.signIn(email)
    const authenticator = await passkeys.added(session)
    expect((await mails()).at(-1)).toBe(`${email}: a passkey was added`)
    expect(await own(session)).toMatchObject([{ name: 'Firefox on Linux', createdAt: site.now, usedAt: null }])
    site.later(minute)
    const signedIn = await passkeys.signIn(authenticator, {}, { next: '/picks/one' })
    expect(signedIn).toMatchObject({ kind: 'signed-in', memberId, next: '/picks/one' })
    expect(await own(session)).toMatchObject([{ usedAt: site.now }])
    if (signedIn.kind !== 'signed-in') return
    expect((await findSession(site.deps, signedIn.session))?.member).toMatchObject({ id: memberId, email })
  })

  test('signing in with one does what the mail’s code does: it unites the readings, and the session there was ends', async () => {
    const { session, memberId } = await site.signIn(email)
    const authenticator = await passkeys.added(session)
    const period = '2026-11-01' as const
    const visitor = { id: 'somebody', first: { pickId: 7, period, openedAt: Math.floor(site.now.getTime() / 1000) } }
    const signedIn = await passkeys.signIn(authenticator, {}, { visitor, session })
    expect(signedIn).toMatchObject({ kind: 'signed-in', memberId })
    expect((await findStanding(database.ledger, `m:${memberId}`))?.nthOf.has(7)).toBe(true)
    expect(await findSession(site.deps, session)).toBeNull()
    expect(await site.countSessions()).toBe(1)
  })

  test('while the readings can’t be united nobody is signed in, and the passkey can be asked for again', async () => {
    const { session } = await site.signIn(email)
    const authenticator = await passkeys.added(session)
    const visitor = { id: 'somebody', first: null }
    await database.ledger.schema.alterTable('reading').renameTo('lost').execute()
    expect(await passkeys.signIn(authenticator, {}, { visitor })).toEqual({ kind: 'not-now' })
    expect(await site.countSessions()).toBe(1)
    await database.ledger.schema.alterTable('lost').renameTo('reading').execute()
    expect(await passkeys.signIn(authenticator, {}, { visitor })).toMatchObject({ kind: 'signed-in' })
  })

  test('a synced passkey, which never counts, signs in time and again', async () => {
    const { session } = await site.signIn(email)
    const synced = await passkeys.added(session, passkeys.authenticator({ counts: false }))
    for (let again = 0; again < 3; again++)
      expect(await passkeys.signIn(synced, { flags: 1 | 4 | 8 | 16 })).toMatchObject({ kind: 'signed-in' })
    expect((await exportAccount(site.deps, { memberId: 1 })).passkeys).toMatchObject([
      { isBackedUp: true, site: 'quire.example' },
    ])
  })

  test('keys of each kind that is asked for work', async () => {
    const { session } = await site.signIn(email)
    for (const kind of ['ES256', 'EdDSA', 'RS256'] as const) {
      const authenticator = await passkeys.added(session, passkeys.authenticator({ kind }))
      expect(await passkeys.signIn(authenticator), kind).toMatchObject({ kind: 'signed-in' })
      expect(await passkeys.signIn(authenticator, { isTampered: true }), kind).toEqual({ kind: 'refused' })
    }
  })

  test('an address is asked nothing and nobody is named, so the question is the same for members and strangers [AU-09]', async () => {
    const before = await passkeys.askToUse()
    const { session } = await site.signIn(email)
    await passkeys.added(session)
    const after = await passkeys.askToUse()
    const shape = ({ options }: typeof before) => ({ ...options, challenge: options.challenge.length })
    expect(shape(after)).toEqual(shape(before))
    expect(shape(after)).toEqual({ challenge: 43, rpId: 'quire.example', timeout: 300_000, userVerification: 'required' })
  })

  test('a passkey is asked for that verifies its person and is found without a name, and those there are are left out', async () => {
    const { session } = await site.signIn(email)
    const authenticator = await passkeys.added(session)
    const asked = await passkeys.askToAdd(session)
    expect(asked).toMatchObject({
      options: {
        rp: { id: 'quire.example', name: 'The Ninth Quire' },
        user: { name: email },
        attestation: 'none',
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        excludeCredentials: [{ id: authenticator.id, transports: ['internal'] }],
      },
    })
    expect(JSON.stringify(asked)).toMatch(/"pubKeyCredParams":\[[^\]]*-8[^\]]*-7[^\]]*-257[^\]]*\]/)
  })

  test('one may be added for a quarter of an hour after signing in, and then only once one has signed in again', async () => {
    const { session } = await site.signIn(email)
    site.later(15 * minute)
    expect(await findOwnPasskeys(passkeys.deps, session)).toMatchObject({ isFresh: true })
    const asked = await passkeys.asked(session)
    site.later(1)
    expect(await findOwnPasskeys(passkeys.deps, session)).toMatchObject({ isFresh: false })
    expect(await passkeys.askToAdd(session)).toEqual({ kind: 'sign-in-again' })
    expect(await passkeys.add(session, passkeys.authenticator().create(asked)), 'who was asked in time may finish').toEqual({
      kind: 'added',
    })
    const again = await site.signIn(email, { session })
    expect(await passkeys.askToAdd(again.session)).toMatchObject({ kind: 'asked' })
    for (const nobody of [session, null, '', 'x'.repeat(43)])
      expect(await passkeys.askToAdd(nobody)).toEqual({ kind: 'signed-out' })
  })

  test('twenty that come at once with one place left are one passkey, and a passkey is registered only once', async () => {
    const { session, memberId } = await site.signIn(email)
    for (let count = 0; count < mostPasskeys - 1; count++) await passkeys.added(session)
    const made = await Promise.all(
      Array.from({ length: 20 }, async () => passkeys.authenticator().create(await passkeys.asked(session))),
    )
    const kinds = (await Promise.all(made.map((answer) => passkeys.add(session, answer)))).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['added', ...Array(19).fill('full')])
    expect(await passkeys.askToAdd(session)).toEqual({ kind: 'full' })
    const eve = await site.signIn('eve@boat.example')
    const [first] = await database.db.selectFrom('passkey').select('credential_id').where('member_id', '=', memberId).execute()
    const copy = passkeys.authenticator({ id: first?.credential_id ?? '' })
    expect(await passkeys.add(eve.session, copy.create(await passkeys.asked(eve.session)))).toEqual({ kind: 'known' })
  })

  test('a passkey is named and removed by its own member alone, who is told by mail; then it opens nothing [AU-24]', async () => {
    const [ada, eve] = [await site.signIn(email), await site.signIn('eve@boat.example')]
    const authenticator = await passkeys.added(ada.session)
    const [{ id } = { id: '' }] = await own(ada.session)
    const rename = (memberId: number, name: string) => renamePasskey(passkeys.deps, { memberId, id, name })
    expect(await rename(ada.memberId, '  Blue \n phone ')).toEqual({ kind: 'saved' })
    await rename(eve.memberId, 'Mine')
    for (const name of ['x'.repeat(longestPasskeyName + 1), 'a\u0007', 'a\u202e'])
      expect(await rename(ada.memberId, name)).toEqual({ kind: 'bad-name' })
    expect(await own(ada.session)).toMatchObject([{ name: 'Blue phone' }])
    const before = await mails()
    expect(await passkeys.remove({ id: eve.memberId, email: 'eve@boat.example' }, id)).toBe('missing')
    expect(await mails()).toEqual(before)
    expect(await passkeys.remove({ id: ada.memberId, email }, id)).toBe('removed')
    expect((await mails()).at(-1)).toBe(`${email}: a passkey was removed`)
    expect(await passkeys.remove({ id: ada.memberId, email }, id)).toBe('missing')
    expect(await passkeys.signIn(authenticator)).toEqual({ kind: 'refused' })
  })

  test('they are handed over with the account, and gone with it', async () => {
    const { session, memberId } = await site.signIn(email)
    const authenticator = await passkeys.added(session)
    await passkeys.asked(session)
    const at = site.now.toISOString()
    expect((await exportAccount(site.deps, { memberId })).passkeys).toEqual([
      { name: 'Firefox on Linux', site: 'quire.example', addedAt: at, lastUsedAt: null, isBackedUp: false },
    ])
    const member = { id: memberId, email }
    await deleteAccount(site.deps, { member, typed: email, visitor: { id: 'somebody', first: null } })
    expect(await passkeys.signIn(authenticator)).toEqual({ kind: 'refused' })
    expect(await database.db.selectFrom('passkey').select('name').execute()).toEqual([])
    expect(await passkeys.countChallenges()).toBe(0)
    const again = await site.signIn(email)
    expect(await own(again.session)).toEqual([])
  })

  test('before an address is proved nothing can be left behind that opens its account: no session, so no passkey [AU-12]', async () => {
    const memberId = await database.db.transaction().execute((trx) => saveMember(trx, email, site.now))
    const { flow } = await site.asked(email)
    const eve = await site.signIn('eve@boat.example')
    const attackers = passkeys.authenticator()
    for (const nobody of [null, flow]) expect(await passkeys.askToAdd(nobody)).toEqual({ kind: 'signed-out' })
    const asked = await passkeys.asked(eve.session)
    for (const nobody of [null, flow]) expect(await passkeys.add(nobody, attackers.create(asked))).toEqual({ kind: 'signed-out' })
    await passkeys.added(eve.session, attackers)
    site.later(minute)
    const victim = await site.signIn(email)
    expect(victim.memberId).toBe(memberId)
    expect(await own(victim.session)).toEqual([])
    expect(await passkeys.signIn(attackers)).toMatchObject({ kind: 'signed-in', memberId: eve.memberId })
  })

  test('questions that nobody answered are cleared away, and one network may not ask for ever', async () => {
    await passkeys.askToUse()
    site.later(5 * minute)
    await clearWhatIsOver({ database, now: () => site.now })
    expect(await passkeys.countChallenges()).toBe(0)
    for (let count = 0; count < 3; count++) await passkeys.askToUse()
    site.later(5 * minute)
    await passkeys.askToUse()
    expect(await passkeys.countChallenges(), 'asking clears away what is over').toBe(1)
    const ask = () => askToUsePasskey(passkeys.deps, { browser: null, network: '198.51.100.7' })
    const kinds = new Set<string>()
    for (let count = 0; count <= 60; count++) kinds.add((await ask()).kind)
    expect([...kinds]).toEqual(['asked', 'too-many'])
    expect(passkeyAsksPerHour.network).toBeGreaterThan(60)
  })
})
