import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from './schema.ts'
import type { AskLimit } from './sign-in-counts.ts'

/** The two mailboxes that have to agree. */
export type Side = 'new' | 'old'
export const sides: readonly Side[] = ['new', 'old']

/** How many wrong codes end a change. */
const mostAttempts = 5

/** A change of address as it is asked for. Of its secrets only the hashes come this far. */
export type EmailChange = {
  memberId: number
  newEmail: string
  /** Hash of the session it was asked in; no other can go on with it. */
  sessionHash: string
  linkHashes: Record<Side, string>
  codeHashes: Record<Side, string>
  askedAt: Date
  expiresAt: Date
}

/** A change that waits: which of the two sides have confirmed it, and how many wrong codes it still bears. */
export type PendingChange = { newEmail: string; confirmed: Record<Side, boolean>; left: number }

/** The session a change belongs to, and no other. */
type Whose = { memberId: number; sessionHash: string; now: Date }

/**
 * Asks for a change in the place of whatever this member asked for before, and says whether the limit allowed it. One statement: of any
 * number that come at once one is allowed.
 */
export async function saveEmailChange(trx: Trx, change: EmailChange, limit: AskLimit): Promise<boolean> {
  const { memberId, newEmail, sessionHash, linkHashes, codeHashes, askedAt, expiresAt } = change
  const [now, again, since] = [askedAt, limit.again, limit.since].map((date) => date.toISOString())
  const { rows } =
    await sql`insert into email_change (member_id, new_email, session_hash, new_link_hash, new_code_hash, new_confirmed_at,
      old_link_hash, old_code_hash, old_confirmed_at, asked_at, expires_at, attempts, asked_count, counted_from)
    values (${memberId}, ${newEmail}, ${sessionHash}, ${linkHashes.new}, ${codeHashes.new}, null,
      ${linkHashes.old}, ${codeHashes.old}, null, ${now}, ${expiresAt.toISOString()}, 0, 1, ${now})
    on conflict (member_id) do update set
      new_email = excluded.new_email, session_hash = excluded.session_hash,
      new_link_hash = excluded.new_link_hash, new_code_hash = excluded.new_code_hash, new_confirmed_at = null,
      old_link_hash = excluded.old_link_hash, old_code_hash = excluded.old_code_hash, old_confirmed_at = null,
      asked_at = excluded.asked_at, expires_at = excluded.expires_at, attempts = 0,
      asked_count = case when email_change.counted_from <= ${since} then 1 else email_change.asked_count + 1 end,
      counted_from = case when email_change.counted_from <= ${since} then excluded.counted_from else email_change.counted_from end
    where email_change.asked_at <= ${again}
      and (email_change.counted_from <= ${since} or email_change.asked_count < ${limit.most})
    returning member_id`.execute(trx)
  return rows.length === 1
}

/** The change that this session waits for; null when there is none, or it is over. */
export async function findEmailChange(db: Db, { memberId, sessionHash, now }: Whose): Promise<PendingChange | null> {
  const row = await db
    .selectFrom('email_change')
    .select(['new_email', 'new_confirmed_at', 'old_confirmed_at', 'attempts'])
    .where('member_id', '=', memberId)
    .where('session_hash', '=', sessionHash)
    .where('expires_at', '>', now.toISOString())
    .where('attempts', '<', mostAttempts)
    .executeTakeFirst()
  return row ? asPending(row) : null
}

/** The address a member has asked for last, as long as that is kept. */
export async function findAskedEmail(db: Db, memberId: number): Promise<string | null> {
  const row = await db.selectFrom('email_change').select('new_email').where('member_id', '=', memberId).executeTakeFirst()
  return row?.new_email ?? null
}

