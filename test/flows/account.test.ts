import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findLead } from '../../src/data/leads.ts'
import { countReading, findStanding, forgetReadings, listReadings, type ReaderKey } from '../../src/data/readings.ts'
import { loadAccount, longestName, saveAccount } from '../../src/flows/change-account.ts'
import { deleteAccount } from '../../src/flows/delete-account.ts'
import { exportAccount } from '../../src/flows/export-account.ts'
import { findSession } from '../../src/flows/find-session.ts'
import { showReading } from '../../src/flows/show-reading.ts'
import { memberKey } from '../../src/flows/unite-readings.ts'
import { pickOf, publish } from '../data/fill.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'

const visitor = { id: 'somebody', first: null }

describe.each(engines)('an account, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
    await publish(database.db, site.now, [pickOf('One', '2026-09-01', 'Harbor Paper')])
  })
  afterEach(() => database.drop())

  const read = async (reader: ReaderKey, pickId: number, period = '2026-11-01') => {
    const newest = (await findStanding(database.ledger, reader))?.period ?? null
    await countReading(database.ledger, { reader, period, newest, pickId, limit: 5, openedAt: site.now })
  }
  const load = (memberId: number) => loadAccount(site.deps, { memberId, sessionId: null })

  test('has the name its member gives it, tidied', async () => {
    const { memberId } = await site.signIn('ada@boat.example')
    expect(await saveAccount(site.deps, { memberId, name: '  Ada \n Brook ', keepsHistory: true })).toEqual({ kind: 'saved' })
    expect(await load(memberId)).toMatchObject({ email: 'ada@boat.example', name: 'Ada Brook', keepsHistory: true })
    for (const name of ['x'.repeat(longestName + 1), 'Ada\u0007', 'Ada\u202e'])
      expect(await saveAccount(site.deps, { memberId, name, keepsHistory: false })).toEqual({ kind: 'bad-name' })
    expect(await load(memberId)).toMatchObject({ name: 'Ada Brook', keepsHistory: true })
  })

  test('whose member keeps no history loses all of it but the present period', async () => {
    const { memberId } = await site.signIn('ada@boat.example')
    const reader = memberKey(memberId)
    for (const period of ['2026-08-01', '2026-09-01', '2026-11-01']) await read(reader, 7, period)
    await read('m:999', 7, '2026-08-01')
    await saveAccount(site.deps, { memberId, name: '', keepsHistory: false })
    expect(await listReadings(database.ledger, reader)).toMatchObject({
      period: '2026-11-01',
      readings: [{ pickId: 7 }],
      earlier: [],
    })
    expect(await findStanding(database.ledger, 'm:999')).not.toBeNull()
  })

  test('shows its member their own readings and allowance', async () => {
    const { memberId } = await site.signIn('ada@boat.example')
    expect(await showReading(site.deps, { reader: memberKey(memberId), first: null })).toBeNull()
    await read(memberKey(memberId), (await findLead(database.db, 'one', site.now))?.id ?? 0)
    expect(await showReading(site.deps, { reader: memberKey(memberId), first: null })).toMatchObject({
      allowance: 5,
      left: 4,
      readings: [{ lead: { headline: 'One' } }],
    })
  })

  test('is handed over whole, and holds nothing of anybody else’s [AU-24]', async () => {
    const { memberId } = await site.signIn('ada@boat.example', { device: 'Firefox on Linux' })
    const eve = await site.signIn('eve@boat.example', { device: 'Chrome on Mac' })
    const reader = memberKey(memberId)
    await read(reader, 999, '2026-09-01')
    await forgetReadings(database.ledger, reader)
    await read(reader, (await findLead(database.db, 'one', site.now))?.id ?? 0)
    await read(memberKey(eve.memberId), 998)
    const at = site.now.toISOString()
    expect(await exportAccount(site.deps, { memberId })).toEqual({
      email: 'ada@boat.example',
      newEmail: null,
      stripeCustomer: null,
      name: '',
      keepsHistory: true,
      memberSince: at,
      newsletters: [],
      sessions: [{ device: 'Firefox on Linux', signedInAt: at, lastSeenAt: at }],
      plan: { subscriptions: [], invoices: [] },
      passkeys: [],
      groups: { seats: [], administers: [] },
      readings: [
        { period: '2026-09-01', openedAt: null, slug: null, headline: null },
        { period: '2026-11-01', openedAt: at, slug: 'one', headline: 'One' },
      ],
      gifts: [],
    })
  })

  test('is deleted with everything once its address is typed, and its browser starts no new allowance [AU-04] [AU-13]', async () => {
    const { memberId, session } = await site.signIn('ada@boat.example')
    const eve = await site.signIn('eve@boat.example')
    for (const pickId of [1, 2, 3, 4]) await read(memberKey(memberId), pickId)
    const pending = await site.asked('ada@boat.example')
    const member = { id: memberId, email: 'ada@boat.example' }
    expect(await deleteAccount(site.deps, { member, typed: 'eve@boat.example', visitor })).toEqual({ kind: 'not-confirmed' })
    expect(await deleteAccount(site.deps, { member, typed: '', visitor })).toEqual({ kind: 'not-confirmed' })
    expect(await deleteAccount(site.deps, { member, typed: ' ADA@boat.example', visitor })).toEqual({ kind: 'deleted' })
    expect(await findSession(site.deps, session)).toBeNull()
    expect(await site.byCode(pending)).toEqual({ kind: 'dead' })
    expect(await findStanding(database.ledger, memberKey(memberId))).toBeNull()
    expect((await findStanding(database.ledger, 'v:somebody'))?.nthOf.size).toBe(4)
    const left = await Promise.all(
      (['member', 'session', 'sign_in', 'sign_in_count', 'outgoing_mail'] as const).map((table) =>
        database.db.selectFrom(table).selectAll().execute(),
      ),
    )
    expect(JSON.stringify(left)).not.toContain('ada@boat')
    expect(await findSession(site.deps, eve.session)).not.toBeNull()
    // The same address again is somebody new.
    expect((await site.signIn('ada@boat.example')).memberId).not.toBe(memberId)
  })
})
