import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listSeats } from '../../src/data/group-seats.ts'
import { askToChangeEmail } from '../../src/flows/ask-to-change-email.ts'
import { confirmChangeByCodes, confirmChangeByLink, findChange, findChangeLink } from '../../src/flows/confirm-email-change.ts'
import { findSession } from '../../src/flows/find-session.ts'
import { takeSeatByDomain } from '../../src/flows/group-seats.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openGroup } from '../support/groups.ts'
import { Membership } from '../support/membership.ts'

const minute = 60_000
const hour = 60 * minute
const [home, work] = ['ada@boat.example', 'ada@harbor.example']

describe.each(engines)('a change of address, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  const writeParts = ({ code, linkToken }: { code: string; linkToken: string }) => ({
    ...{ subject: '', html: '' },
    text: `code ${code} link ${linkToken}`,
  })
  const plain = (text: string) => () => ({ subject: '', html: '', text })
  const deps = () => ({
    ...site.deps,
    writeMail: { new: writeParts, old: writeParts, taken: plain('taken') },
    writeChanged: plain('changed'),
  })
  const begin = async (email = home) => {
    const { session, memberId } = await site.signIn(email)
    return { member: { id: memberId, email }, session, proof: 'mail' as const }
  }
  type Changing = Awaited<ReturnType<typeof begin>>
  const ask = (changing: Changing, email = work, network: string | null = null) =>
    askToChangeEmail(deps(), { ...changing, email, network })
  const mailsTo = async (address: string) => (await site.mails()).filter((mail) => mail.recipient === address)
  const partsOf = async (address: string) => {
    const [, code = '', token = ''] = /^code (\d{8}) link (\S+)$/.exec((await mailsTo(address)).at(-1)?.text_body ?? '') ?? []
    return { code, token }
  }
  const asked = async (changing: Changing, email = work) => {
    expect(await ask(changing, email)).toEqual({ kind: 'asked' })
    return { atNew: await partsOf(email), atOld: await partsOf(changing.member.email) }
  }
  const byCodes = (changing: Changing, codes: { new?: string; old?: string }) =>
    confirmChangeByCodes(deps(), { ...changing, codes: { new: '', old: '', ...codes } })
  const byLink = (changing: Changing, token: string) => confirmChangeByLink(deps(), { ...changing, token })
  const emails = async () =>
    (await database.db.selectFrom('member').select('email').orderBy('id').execute()).map(({ email }) => email)
  const wrongOf = (code: string) => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`

  test('happens once both mailboxes have confirmed it, by code or by link, in any order', async () => {
    const ada = await begin()
    const first = await asked(ada)
    expect(await byCodes(ada, { new: first.atNew.code })).toMatchObject({
      kind: 'waiting',
      pending: { confirmed: { new: true, old: false } },
    })
    expect(await emails()).toEqual([home])
    expect(await byLink(ada, first.atOld.token)).toEqual({ kind: 'changed' })
    expect(await emails()).toEqual([work])
    expect((await mailsTo(home)).at(-1)?.text_body).toBe('changed')
    site.later(hour)
    const moved = { ...ada, member: { ...ada.member, email: work } }
    const back = await asked(moved, home)
    expect(await byCodes(moved, { new: back.atNew.code, old: back.atOld.code })).toEqual({ kind: 'changed' })
    expect(await emails()).toEqual([home])
    expect(await findChange(deps(), ada)).toBeNull()
  })

  test('isn’t made by one mailbox alone, nor with one mail’s code in the other’s place', async () => {
    const ada = await begin()
    const { atNew, atOld } = await asked(ada)
    expect(await byCodes(ada, { new: atOld.code, old: atNew.code })).toMatchObject({ kind: 'wrong', sides: ['new', 'old'] })
    for (const token of [atNew.token, atNew.token]) expect(await byLink(ada, token)).toMatchObject({ kind: 'waiting' })
    expect(await byCodes(ada, { new: atNew.code })).toMatchObject({ kind: 'waiting' })
    expect(await byCodes(ada, {})).toMatchObject({ kind: 'waiting' })
    expect(await emails()).toEqual([home])
  })

  test('goes on only in the session that asked for it [AU-05]', async () => {
    const ada = await begin()
    const { atNew, atOld } = await asked(ada)
    const elsewhere = await begin()
    const eve = await begin('eve@boat.example')
    for (const other of [elsewhere, eve, { ...eve, member: ada.member }, { ...ada, member: eve.member }]) {
      expect(await byCodes(other, { new: atNew.code, old: atOld.code })).toEqual({ kind: 'dead' })
      expect(await byLink(other, atOld.token)).toEqual({ kind: 'dead' })
      expect(await findChange(deps(), other)).toBeNull()
    }
    expect(await findChangeLink(deps(), { session: eve.session, token: atOld.token })).toEqual({ kind: 'elsewhere' })
    expect(await findChangeLink(deps(), { session: null, token: atNew.token })).toEqual({ kind: 'elsewhere' })
    expect(await findChangeLink(deps(), { session: ada.session, token: atOld.token })).toEqual({ kind: 'here', side: 'old' })
    expect(await byCodes(ada, { new: atNew.code, old: atOld.code })).toEqual({ kind: 'changed' })
    expect(await emails()).toEqual([work, 'eve@boat.example'])
  })

  test('is over after ten minutes, when a newer one is asked for, and after five wrong codes [AU-04] [AU-10]', async () => {
    const ada = await begin()
    const old = await asked(ada)
    site.later(2 * minute)
    const newer = await asked(ada, 'other@harbor.example')
    expect(await byLink(ada, old.atNew.token)).toEqual({ kind: 'dead' })
    expect(await byCodes(ada, { new: old.atNew.code })).toMatchObject({ kind: 'wrong', pending: { left: 4 } })
    site.later(10 * minute - 1)
    expect(await byCodes(ada, { new: newer.atNew.code })).toMatchObject({ kind: 'waiting' })
    site.later(1)
    expect(await byCodes(ada, { old: newer.atOld.code })).toEqual({ kind: 'dead' })
    const last = await asked(ada)
    const guesses = Array.from({ length: 100 }, () => byCodes(ada, { old: wrongOf(last.atOld.code) }))
    const left = (await Promise.all(guesses)).flatMap((one) => (one.kind === 'wrong' ? [one.pending.left] : []))
    expect(left.length).toBeLessThanOrEqual(4)
    expect(await byCodes(ada, { new: last.atNew.code, old: last.atOld.code })).toEqual({ kind: 'dead' })
    expect(await byLink(ada, last.atOld.token)).toEqual({ kind: 'dead' })
    expect(await emails()).toEqual([home])
  })

  test('ends the sign-ins that wait for either address, and the sessions elsewhere [AU-04] [AU-13]', async () => {
    const elsewhere = await begin()
    const ada = await begin()
    const { atNew, atOld } = await asked(ada)
    site.later(minute)
    const pending = [await site.asked(home), await site.asked(work)]
    expect(await byCodes(ada, { new: atNew.code, old: atOld.code })).toEqual({ kind: 'changed' })
    for (const one of pending) expect(await site.byCode(one)).toEqual({ kind: 'dead' })
    expect(await findSession(site.deps, elsewhere.session)).toBeNull()
    expect(await findSession(site.deps, ada.session)).toMatchObject({ member: { id: ada.member.id, email: work } })
    expect((await site.signIn(work)).memberId).toBe(ada.member.id)
  })

  test('ends the seat that the old address’s domain gave', async () => {
    const groupId = await openGroup(database, { domains: ['boat.example'] })
    const ada = await begin()
    await takeSeatByDomain(site.deps, { member: ada.member, groupId })
    expect(await listSeats(database.db, groupId)).toHaveLength(1)
    const { atNew, atOld } = await asked(ada)
    expect(await byCodes(ada, { new: atNew.code, old: atOld.code })).toEqual({ kind: 'changed' })
    expect(await listSeats(database.db, groupId)).toEqual([])
  })

  test('to an address with an account is answered and kept like any other, and its owner is told [AU-09]', async () => {
    const owner = await begin(work)
    const [ada, bea] = [await begin(), await begin('bea@boat.example')]
    const free = await ask(bea, 'free@harbor.example')
    expect(await ask(ada)).toEqual(free)
    expect((await mailsTo(work)).at(-1)?.text_body).toBe('taken')
    const shown = [await findChange(deps(), ada), await findChange(deps(), bea)]
    expect(shown[0]).toEqual({ ...shown[1], newEmail: work })
    const { atOld } = { atOld: await partsOf(home) }
    expect(await byCodes(ada, { new: '12345678', old: atOld.code })).toMatchObject({ kind: 'wrong', sides: ['new'] })
    expect(await emails()).toEqual([work, home, 'bea@boat.example'])
    expect(await findSession(site.deps, owner.session)).not.toBeNull()
  })

  test('to an address that gets an account meanwhile is not made', async () => {
    const ada = await begin()
    const { atNew, atOld } = await asked(ada)
    await begin(work)
    expect(await byCodes(ada, { new: atNew.code, old: atOld.code })).toEqual({ kind: 'taken' })
    expect(await emails()).toEqual([home, work])
    expect(await findChange(deps(), ada)).toBeNull()
  })

  test('is made once, however often the last step comes at once [AU-03]', async () => {
    const ada = await begin()
    const { atNew, atOld } = await asked(ada)
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        i % 2 ? byCodes(ada, { new: atNew.code, old: atOld.code }) : byCodes(ada, { old: atOld.code, new: atNew.code }),
      ),
    )
    expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1)
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['changed', 'dead']))
    expect((await mailsTo(home)).filter(({ text_body }) => text_body === 'changed')).toHaveLength(1)
  })

  test('is asked for once a minute and five times a day, and what can’t be an address never', async () => {
    const ada = await begin()
    for (const [email, kind] of [
      ['ada@boat', 'bad-address'],
      ['x@boat.example\r\nBcc: y@boat.example', 'bad-address'],
      [' ADA@boat.example ', 'same'],
    ] as const)
      expect(await ask(ada, email)).toEqual({ kind })
    const burst = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(ada, `ada-${i}@harbor.example`)))
    expect(burst.filter(({ kind }) => kind === 'asked')).toHaveLength(1)
    for (let i = 0; i < 6; i++) {
      site.later(hour)
      expect(await ask(ada, `late-${i}@harbor.example`)).toEqual({ kind: i < 4 ? 'asked' : 'too-many' })
    }
    site.later(24 * hour)
    expect(await ask(ada)).toEqual({ kind: 'asked' })
  })

  test('to one address sends it no more than a mail a minute and five a day, whoever asks, and says nothing of it [AU-21]', async () => {
    const people: Changing[] = []
    for (let i = 0; i < 9; i++) people.push(await begin(`m${i}@boat.example`))
    const answers = await Promise.all(people.slice(0, 3).map((one, i) => ask(one, i % 2 ? ' ADA@Harbor.Example' : work)))
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['asked']))
    expect(await mailsTo(work)).toHaveLength(1)
    for (const one of people.slice(3)) {
      site.later(minute)
      expect(await ask(one)).toEqual({ kind: 'asked' })
    }
    expect(await mailsTo(work)).toHaveLength(5)
  })

  test('keeps nothing but hashes of what its mails hold [AU-06]', async () => {
    const ada = await begin()
    const { atNew, atOld } = await asked(ada)
    const kept = JSON.stringify(await database.db.selectFrom('email_change').selectAll().execute())
    for (const secret of [ada.session, atNew.code, atNew.token, atOld.code, atOld.token]) expect(kept).not.toContain(secret)
    for (const { code } of [atNew, atOld])
      expect(kept, 'a hash of eight digits can be found by trying them all').not.toContain(site.deps.secrets.hash(code))
  })
})