/** Which side a mail's link belongs to, and the session that asked for it; null once it can't be used any more. */
export async function findEmailChangeLink(
  db: Db,
  linkHash: string,
  now: Date,
): Promise<{ side: Side; memberId: number; sessionHash: string } | null> {
  const row = await db
    .selectFrom('email_change')
    .select(['member_id', 'session_hash', 'new_link_hash'])
    .where((eb) => eb.or([eb('new_link_hash', '=', linkHash), eb('old_link_hash', '=', linkHash)]))
    .where('expires_at', '>', now.toISOString())
    .where('attempts', '<', mostAttempts)
    .executeTakeFirst()
  return row
    ? { side: row.new_link_hash === linkHash ? 'new' : 'old', memberId: row.member_id, sessionHash: row.session_hash }
    : null
}

/** Confirms one side with its code, and says whether that was it. A wrong one is counted in the same statement. */
export async function confirmSideByCode(
  trx: Trx,
  { side, codeHash, ...whose }: Whose & { side: Side; codeHash: string },
): Promise<boolean> {
  const isRight = sql`${sql.ref(`${side}_code_hash`)} = ${codeHash}`
  const row = await confirmSide(trx, whose, {
    side,
    isRight,
    cost: sql`case when ${isRight} then 0 else 1 end`,
    only: sql`1 = 1`,
  })
  return row?.is_right === 1
}

/** Confirms the side whose mail had this link. Null: the change is over, or has no such link. */
export async function confirmSideByLink(
  trx: Trx,
  { side, linkHash, ...whose }: Whose & { side: Side; linkHash: string },
): Promise<PendingChange | null> {
  const isRight = sql`${sql.ref(`${side}_link_hash`)} = ${linkHash}`
  const row = await confirmSide(trx, whose, { side, isRight, cost: sql`0`, only: isRight })
  return row && asPending(row)
}

/** Ends a change that both sides have confirmed, and gives the new address; null when one hasn't. Once, however many ask. */
export async function takeConfirmedChange(trx: Trx, memberId: number): Promise<string | null> {
  const row = await trx
    .deleteFrom('email_change')
    .where('member_id', '=', memberId)
    .where('new_confirmed_at', 'is not', null)
    .where('old_confirmed_at', 'is not', null)
    .returning('new_email')
    .executeTakeFirst()
  return row?.new_email ?? null
}

/** Ends whatever change a member has asked for. */
export async function deleteEmailChange(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('email_change').where('member_id', '=', memberId).execute()
}

/** Deletes the changes that were last asked for before then, and so count for no limit any more. */
export async function pruneEmailChanges(db: Db, before: Date): Promise<void> {
  const moment = before.toISOString()
  await db.deleteFrom('email_change').where('asked_at', '<', moment).where('counted_from', '<', moment).execute()
}

type Sql = RawBuilder<unknown>
type Row = { new_email: string; new_confirmed_at: string | null; old_confirmed_at: string | null; attempts: number }

async function confirmSide(
  trx: Trx,
  { memberId, sessionHash, now }: Whose,
  { side, isRight, cost, only }: { side: Side; isRight: Sql; cost: Sql; only: Sql },
): Promise<(Row & { is_right: number }) | null> {
  const [at, column] = [now.toISOString(), sql.ref(`${side}_confirmed_at`)]
  const { rows } = await sql<Row & { is_right: number }>`update email_change set attempts = attempts + ${cost},
      ${column} = case when ${isRight} then coalesce(${column}, ${at}) else ${column} end
    where member_id = ${memberId} and session_hash = ${sessionHash} and expires_at > ${at} and attempts < ${mostAttempts} and ${only}
    returning new_email, new_confirmed_at, old_confirmed_at, attempts, case when ${isRight} then 1 else 0 end as is_right`.execute(
    trx,
  )
  return rows[0] ?? null
}

function asPending({ new_email, new_confirmed_at, old_confirmed_at, attempts }: Row): PendingChange {
  const confirmed = { new: new_confirmed_at !== null, old: old_confirmed_at !== null }
  return { newEmail: new_email, confirmed, left: mostAttempts - attempts }
}
