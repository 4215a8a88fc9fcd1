import { sql } from 'kysely'
import type { CameBy } from '../domain/group.ts'
import { deleteGrant } from './access-grants.ts'
import type { Db, Trx } from './schema.ts'

/** Somebody's seat, as their group's administrator sees it. */
export type Seat = { memberId: number; email: string; name: string; cameBy: CameBy; takenAt: Date }

/** A seat of a member's own. */
export type OwnSeat = { groupId: number; group: string; cameBy: CameBy; takenAt: Date }

/** What came of asking for a seat. `had`: they had one already. */
export type SeatTaken = 'taken' | 'had' | 'none-left'

/**
 * Takes a seat of a running group and gives what it opens, if one is left. One statement compares and counts, so that of any number
 * who ask for the last seat exactly one gets it.
 */
export async function takeSeat(
  trx: Trx,
  { groupId, memberId, cameBy, now }: { groupId: number; memberId: number; cameBy: CameBy; now: Date },
): Promise<SeatTaken> {
  const at = now.toISOString()
  const { rows } = await sql`update reader_group set taken = taken + 1
    where id = ${groupId} and (seats is null or taken < seats) and (until_at is null or until_at > ${at})
    returning id`.execute(trx)
  if (rows.length === 0) return (await hasSeat(trx, groupId, memberId)) ? 'had' : 'none-left'
  const seat = await trx
    .insertInto('group_seat')
    .values({ group_id: groupId, member_id: memberId, came_by: cameBy, taken_at: at })
    .onConflict((conflict) => conflict.columns(['group_id', 'member_id']).doNothing())
    .returning('member_id')
    .executeTakeFirst()
  if (!seat) {
    await count(trx, groupId, -1)
    return 'had'
  }
  await saveGroupGrants(trx, groupId, memberId)
  return 'taken'
}

/** Takes a seat away, with what it opened, and keeps that it was there; false when there is no such seat. */
export async function deleteSeat(
  trx: Trx,
  { groupId, memberId, now }: { groupId: number; memberId: number; now: Date },
): Promise<boolean> {
  // The group's row first, as when a seat is taken: so the two wait for each other and never in a circle.
  await count(trx, groupId, 0)
  const seat = await trx
    .deleteFrom('group_seat')
    .where('group_id', '=', groupId)
    .where('member_id', '=', memberId)
    .returning(['came_by', 'taken_at'])
    .executeTakeFirst()
  if (!seat) return false
  const past = { group_id: groupId, member_id: memberId, ...seat, ended_at: now.toISOString() }
  await trx
    .insertInto('past_seat')
    .values(past)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await count(trx, groupId, -1)
  await deleteGrant(trx, { memberId, source: `group:${groupId}` })
  return true
}

/** Makes what the seats of a group open equal to its terms: for all its seats, or for one member's. */
async function saveGroupGrants(trx: Trx, groupId: number, memberId: number | null = null): Promise<void> {
  await sql`insert into access_grant (member_id, source, opens, from_at, until_at)
    select group_seat.member_id, ${`group:${groupId}`}, reader_group.opens, reader_group.from_at, reader_group.until_at
    from group_seat join reader_group on reader_group.id = group_seat.group_id
    where group_seat.group_id = ${groupId} and (cast(${memberId} as integer) is null or group_seat.member_id = ${memberId})
    on conflict (member_id, source) do update set
      opens = excluded.opens, from_at = excluded.from_at, until_at = excluded.until_at`.execute(trx)
}

/** Makes a group's count of seats, and what they open, equal to the seats there are; in the transaction that has changed its row. */
export async function equalizeGroup(trx: Trx, groupId: number): Promise<void> {
  const seated = trx.selectFrom('group_seat').select('member_id').where('group_id', '=', groupId)
  await trx
    .updateTable('reader_group')
    .set((eb) => ({
      taken: eb.selectFrom('group_seat').select(eb.fn.countAll<number>().as('count')).where('group_id', '=', groupId),
    }))
    .where('id', '=', groupId)
    .execute()
  await trx.deleteFrom('access_grant').where('source', '=', `group:${groupId}`).where('member_id', 'not in', seated).execute()
  await saveGroupGrants(trx, groupId)
}

