import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkGifts } from '../../src/cli/checks.ts'
import { deleteGrant, saveGrant } from '../../src/data/access-grants.ts'
import { countGifts } from '../../src/data/gifts.ts'
import { findLead } from '../../src/data/leads.ts'
import { saveMember } from '../../src/data/members.ts'
import type { GiftPolicy } from '../../src/domain/gift.ts'
import type { Opens } from '../../src/domain/subscription.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { givePick, makeNewLink, resume, showGiving, takeBack } from '../../src/flows/give-pick.ts'
import { exportGifts, showGifts } from '../../src/flows/list-gifts.ts'
import { findLink, openGift } from '../../src/flows/open-gift.ts'
import { clearWhatIsOver, giftDaysKept } from '../../src/jobs/jobs.ts'
import { pickOf, publish } from '../data/fill.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { secrets } from '../support/secrets.ts'

const hour = 3_600_000
const day = 24 * hour
const source = 'subscription:1'

describe.each(engines)('gifts, on %s', (engine) => {
  let database: TestDatabase
  let now: Date
  let policy: GiftPolicy
  let ada: { id: number; opens: Opens | null }
  let picks: { id: number; visibility: 'metered' }[]
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    now = new Date('2026-11-10T12:00:00Z')
    policy = { perMonth: 3, days: 14, openings: 5, openingsPerHour: 0 }
    const names = Array.from({ length: 60 }, (_, at) => `Pick ${at + 1}`)
    await publish(
      database.db,
      now,
      names.map((name) => pickOf(name, '2026-11-01', 'Harbor Paper')),
    )
    const rows = await database.db.selectFrom('pick').select('id').orderBy('id').execute()
    picks = rows.map(({ id }) => ({ id, visibility: 'metered' }))
    ada = { id: await database.db.transaction().execute((trx) => saveMember(trx, 'ada@boat.example', now)), opens: 'everything' }
    await grant('everything')
  })
  afterEach(() => database.drop())

  const deps = () => ({ db: database.db, secrets, policy, calendar: calendarOf('Europe/Berlin'), now })
  const later = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds)
  }
  const pick = (at = 0) => picks[at] ?? { id: 0, visibility: 'metered' as const }
  const grant = (opens: Opens, until: Date | null = null) => {
    const window = { from: new Date('2026-01-01'), until }
    return database.db.transaction().execute((trx) => saveGrant(trx, { memberId: ada.id, source, opens, window }))
  }
  const give = (at = 0) => givePick(deps(), { giver: ada, pick: pick(at), showsName: false })
  const given = async (at = 0) => {
    const gift = await give(at)
    if (gift.kind !== 'given') throw new Error(gift.kind)
    return linkOf(gift.token)
  }
  const linkOf = async (token: string) => {
    const link = await findLink(deps(), token)
    if (!link) throw new Error('no such link')
    return { id: link.giftId, link: link.link }
  }
  const writeMail = (paused: string) => ({ subject: paused, text: paused, html: paused })
  const open = async (gift: { id: number; link: number }, reader: string, of = pick()) =>
    (await openGift({ db: database.db, policy, now, writeMail }, { gift, reader, pick: of })).kind
  const mails = async () =>
    (await database.db.selectFrom('outgoing_mail').select('subject').orderBy('id').execute()).map((mail) => mail.subject)
  const opened = async () => (await showGifts(deps(), ada)).gifts.map((gift) => gift.opened)

  test('of fifty picks given at once with one gift left exactly one is given', async () => {
    policy = { ...policy, perMonth: 1 }
    const all = await Promise.all(Array.from({ length: 50 }, (_, at) => give(at)))
    expect(all.filter(({ kind }) => kind === 'given')).toHaveLength(1)
    expect(all.filter(({ kind }) => kind === 'spent')).toHaveLength(49)
    expect(await countGifts(database.db, now)).toEqual({ live: 1, paused: 0 })
    for (const table of ['gift', 'gift_link', 'gift_seat'] as const)
      expect(await database.db.selectFrom(table).selectAll().execute(), table).toHaveLength(1)
  })

  test('a pick that is given twice at once has one link, and one gift less is left', async () => {
    const all = await Promise.all([give(), give(), give(), give()])
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['given', 'in-hand', 'in-hand', 'in-hand'])
    expect(await showGiving(deps(), { giver: ada, pick: pick(1) })).toEqual({ kind: 'ready', left: 2 })
  })

  test('the month is the magazine’s, and a new one gives anew; what was taken back is not given again', async () => {
    now = new Date('2026-11-30T22:59:59Z') // one second before December in Berlin
    for (const at of [0, 1, 2]) expect((await give(at)).kind).toBe('given')
    const { gifts } = await showGifts(deps(), ada)
    await takeBack(deps(), { memberId: ada.id, id: gifts[0]?.id ?? 0 })
    expect(await give(3)).toEqual({ kind: 'spent', perMonth: 3, again: '2026-12-01' })
    later(1_000)
    expect(await give(3)).toMatchObject({ kind: 'given', left: 2 })
    policy = { ...policy, perMonth: 0 }
    expect((await give(4)).kind).toBe('off')
  })

  test('nobody gives what they can’t open themselves, nor what is open to all', async () => {
    const closed = { id: pick().id, visibility: 'subscribers-only' as const }
    const giving = (opens: Opens | null, of: Parameters<typeof showGiving>[1]['pick']) =>
      givePick(deps(), { giver: { id: ada.id, opens }, pick: of, showsName: false })
    expect((await giving(null, pick())).kind).toBe('closed')
    expect((await giving('metered', closed)).kind).toBe('closed')
    expect((await giving('everything', { ...closed, visibility: 'open' })).kind).toBe('open')
    expect((await giving('metered', pick())).kind).toBe('given')
  })

  test('ten thousand redemptions, on PostgreSQL two, are counted exactly, each browser once, and the link pauses at the last it has room for [PW-31]', async () => {
    const readers = engine === 'sqlite' ? 10_000 : 2_000
    policy = { ...policy, openings: readers - 100 }
    const gift = await given()
    const kinds = new Map<string, number>()
    for (let from = 0; from < readers; from += 500) {
      const some = Array.from({ length: 500 }, (_, at) => `reader-${from + at}`)
      // Each asks twice at once.
      for (const kind of await Promise.all([...some, ...some].map((reader) => open(gift, reader))))
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    expect(kinds).toEqual(
      new Map([
        ['open', 2 * (readers - 100)],
        ['resting', 200],
      ]),
    )
    expect(await opened()).toEqual([readers - 100])
    expect(await database.db.selectFrom('gift_opening').select('reader').execute()).toHaveLength(readers - 100)
    expect(await mails()).toEqual(['many'])
  }, 120_000)

  test('a link that has paused keeps those who had opened it for a day, and its giver is told once [PW-31]', async () => {
    const gift = await given()
    for (const reader of ['a', 'b', 'c', 'd', 'e']) expect(await open(gift, reader)).toBe('open')
    expect(await open(gift, 'f')).toBe('resting')
    later(24 * hour - 1)
    expect([await open(gift, 'a'), await open(gift, 'g')]).toEqual(['open', 'resting'])
    later(1)
    expect(await open(gift, 'a')).toBe('resting')
    expect([await opened(), await mails()]).toEqual([[5], ['many']])
    await given(1)
    expect(await checkGifts(database, now)).toEqual({
      kind: 'ok',
      text: '1 gift link can be opened; 1 paused after very many readers, and the givers were told by mail',
    })
  })

  test('too many within an hour pause a link, and it goes on at a word, at no cost [PW-31]', async () => {
    policy = { ...policy, openings: 1_000, openingsPerHour: 3 }
    const gift = await given()
    for (const reader of ['a', 'b']) await open(gift, reader)
    later(hour + 1)
    for (const reader of ['c', 'd', 'e']) expect(await open(gift, reader)).toBe('open')
    expect(await open(gift, 'f')).toBe('resting')
    const all = await Promise.all([1, 2, 3].map(() => resume(deps(), { giver: ada, id: gift.id })))
    expect(all.filter(({ kind }) => kind === 'renewed')).toHaveLength(1)
    for (const reader of ['f', 'g', 'h']) expect(await open(gift, reader)).toBe('open')
    expect(await open(gift, 'i')).toBe('resting')
    expect(await mails()).toEqual(['fast', 'fast'])
    expect(await showGiving(deps(), { giver: ada, pick: pick(1) })).toEqual({ kind: 'ready', left: 2 })
  })

  test('a full link goes on for as many again, for one gift of the month, and stays paused where there is none left', async () => {
    policy = { ...policy, openings: 1, perMonth: 2 }
    const gift = await given()
    await open(gift, 'a')
    const all = await Promise.all([1, 2, 3].map(() => resume(deps(), { giver: ada, id: gift.id })))
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(expect.arrayContaining(['renewed']))
    expect(all.filter(({ kind }) => kind === 'renewed')).toHaveLength(1)
    expect([await open(gift, 'b'), await open(gift, 'c')]).toEqual(['open', 'resting'])
    expect(await resume(deps(), { giver: ada, id: gift.id })).toEqual({ kind: 'spent', perMonth: 2, again: '2026-12-01' })
    expect((await makeNewLink(deps(), { giver: ada, id: gift.id })).kind).toBe('spent')
    expect(await open(gift, 'c')).toBe('resting')
  })

  test('with a new link the old one is dead, and counts go on; who had opened it reads on for a day [PW-30]', async () => {
    const old = await given()
    for (const reader of ['a', 'b']) await open(old, reader)
    const made = await makeNewLink(deps(), { giver: ada, id: old.id })
    if (made.kind !== 'given') throw new Error(made.kind)
    const link = await linkOf(made.token)
    expect([await open(old, 'c'), await open(old, 'a'), await open(link, 'c')]).toEqual(['over', 'open', 'open'])
    later(day)
    expect([await open(old, 'a'), await open(link, 'a')]).toEqual(['over', 'open'])
    expect(await opened()).toEqual([3])
  })

  test('what was taken back, or is over, opens to nobody [PW-30]', async () => {
    const [first, second] = [await given(0), await given(1)]
    await open(first, 'a')
    expect(await open(second, 'a', pick(1))).toBe('open')
    expect(await takeBack(deps(), { memberId: ada.id + 1, id: first.id })).toBe(false)
    expect(await open(first, 'a')).toBe('open')
    expect(await takeBack(deps(), { memberId: ada.id, id: first.id })).toBe(true)
    expect([await open(first, 'a'), await open(first, 'b')]).toEqual(['over', 'over'])
    expect([await open(second, 'a'), await open(second, 'b')]).toEqual(['over', 'over']) // of the first pick
    later(14 * day)
    expect([await open(second, 'a', pick(1)), await open(second, 'b', pick(1))]).toEqual(['over', 'over'])
    expect((await showGifts(deps(), ada)).gifts.map(({ state }) => state.kind)).toEqual(['expired', 'expired'])
    expect((await give(1)).kind).toBe('given')
  })

  test('once the giver’s subscription is over nobody new comes in', async () => {
    const gift = await given()
    await open(gift, 'a')
    await grant('everything', now)
    expect([await open(gift, 'a'), await open(gift, 'b')]).toEqual(['open', 'over'])
    expect((await showGifts(deps(), { ...ada, opens: null })).gifts.map(({ state }) => state.kind)).toEqual(['closed'])
    expect((await resume(deps(), { giver: { ...ada, opens: null }, id: gift.id })).kind).toBe('closed')
    await grant('metered')
    expect(await open(gift, 'b')).toBe('open')
    await database.db.transaction().execute((trx) => deleteGrant(trx, { memberId: ada.id, source }))
    expect(await open(gift, 'c')).toBe('over')
  })

  test('gifts switched off open nothing, those made before neither', async () => {
    const gift = await given()
    await open(gift, 'a')
    policy = { ...policy, perMonth: 0 }
    expect([await open(gift, 'a'), await open(gift, 'b')]).toEqual(['over', 'over'])
  })

  test('the giver’s list and export show how often a gift was opened, and nobody who did', async () => {
    const gift = await given()
    for (const reader of ['somebody-1', 'somebody-2']) await open(gift, reader)
    const lead = await findLead(database.db, 'pick-1', now)
    expect((await showGifts(deps(), ada)).gifts).toEqual([
      {
        id: gift.id,
        slug: lead?.slug,
        headline: lead?.headline,
        givenAt: now,
        expiresAt: new Date(now.getTime() + 14 * day),
        opened: 2,
        state: { kind: 'live' },
      },
    ])
    const exported = await exportGifts(database.db, { memberId: ada.id, now })
    expect(exported).toMatchObject([{ slug: 'pick-1', opened: 2, endedAt: null }])
    expect(JSON.stringify(exported)).not.toContain('somebody')
  })

  test('who opened a gift is forgotten when it is over, and the gift itself some months later', async () => {
    const gift = await given()
    await open(gift, 'a')
    const count = async (table: 'gift' | 'gift_link' | 'gift_opening' | 'gift_seat') =>
      (await database.db.selectFrom(table).selectAll().execute()).length
    const prune = () => clearWhatIsOver({ database, now: () => now })
    await prune()
    expect(await count('gift_opening')).toBe(1)
    later(14 * day)
    await prune()
    expect([await count('gift_opening'), await count('gift'), await count('gift_seat')]).toEqual([0, 1, 1])
    later(giftDaysKept * day - 1)
    await prune()
    expect(await count('gift')).toBe(1)
    later(1)
    await prune()
    expect([await count('gift'), await count('gift_link'), await count('gift_seat')]).toEqual([0, 0, 0])
  })
})
