import type { ExpressionBuilder } from 'kysely'
import type { GiftPause } from '../domain/gift.ts'
import type { Opens } from '../domain/subscription.ts'
import { constantSql } from './constant-sql.ts'
import type { Db, Tables, Trx } from './schema.ts'

/** A gift that is made now; only the hash of its link is kept. */
export type NewGift = {
  memberId: number
  pickId: number
  opens: Opens
  showsName: boolean
  tokenHash: string
  now: Date
  expiresAt: Date
  room: number
}

/** A gift as its giver sees it. */
export type ListedGift = {
  id: number
  pickId: number
  givenAt: Date
  expiresAt: Date
  endedAt: Date | null
  pausedAt: Date | null
  pausedWhy: GiftPause | null
  opened: number
}

/** One place in a month's number. The month is its first day. */
export type Seat = { memberId: number; month: string; giftId: number }

const statements = {
  takeSeat: `insert into gift_seat (member_id, month, nth, gift_id)
    select cast(?1 as integer), ?2, coalesce(max(nth), 0) + 1, cast(?3 as integer) from gift_seat where member_id = ?1 and month = ?2
    having coalesce(max(nth), 0) < cast(?4 as integer)
    on conflict do nothing returning nth`,
} as const

/** Makes a gift and gives its id; null when this member has one of the same pick in hand. */
export async function saveGift(trx: Trx, gift: NewGift): Promise<number | null> {
  const now = gift.now.toISOString()
  const { memberId: member_id, pickId: pick_id } = gift
  await trx
    .updateTable('gift')
    .set((eb) => ({ ended_at: eb.ref('expires_at') }))
    .where((eb) => eb.and({ member_id, pick_id }))
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute()
  const row = await trx
    .insertInto('gift')
    .values({
      ...{ member_id, pick_id, opens: gift.opens, shows_name: gift.showsName ? 1 : 0 },
      ...{ given_at: now, expires_at: gift.expiresAt.toISOString(), link: 1, room: gift.room },
      ...{ opened: 0, burst: 0, burst_at: now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return null
  await trx.insertInto('gift_link').values({ token_hash: gift.tokenHash, gift_id: row.id, link: 1 }).execute()
  return row.id
}

/** Takes one of the month's number and says which; null when there is none left. Of any number that meet at the last one exactly one gets it. */
export async function takeSeat(trx: Trx, { memberId, month, giftId }: Seat, perMonth: number): Promise<number | null> {
  // An attempt that comes to nothing lost its place to another request, so there are never more of them than places.
  for (let attempt = 0; attempt <= perMonth; attempt++) {
    const { rows } = await run<{ nth: number }>(trx, 'takeSeat', [memberId, month, giftId, perMonth])
    if (rows[0]) return rows[0].nth
    if ((await countSeats(trx, { memberId, month })) >= perMonth) return null
  }
  return null
}

/** Gives one of the month's number back, in the transaction it was taken in. */
export async function leaveSeat(trx: Trx, { memberId, month }: Seat, nth: number): Promise<void> {
  await trx
    .deleteFrom('gift_seat')
    .where((eb) => eb.and({ member_id: memberId, month, nth }))
    .execute()
}

/** How many of a month's number a member has used. */
export async function countSeats(db: Db, { memberId, month }: Omit<Seat, 'giftId'>): Promise<number> {
  const row = await db
    .selectFrom('gift_seat')
    .select((eb) => eb.fn.max('nth').as('used'))
    .where((eb) => eb.and({ member_id: memberId, month }))
    .executeTakeFirst()
  return Number(row?.used ?? 0)
}

/** The gift of a pick that a member has made and that goes on, whether it is paused or not. */
export async function findGiftInHand(
  db: Db,
  { memberId, pickId, now }: { memberId: number; pickId: number; now: Date },
): Promise<{ giftId: number; expiresAt: Date } | null> {
  const row = await db
    .selectFrom('gift')
    .select(['id', 'expires_at'])
    .where((eb) => eb.and({ member_id: memberId, pick_id: pickId }))
    .where(goesOn(now))
    .executeTakeFirst()
  return row ? { giftId: row.id, expiresAt: new Date(row.expires_at) } : null
}

/** Whether a member's own gift is paused because as many have opened it as may. */
export async function isFull(db: Db, { memberId, id }: { memberId: number; id: number }): Promise<boolean> {
  const row = await db
    .selectFrom('gift')
    .select('paused_why')
    .where((eb) => eb.and({ id, member_id: memberId }))
    .executeTakeFirst()
  return row?.paused_why === 'many'
}

/** Takes a gift back that came to nothing in the transaction it was made in. */
export async function deleteNewGift(trx: Trx, giftId: number): Promise<void> {
  await trx.deleteFrom('gift_link').where('gift_id', '=', giftId).execute()
  await trx.deleteFrom('gift').where('id', '=', giftId).execute()
}

/** A member's gifts that can be used, or could a while ago, the newest first. */
export async function listGifts(db: Db, { memberId, since }: { memberId: number; since: Date }): Promise<ListedGift[]> {
  const rows = await db
    .selectFrom('gift')
    .select(['id', 'pick_id', 'given_at', 'expires_at', 'ended_at', 'paused_at', 'paused_why', 'opened'])
    .where('member_id', '=', memberId)
    .where('expires_at', '>', since.toISOString())
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    pickId: row.pick_id,
    givenAt: new Date(row.given_at),
    expiresAt: new Date(row.expires_at),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
    pausedAt: row.paused_at === null ? null : new Date(row.paused_at),
    pausedWhy: row.paused_why,
    opened: row.opened,
  }))
}

