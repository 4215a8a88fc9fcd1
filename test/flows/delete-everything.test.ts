import type { Insertable } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Tables } from '../../src/data/schema.ts'
import { deleteAccount } from '../../src/flows/delete-account.ts'
import { pickOf, publish } from '../data/fill.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'

type Rows = { [Table in keyof Tables]?: Insertable<Tables[Table]> }
const at = '2026-11-10T12:00:00.000Z'
const later = '2027-11-10T12:00:00.000Z'

describe.each(engines)('deleting an account, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  const insert = async (rows: Rows) => {
    for (const [table, row] of Object.entries(rows))
      await database.db
        .insertInto(table as 'setting')
        .values(row as never)
        .execute()
  }
  const idOf = async (table: 'plan' | 'newsletter' | 'reader_group' | 'pick') =>
    (await database.db.selectFrom(table).select('id').executeTakeFirstOrThrow()).id

  test('leaves no row of the member’s in any table that names one', async () => {
    const email = 'ada@boat.example'
    const { memberId } = await site.signIn(email)
    const member_id = memberId
    await publish(database.db, site.now, [pickOf('One', '2026-09-01', 'Harbor Paper')])
    const priced = { price: 490, currency: 'EUR', billed: 'month', trial_days: 0, opens: 'everything' } as const
    const named = { slug: 'one', name: 'One', description: '', position: 1, retired_at: null, created_at: at }
    await insert({
      recovery_code: { code_hash: 'x', member_id, made_by: 'member', made_at: at },
      desk_approval: { member_id, session_hash: 'x', number: '123456', asked_at: at, expires_at: later, attempts: 0 },
      plan: { ...named, ...priced, stripe_price: null },
      newsletter: named,
      reader_group: {
        ...{ name: 'School', opens: 'everything', from_at: at, until_at: null, seats: null, taken: 1 },
        ...{ administrator_id: member_id, mails_day: '', mails_sent: 0, created_at: at },
      },
    })
    const [plan_id, newsletter_id, group_id] = [await idOf('plan'), await idOf('newsletter'), await idOf('reader_group')]
    const invited = { group_id, email, token_hash: 'invited', invited_at: at, expires_at: later, ended_at: null }
    const common = { member_id, created_at: at }
    const rows: Rows = {
      access_grant: { member_id, source: 'subscription:999', opens: 'everything', from_at: at, until_at: null },
      subscription: {
        ...{ ...common, plan_id, kind: 'comp', status: 'active', starts_at: at, paid_until: null, cancels_at: null },
        ...{ ended_at: null, stripe_id: null, note: '', updated_at: at },
      },
      invoice: {
        ...{ member_id, subscription_id: null, number: '1', total: 490, currency: 'EUR', issued_at: at, paid_at: null },
        ...{ url: null, stripe_id: null },
      },
      stripe_customer: { member_id, customer: 'cus_1' },
      stripe_checkout: { member_id, price: 'price_1', started_at: at, session: null },
      stripe_address: { member_id, email, asked_at: at, attempts: 0, next_attempt_at: at, error: null },
      group_seat: { group_id, member_id, came_by: 'invitation', taken_at: at },
      past_seat: { group_id, member_id, came_by: 'domain', taken_at: at, ended_at: later },
      gift: {
        ...{ member_id, pick_id: await idOf('pick'), opens: 'everything', shows_name: 0, given_at: at, expires_at: later },
        ...{ link: 1, room: 9, opened: 0, burst: 0, burst_at: at },
        ...{ paused_at: null, paused_why: null, grace_until: null, ended_at: null },
      },
      gift_seat: { member_id, month: '2026-11-01', nth: 1, gift_id: 1 },
      passkey: {
        ...{ ...common, credential_id: 'one', site: 'localhost', public_key: '', counter: 0, transports: '[]' },
        ...{ name: '', backed_up: 0, last_used_at: null },
      },
      passkey_challenge: { hash: 'one', kind: 'add', member_id, bound_hash: '', expires_at: later },
      email_change: {
        ...{ member_id, new_email: 'eve@boat.example', session_hash: '', new_link_hash: 'n', new_code_hash: '' },
        ...{ new_confirmed_at: null, old_link_hash: 'o', old_code_hash: '', old_confirmed_at: null, asked_at: at },
        ...{ expires_at: later, attempts: 0, asked_count: 1, counted_from: at },
      },
      newsletter_choice: { member_id, newsletter_id, wants: 1, chosen_at: at },
      presence: { pick_id: await idOf('pick'), member_id, since: at, seen_at: at },
    }
    await insert(rows)
    await insert({ group_invitation: invited, mail_count: { address: email, count: 1, newest_at: at, counted_from: at } })

    const tables = await database.db.introspection.getTables()
    // Whoever is of the staff is asked to have an owner take their role away first.
    const others = tables.filter(({ name }) => name !== 'staff')
    const naming = others.filter(({ columns }) => columns.some(({ name }) => name === 'member_id')).map(({ name }) => name)
    const ofMember = async () => {
      const counts = naming.map(async (table) => {
        const query = database.db.selectFrom(table as 'session').select('member_id')
        return (await query.where('member_id', '=', memberId).execute()).length > 0 ? [table] : []
      })
      return (await Promise.all(counts)).flat().toSorted()
    }
    // A new table that names members fails here until it is filled above.
    expect(await ofMember()).toEqual([...naming].toSorted())

    const visitor = { id: 'somebody', first: null }
    expect(await deleteAccount(site.deps, { member: { id: memberId, email }, typed: email, visitor })).toEqual({
      kind: 'deleted',
    })
    expect(await ofMember()).toEqual([])
    const addressed = await Promise.all([
      database.db.selectFrom('member').select('email').execute(),
      database.db.selectFrom('group_invitation').select('email').execute(),
      database.db.selectFrom('mail_count').select('address').execute(),
      database.db.selectFrom('sign_in').select('email').execute(),
      database.db.selectFrom('sign_in_count').select('address').execute(),
      database.db.selectFrom('outgoing_mail').select('recipient').execute(),
      database.db.selectFrom('reader_group').select('administrator_id').where('administrator_id', 'is not', null).execute(),
    ])
    expect(addressed).toEqual([[], [], [], [], [], [], []])
  })
})
