import { sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Authenticator, Oddities } from '../support/authenticator.ts'
import { makersCertificate } from '../support/certificate.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'
import { Passkeys } from '../support/passkeys.ts'
import { secrets } from '../support/secrets.ts'

const minute = 60_000
const refused = { kind: 'refused' }
const [present, verified, backedUp] = [1, 4, 16]

/** Everything that can be wrong with an answer, made or used. */
const wrong: [string, Oddities][] = [
  ['whose person was not verified', { flags: present }],
  ['that nobody was present at', { flags: verified }],
  ['that nobody touched at all', { flags: 0 }],
  ['backed up, though it says that it can’t be', { flags: present | verified | backedUp }],
  ['from another origin', { origin: 'https://evil.example' }],
  ['from a host below ours', { origin: 'https://www.quire.example' }],
  ['from our host without https', { origin: 'http://quire.example' }],
  ['from another port', { origin: 'https://quire.example:8443' }],
  ['from inside another site’s page', { crossOrigin: true }],
  ['for another site', { site: 'evil.example' }],
  ['for the domain above ours', { site: 'example' }],
  ['to a question that was never asked', { challenge: secrets.newToken() }],
  ['without a question', { challenge: '' }],
  ['under another credential’s id', { id: 'AAAA' }],
]

describe.each(engines)('answers with passkeys, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  let passkeys: Passkeys
  let ada: { session: string; memberId: number }
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
    passkeys = new Passkeys(site)
    ada = await site.signIn('ada@boat.example')
  })
  afterEach(() => database.drop())

  const countPasskeys = async () => (await database.db.selectFrom('passkey').select('name').execute()).length
  const signIns = (authenticator: Authenticator) => passkeys.signIn(authenticator)

  test('one made in any way but as it was asked for is refused [AU-15]', async () => {
    const more: [string, Oddities][] = [
      ...wrong,
      ['made for signing in', { type: 'webauthn.get' }],
      ['of a kind of key that wasn’t asked for', { algorithm: -36 }],
    ]
    for (const [what, odd] of more) {
      const answer = passkeys.authenticator().create(await passkeys.asked(ada.session), odd)
      expect(await passkeys.add(ada.session, answer), what).toEqual(refused)
    }
    expect(await countPasskeys()).toBe(0)
  })

  test('one used in any way but as it was asked for is refused, and works as before when it is used right [AU-15]', async () => {
    const authenticator = await passkeys.added(ada.session)
    const more: [string, Oddities][] = [
      ...wrong,
      ['with a signature that was changed', { isTampered: true }],
      ['used for making one', { type: 'webauthn.create' }],
      ['of another member, by its own word', { userHandle: secrets.hash('tessera passkey v1\n2') }],
      ['that doesn’t say whose it is', { userHandle: null }],
      ['that says it is nobody’s', { userHandle: '' }],
    ]
    for (const [what, odd] of more) expect(await passkeys.signIn(authenticator, odd), what).toEqual(refused)
    expect(await site.countSessions()).toBe(1)
    expect(await signIns(authenticator)).toMatchObject({ kind: 'signed-in', memberId: ada.memberId })
  })

  test('a key that was never registered, and one of a sister magazine, open nothing [AU-15]', async () => {
    expect(await signIns(passkeys.authenticator())).toEqual(refused)
    const sister = new Passkeys(site, 'https://sister.example')
    const theirs = await sister.added(ada.session)
    expect(await signIns(theirs), 'its own origin and site').toEqual(refused)
    expect(await passkeys.signIn(theirs, { origin: passkeys.origin }), 'our origin').toEqual(refused)
    expect(await sister.signIn(theirs)).toMatchObject({ kind: 'signed-in' })
  })

  test('one member’s key doesn’t open another’s account, whatever id and name it is sent with [AU-15]', async () => {
    const eve = await site.signIn('eve@boat.example')
    const [adas, eves] = [await passkeys.added(ada.session), await passkeys.added(eve.session)]
    expect(await passkeys.signIn(eves, { id: adas.id })).toEqual(refused)
    const handle = secrets.hash(`tessera passkey v1\n${ada.memberId}`)
    expect(await passkeys.signIn(eves, { id: adas.id, userHandle: handle })).toEqual(refused)
    expect(await passkeys.signIn(eves, { userHandle: handle })).toEqual(refused)
    expect(await signIns(eves)).toMatchObject({ memberId: eve.memberId })
  })

  test('a question is answered once, however many come at once, and a wrong answer uses it up, too [AU-15]', async () => {
    const authenticator = await passkeys.added(ada.session, passkeys.authenticator({ counts: false }))
    const { browser, options } = await passkeys.askToUse()
    const answer = authenticator.get(options)
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => passkeys.answer({ browser, answer })))
    expect(outcomes.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1)
    const other = await passkeys.askToUse()
    expect(
      await passkeys.answer({ browser: other.browser, answer: authenticator.get(other.options, { isTampered: true }) }),
    ).toEqual(refused)
    expect(await passkeys.answer({ browser: other.browser, answer: authenticator.get(other.options) })).toEqual(refused)
    const asked = await passkeys.asked(ada.session)
    const made = await Promise.all(
      Array.from({ length: 20 }, () => passkeys.add(ada.session, passkeys.authenticator().create(asked))),
    )
    expect(made.filter(({ kind }) => kind === 'added')).toHaveLength(1)
  })

  test('a question is good for five minutes, to the moment [AU-15]', async () => {
    const authenticator = await passkeys.added(ada.session)
    const [intime, late] = [await passkeys.askToUse(), await passkeys.askToUse()]
    const [madeInTime, madeLate] = [await passkeys.asked(ada.session), await passkeys.asked(ada.session)]
    site.later(5 * minute - 1)
    expect(await passkeys.answer({ browser: intime.browser, answer: authenticator.get(intime.options) })).toMatchObject({
      kind: 'signed-in',
    })
    expect(await passkeys.add(ada.session, passkeys.authenticator().create(madeInTime))).toEqual({ kind: 'added' })
    site.later(1)
    expect(await passkeys.answer({ browser: late.browser, answer: authenticator.get(late.options) })).toEqual(refused)
    expect(await passkeys.add(ada.session, passkeys.authenticator().create(madeLate))).toEqual(refused)
  })

  test('a question that one browser was asked is worth nothing in another, and stays good there [AU-05] [AU-15]', async () => {
    const eve = await site.signIn('eve@boat.example')
    const eves = await passkeys.added(eve.session)
    // Eve's answer, entered in Ada's browser, would have Ada go on in Eve's account.
    const [atEve, atAda] = [await passkeys.askToUse(), await passkeys.askToUse()]
    const answer = eves.get(atEve.options)
    for (const browser of [atAda.browser, null, '', secrets.newToken()])
      expect(await passkeys.answer({ browser, answer })).toEqual(refused)
    expect(await passkeys.answer({ browser: atEve.browser, answer })).toMatchObject({ memberId: eve.memberId })
    // A passkey that Eve made must not become a key to Ada's account.
    const made = passkeys.authenticator().create(await passkeys.asked(eve.session))
    expect(await passkeys.add(ada.session, made)).toEqual(refused)
    expect(await passkeys.add(eve.session, made)).toEqual({ kind: 'added' })
  })

  test('what was asked to add one signs nobody in, and the other way round; nor does it outlive its session [AU-15]', async () => {
    const authenticator = await passkeys.added(ada.session)
    const toAdd = await passkeys.asked(ada.session)
    const { browser, options } = await passkeys.askToUse()
    expect(await passkeys.answer({ browser, answer: authenticator.get(toAdd) })).toEqual(refused)
    expect(await passkeys.answer({ browser: ada.session, answer: authenticator.get(toAdd) })).toEqual(refused)
    expect(await passkeys.add(ada.session, passkeys.authenticator().create(options))).toEqual(refused)
    site.later(minute)
    const again = await site.signIn('ada@boat.example', { session: ada.session })
    const answer = passkeys.authenticator().create(toAdd)
    expect(await passkeys.add(ada.session, answer)).toEqual({ kind: 'signed-out' })
    expect(await passkeys.add(again.session, answer)).toEqual(refused)
  })

  test('a counter that doesn’t go on is refused: a copy of the passkey is about [AU-15]', async () => {
    const authenticator = await passkeys.added(ada.session)
    for (const counter of [5, 6, 4_294_967_295])
      expect(await passkeys.signIn(authenticator, { counter })).toMatchObject({ kind: 'signed-in' })
    for (const counter of [4_294_967_295, 7, 1, 0])
      expect(await passkeys.signIn(authenticator, { counter }), String(counter)).toEqual(refused)
  })

  test('a passkey and its copy, used at once with the same count, are one sign-in [AU-15]', async () => {
    const authenticator = await passkeys.added(ada.session)
    const asked = await Promise.all(Array.from({ length: 20 }, () => passkeys.askToUse()))
    const answers = asked.map(({ browser, options }) => ({ browser, answer: authenticator.get(options, { counter: 9 }) }))
    const outcomes = await Promise.all(answers.map((one) => passkeys.answer(one)))
    expect(outcomes.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1)
  })

  test('a certificate that came along is not looked at, though it be a good one; the passkey’s own signature is fine [AU-15]', async () => {
    const { certificate, key } = makersCertificate()
    const packed = (signature: Buffer, more: [string, unknown][]) => {
      const attStmt = new Map<string, unknown>([['alg', -7], ['sig', new Uint8Array(signature)], ...more])
      return { fmt: 'packed', attStmt }
    }
    const add = async (attestation: Oddities['attestation']) => {
      const odd = attestation ? { attestation } : {}
      return passkeys.add(ada.session, passkeys.authenticator().create(await passkeys.asked(ada.session), odd))
    }
    expect(await add((signed) => packed(sign('sha256', signed, key), [['x5c', [certificate]]]))).toEqual(refused)
    for (const fmt of ['fido-u2f', 'tpm', 'android-key', 'android-safetynet', 'apple', 'made-up'])
      expect(await add(() => ({ fmt, attStmt: new Map([['x5c', [certificate]]]) })), fmt).toEqual(refused)
    expect(await add(() => ({ fmt: 'none', attStmt: new Map([['x5c', [certificate]]]) }))).toEqual(refused)
    expect(await add((signed, own) => packed(sign('sha256', signed, own), []))).toEqual({ kind: 'added' })
  })

  test('what is no answer at all is refused like any other', async () => {
    const authenticator = await passkeys.added(ada.session)
    for (const garbage of ['', 'e30', 'bnVsbA', 'AAAA', 'W10', 'eyJjaGFsbGVuZ2UiOjF9']) {
      const { browser, options } = await passkeys.askToUse()
      const used = authenticator.get(options)
      const made = authenticator.create(options)
      for (const part of ['clientDataJSON', 'authenticatorData', 'signature'] as const)
        expect(await passkeys.answer({ browser, answer: { ...used, response: { ...used.response, [part]: garbage } } })).toEqual(
          refused,
        )
      for (const part of ['clientDataJSON', 'attestationObject'] as const) {
        const asked = authenticator.create(await passkeys.asked(ada.session))
        expect(await passkeys.add(ada.session, { ...made, response: { ...asked.response, [part]: garbage } })).toEqual(refused)
      }
    }
  })
})