/** Ends a member's own gift at once and for everybody; false when they have none of that id that goes on. */
export async function endGift(db: Db, { memberId, id, now }: { memberId: number; id: number; now: Date }): Promise<boolean> {
  const result = await db
    .updateTable('gift')
    .set({ ended_at: now.toISOString() })
    .where((eb) => eb.and({ id, member_id: memberId }))
    .where(goesOn(now))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Lets a paused gift go on, with room for so many more readers where it was full; false when it isn't paused for that reason. */
export async function resumeGift(
  trx: Trx,
  { memberId, id, why, now, openings }: { memberId: number; id: number; why: GiftPause; now: Date; openings: number },
): Promise<boolean> {
  const at = now.toISOString()
  const result = await trx
    .updateTable('gift')
    .set((eb) => ({
      ...{ paused_at: null, paused_why: null, burst: 0, burst_at: at },
      room: why === 'many' ? eb('opened', '+', openings) : eb.ref('room'),
    }))
    .where((eb) => eb.and({ id, member_id: memberId, paused_why: why }))
    .where(goesOn(now))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * Gives a gift a new link in the old one's place, and says which pick it opens until when. Who has opened the old one reads on until
 * `graceUntil`; null when there is no such gift.
 */
export async function replaceLink(
  trx: Trx,
  { memberId, id, tokenHash, now, graceUntil }: { memberId: number; id: number; tokenHash: string; now: Date; graceUntil: Date },
): Promise<{ pickId: number; expiresAt: Date } | null> {
  const row = await trx
    .updateTable('gift')
    .set((eb) => ({ link: eb('link', '+', 1), grace_until: graceUntil.toISOString() }))
    .where((eb) => eb.and({ id, member_id: memberId }))
    .where(goesOn(now))
    .returning(['link', 'pick_id', 'expires_at'])
    .executeTakeFirst()
  if (!row) return null
  await trx.insertInto('gift_link').values({ token_hash: tokenHash, gift_id: id, link: row.link }).execute()
  return { pickId: row.pick_id, expiresAt: new Date(row.expires_at) }
}

/** Deletes everything of a member's gifts; their links open nothing from then on. */
export async function deleteGiftsOf(trx: Trx, memberId: number): Promise<void> {
  const own = trx.selectFrom('gift').select('id').where('member_id', '=', memberId)
  for (const table of ['gift_opening', 'gift_link'] as const) await trx.deleteFrom(table).where('gift_id', 'in', own).execute()
  await trx.deleteFrom('gift').where('member_id', '=', memberId).execute()
  await trx.deleteFrom('gift_seat').where('member_id', '=', memberId).execute()
}

/** Forgets who opened the gifts that are over, and the gifts themselves, with the months they counted in, once they are old. */
export async function pruneGifts(db: Db, { now, before }: { now: Date; before: Date }): Promise<void> {
  const expired = (by: Date) => db.selectFrom('gift').select('id').where('expires_at', '<=', by.toISOString())
  await db.deleteFrom('gift_opening').where('gift_id', 'in', expired(now)).execute()
  await db.deleteFrom('gift_link').where('gift_id', 'in', expired(before)).execute()
  await db.deleteFrom('gift').where('expires_at', '<=', before.toISOString()).execute()
  await db.deleteFrom('gift_seat').where('month', '<', before.toISOString().slice(0, 10)).execute()
}

/** How many links can be opened, and how many have paused themselves. */
export async function countGifts(db: Db, now: Date): Promise<{ live: number; paused: number }> {
  const row = await db
    .selectFrom('gift')
    .select((eb) => [eb.fn.countAll().as('all'), eb.fn.count('paused_at').as('paused')])
    .where(goesOn(now))
    .executeTakeFirstOrThrow()
  return { live: Number(row.all) - Number(row.paused), paused: Number(row.paused) }
}

const { run } = constantSql(statements)

/** That a gift goes on: neither its giver nor its time has ended it. */
function goesOn(now: Date) {
  return (eb: ExpressionBuilder<Tables, 'gift'>) =>
    eb.and([eb('gift.ended_at', 'is', null), eb('gift.expires_at', '>', now.toISOString())])
}