/** Who has a seat, the first who came first. */
export async function listSeats(db: Db, groupId: number): Promise<Seat[]> {
  const rows = await db
    .selectFrom('group_seat')
    .innerJoin('member', 'member.id', 'group_seat.member_id')
    .select(['member_id', 'email', 'name', 'came_by', 'taken_at'])
    .where('group_id', '=', groupId)
    .orderBy('taken_at')
    .orderBy('member_id')
    .execute()
  return rows.map((row) => ({
    memberId: row.member_id,
    email: row.email,
    name: row.name,
    cameBy: row.came_by,
    takenAt: new Date(row.taken_at),
  }))
}

/** The seats a member has, by the groups' names. */
export async function listSeatsOf(db: Db, memberId: number): Promise<OwnSeat[]> {
  const rows = await db
    .selectFrom('group_seat')
    .innerJoin('reader_group', 'reader_group.id', 'group_seat.group_id')
    .select(['group_id', 'name', 'came_by', 'taken_at'])
    .where('member_id', '=', memberId)
    .orderBy('name')
    .execute()
  return rows.map((row) => ({ groupId: row.group_id, group: row.name, cameBy: row.came_by, takenAt: new Date(row.taken_at) }))
}

/** The seats a member had, the one that ended last first. */
export async function listPastSeatsOf(db: Db, memberId: number): Promise<(OwnSeat & { endedAt: Date })[]> {
  const rows = await db
    .selectFrom('past_seat')
    .innerJoin('reader_group', 'reader_group.id', 'past_seat.group_id')
    .select(['group_id', 'name', 'came_by', 'taken_at', 'ended_at'])
    .where('member_id', '=', memberId)
    .orderBy('ended_at', 'desc')
    .orderBy('group_id')
    .execute()
  return rows.map(({ group_id, name, came_by, taken_at, ended_at }) => ({
    ...{ groupId: group_id, group: name, cameBy: came_by },
    ...{ takenAt: new Date(taken_at), endedAt: new Date(ended_at) },
  }))
}

/** Forgets the seats a member had. */
export async function deletePastSeatsOf(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('past_seat').where('member_id', '=', memberId).execute()
}

/** Of these members, who has a seat in which group whose agreement holds at that moment. */
export async function listRunningSeats(
  db: Db,
  members: readonly number[],
  now: Date,
): Promise<{ memberId: number; groupId: number }[]> {
  const at = now.toISOString()
  if (members.length === 0) return []
  const rows = await db
    .selectFrom('group_seat')
    .innerJoin('reader_group', 'reader_group.id', 'group_seat.group_id')
    .select(['member_id', 'group_id'])
    .where('member_id', 'in', members)
    .where('from_at', '<=', at)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', at)]))
    .execute()
  return rows.map((row) => ({ memberId: row.member_id, groupId: row.group_id }))
}

/** Groups whose count of seats isn't the number of seats, or whose seats open something else than was agreed. */
export async function listUnequalGroups(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from reader_group where
      taken <> (select count(*) from group_seat where group_id = reader_group.id)
      or taken <> (select count(*) from access_grant join group_seat on group_seat.member_id = access_grant.member_id
        where group_seat.group_id = reader_group.id and access_grant.source = 'group:' || cast(reader_group.id as text)
          and access_grant.opens = reader_group.opens and access_grant.from_at = reader_group.from_at
          and coalesce(access_grant.until_at, '') = coalesce(reader_group.until_at, ''))
    order by id`.execute(db)
  return rows.map((row) => row.id)
}

async function hasSeat(trx: Trx, groupId: number, memberId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('group_seat')
    .select('member_id')
    .where('group_id', '=', groupId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return row !== undefined
}

async function count(trx: Trx, groupId: number, more: 0 | -1) {
  await trx
    .updateTable('reader_group')
    .set((eb) => ({ taken: eb('taken', '+', more) }))
    .where('id', '=', groupId)
    .execute()
}
