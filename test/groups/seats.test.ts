import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listGrants } from '../../src/data/access-grants.ts'
import { listSeats, listUnequalGroups, takeSeat } from '../../src/data/group-seats.ts'
import { findGroup } from '../../src/data/groups.ts'
import { saveMember, updateEmail } from '../../src/data/members.ts'
import { endGroup } from '../../src/flows/change-groups.ts'
import { deleteAccount } from '../../src/flows/delete-account.ts'
import { findSession } from '../../src/flows/find-session.ts'
import { endSeat, endSeatsOfOldAddress, findSeatOffer, handOver, takeSeatByDomain } from '../../src/flows/group-seats.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { change, openGroup, placesOf } from '../support/groups.ts'
import { Membership } from '../support/membership.ts'

const now = new Date('2026-11-10T12:00:00Z')
const from = new Date('2026-11-01T00:00:00Z')

describe.each(engines)('seats of a group, on %s', (engine) => {
  let database: TestDatabase
  let people: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    people = new Membership(database)
  })
  afterEach(() => database.drop())

  const person = async (email: string) => {
    const id = await database.db.transaction().execute((trx) => saveMember(trx, email, now))
    return { id, email }
  }
  const sit = (groupId: number, memberId: number) =>
    database.db.transaction().execute((trx) => takeSeat(trx, { groupId, memberId, cameBy: 'invitation', now }))
  const taken = async (groupId: number) => [
    (await findGroup(database.db, groupId))?.taken,
    (await listSeats(database.db, groupId)).length,
    await listUnequalGroups(database.db),
  ]

  test('with one seat left fifty who ask at once get exactly one', async () => {
    const group = await openGroup(database, { seats: 1 })
    const all = await Promise.all(Array.from({ length: 50 }, (_, index) => person(`reader-${index}@boat.example`)))
    const outcomes = await Promise.all(all.map(({ id }) => sit(group, id)))
    expect(outcomes.filter((one) => one === 'taken')).toHaveLength(1)
    expect(outcomes.filter((one) => one === 'none-left')).toHaveLength(49)
    expect(await taken(group)).toEqual([1, 1, []])
  })

  test('one person who asks many times at once has one seat', async () => {
    const group = await openGroup(database)
    const { id } = await person('ada@boat.example')
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => sit(group, id)))
    expect(outcomes.toSorted()).toEqual([...Array(9).fill('had'), 'taken'])
    expect(await taken(group)).toEqual([1, 1, []])
  })

  test('seats that are taken and given up at the same time wait for each other, and are counted right', async () => {
    const group = await openGroup(database, { seats: 2 })
    const all = await Promise.all(['ada', 'bea', 'ida'].map((name) => person(`${name}@boat.example`)))
    for (let round = 0; round < 10; round += 1)
      await Promise.all(
        all.flatMap(({ id }) => [
          sit(group, id),
          endSeat({ db: database.db, now: people.now }, { groupId: group, memberId: id }),
          sit(group, id),
        ]),
      )
    const [count, seats, unequal] = await taken(group)
    expect([count, unequal]).toEqual([seats, []])
  })

  test('a seat opens what was agreed, for as long as was agreed, and follows every change of that', async () => {
    const group = await openGroup(database)
    const { id } = await person('ada@boat.example')
    await sit(group, id)
    const source = `group:${group}`
    expect(await listGrants(database.db, id)).toEqual([{ source, opens: 'metered', window: { from, until: null } }])
    const until = new Date('2027-08-01T00:00:00Z')
    await change(database, group, { terms: { opens: 'everything', window: { from, until } } })
    expect(await listGrants(database.db, id)).toEqual([{ source, opens: 'everything', window: { from, until } }])
    await endGroup({ db: database.db, now }, group)
    expect(await listGrants(database.db, id)).toEqual([{ source, opens: 'everything', window: { from, until: now } }])
    expect(await sit(group, (await person('bea@boat.example')).id)).toBe('none-left')
    expect(await taken(group)).toEqual([1, 1, []])
  })

  test('a seat that ends is free again, and opens nothing with the next request', async () => {
    const group = await openGroup(database, { seats: 1 })
    const ada = await people.signIn('ada@boat.example')
    const opens = async () => (await findSession(people.deps, ada.session))?.member.opens
    await sit(group, ada.memberId)
    expect(await opens()).toBe('metered')
    expect(await endSeat({ db: database.db, now: people.now }, { groupId: group, memberId: ada.memberId })).toBe(true)
    expect(await endSeat({ db: database.db, now: people.now }, { groupId: group, memberId: ada.memberId })).toBe(false)
    expect(await opens()).toBe(null)
    expect(await sit(group, (await person('bea@boat.example')).id)).toBe('taken')
    expect(await taken(group)).toEqual([1, 1, []])
  })

  test('an account is deleted with access that nothing gives any more', async () => {
    const { id, email } = await person('ada@boat.example')
    const left = { member_id: id, source: 'group:7', opens: 'metered' as const, from_at: from.toISOString(), until_at: null }
    await database.db.insertInto('access_grant').values(left).execute()
    const visitor = { id: 'somebody', first: null }
    expect(await deleteAccount(people.deps, { member: { id, email }, typed: email, visitor })).toEqual({ kind: 'deleted' })
  })

  test('deleting an account frees its seat, and a group it looked after goes on', async () => {
    const group = await openGroup(database, { administrator: 'ada@boat.example' })
    const ada = await people.signIn('ada@boat.example')
    await sit(group, ada.memberId)
    const member = { id: ada.memberId, email: 'ada@boat.example' }
    const visitor = { id: 'A'.repeat(22), first: null }
    expect(await deleteAccount(people.deps, { member, typed: member.email, visitor })).toEqual({ kind: 'deleted' })
    expect(await taken(group)).toEqual([0, 0, []])
    expect((await findGroup(database.db, group))?.administratorId).toBe(null)
    expect(await listGrants(database.db, ada.memberId)).toEqual([])
  })

  test('there can’t be fewer seats than are taken', async () => {
    const group = await openGroup(database)
    for (const name of ['ada', 'bea']) await sit(group, (await person(`${name}@boat.example`)).id)
    expect(await change(database, group, { terms: { seats: 1 } })).toMatchObject({ kind: 'refused' })
    expect(await change(database, group, { terms: { seats: 2 } })).toMatchObject({ kind: 'changed', group: { seats: 2 } })
    expect(await change(database, group, { terms: { seats: null } })).toMatchObject({ kind: 'changed', group: { seats: null } })
  })

  test('a seat is offered to whoever has an address of the domain, and below it only where the group says so', async () => {
    const exact = await openGroup(database, { domains: ['school.example'] })
    const wide = await openGroup(database, {
      name: 'Upper School',
      domains: ['*.upper.example', 'law.upper.example'].slice(0, 1),
    })
    const offer = async (email: string) => (await findSeatOffer({ db: database.db, now }, await person(email)))?.id ?? null
    expect(await offer('ada@school.example')).toBe(exact)
    for (const email of ['ada@sub.school.example', 'ada@notschool.example', 'ada@school.example.evil.example', 'ada@example.org'])
      expect(await offer(email), email).toBe(null)
    expect(await offer('ada@upper.example')).toBe(wide)
    expect(await offer('ada@law.upper.example')).toBe(wide)
    const narrow = await openGroup(database, { name: 'Law', domains: ['law.upper.example'] })
    expect(await offer('ada@law.upper.example')).toBe(narrow)
    const ada = await person('ada@school.example')
    expect(await takeSeatByDomain({ db: database.db, now }, { member: ada, groupId: wide })).toBe('not-theirs')
    expect(await takeSeatByDomain({ db: database.db, now }, { member: ada, groupId: exact })).toBe('taken')
    expect(await offer(ada.email)).toBe(null)
  })

  test('an address that leaves the domain loses the seat that the domain gave, and no other', async () => {
    const school = await openGroup(database, { domains: ['school.example'] })
    const club = await openGroup(database, { name: 'Club' })
    const ada = await person('ada@school.example')
    await takeSeatByDomain({ db: database.db, now }, { member: ada, groupId: school })
    await sit(club, ada.id)
    const moveTo = (email: string) =>
      database.db.transaction().execute((trx) => endSeatsOfOldAddress(trx, { id: ada.id, email }, people.now))
    await moveTo('a.brook@school.example')
    expect(await taken(school)).toEqual([1, 1, []])
    await moveTo('ada@boat.example')
    expect([await taken(school), await taken(club)]).toEqual([
      [0, 0, []],
      [1, 1, []],
    ])
  })

  test('whoever changes the address and takes a seat by the old one at once ends without it', async () => {
    const school = await openGroup(database, { domains: ['school.example'], seats: null })
    for (let round = 0; round < 8; round += 1) {
      const ada = await person(`ada-${round}@school.example`)
      const email = `ada-${round}@home.example`
      const leave = async () =>
        database.db.transaction().execute(async (trx) => {
          await updateEmail(trx, ada.id, email)
          await endSeatsOfOldAddress(trx, { id: ada.id, email }, people.now)
        })
      const take = () => takeSeatByDomain({ db: database.db, now }, { member: ada, groupId: school })
      await (round < 4 ? Promise.all([leave(), take()]) : Promise.all([take(), leave()]))
    }
    expect(await taken(school)).toEqual([0, 0, []])
  })

  test('a domain that is taken from the group takes the seats with it that hung on it', async () => {
    const group = await openGroup(database, placesOfGroup())
    for (const email of ['ada@school.example', 'bea@old.example'])
      await takeSeatByDomain({ db: database.db, now }, { member: await person(email), groupId: group })
    expect(await change(database, group, { removeDomains: ['old.example'] })).toMatchObject({ kind: 'changed', seatsEnded: 1 })
    expect((await listSeats(database.db, group)).map(({ email }) => email)).toEqual(['ada@school.example'])
    expect(await taken(group)).toEqual([1, 1, []])
  })

  test('a group is handed over by its administrator alone, and to somebody with a seat', async () => {
    const group = await openGroup(database)
    const [ada, bea] = [await person('ada@boat.example'), await person('bea@boat.example')]
    const head = (await findGroup(database.db, group))?.administratorId ?? 0
    await sit(group, ada.id)
    const hand = (from: number, to: number) => handOver({ db: database.db, now }, { groupId: group, from, to }, () => mail)
    expect([await hand(ada.id, ada.id), await hand(head, bea.id)]).toEqual([false, false])
    expect([await hand(head, ada.id), await hand(head, ada.id)]).toEqual([true, false])
    expect((await findGroup(database.db, group))?.administratorId).toBe(ada.id)
    expect((await people.mails()).map(({ recipient }) => recipient)).toEqual(['ada@boat.example'])
  })

  test('two groups share no name, no domain and no address of a network', async () => {
    await openGroup(database, { name: 'One', domains: ['one.example'], networks: ['192.0.2.0/24', '2001:db8::/32'] })
    const second = await openGroup(database, { name: 'Two', networks: ['198.51.100.0/25'] })
    const reasonOf = async (changes: Parameters<typeof change>[2]) => {
      const changed = await change(database, second, changes)
      return changed.kind === 'refused' ? changed.reason : null
    }
    expect(await reasonOf({ terms: { name: 'One' } })).toContain('named One already')
    expect(await reasonOf(placesOf({ domains: ['one.example'] }))).toContain('belongs to One')
    for (const network of ['192.0.2.77', '192.0.0.0/16', '2001:db8:5::/48', '::ffff:192.0.2.0/120'])
      expect(await reasonOf(placesOf({ networks: [network] })), network).toContain('of One')
    expect(await reasonOf(placesOf({ networks: ['192.0.3.0/24', '198.51.100.0/24'] }))).toBe(null)
  })
})

const mail = { subject: 'Yours', text: 'yours', html: '<p>yours</p>' }

function placesOfGroup() {
  return { domains: ['school.example', 'old.example'] }
}
