import { sql } from 'kysely'
import type { Db, Trx } from './schema.ts'

/** How many wrong codes end a sign-in. */
const mostAttempts = 5

/** A sign-in as it is asked for. Of its three secrets only the hashes come this far; `next` is a path of this site. */
export type SignIn = {
  email: string
  flowHash: string
  linkHash: string
  codeHash: string
  next: string
  askedAt: Date
  expiresAt: Date
}

/** How often one address may be asked for: not again before `again`, and `most` times since `since` with nobody signing in. */
export type AskLimit = { again: Date; since: Date; most: number }

/** What a try with a code came to: the address it proved, or how many attempts are left. */
export type CodeTried = { kind: 'redeemed'; email: string; next: string } | { kind: 'wrong'; left: number }

/**
 * Asks for a sign-in in the place of whatever was asked for this address before, and says whether the limit allowed it. Over the limit one
 * is still allowed when the last was before `slow`: strangers who ask and ask must not lock the owner out.
 * One statement: of any number that come at once one is allowed.
 */
export async function saveSignIn(trx: Trx, signIn: SignIn, limit: AskLimit & { slow: Date }): Promise<boolean> {
  const { email, flowHash, linkHash, codeHash, next, askedAt, expiresAt } = signIn
  const [now, again, since, slow] = [askedAt, limit.again, limit.since, limit.slow].map((date) => date.toISOString())
  const { rows } = await sql`insert into sign_in
      (email, flow_hash, link_hash, code_hash, next, asked_at, expires_at, attempts, used_at, asked_count, counted_from)
    values (${email}, ${flowHash}, ${linkHash}, ${codeHash}, ${next}, ${now}, ${expiresAt.toISOString()}, 0, null, 1, ${now})
    on conflict (email) do update set
      flow_hash = excluded.flow_hash, link_hash = excluded.link_hash, code_hash = excluded.code_hash, next = excluded.next,
      asked_at = excluded.asked_at, expires_at = excluded.expires_at, attempts = 0, used_at = null,
      asked_count = case when sign_in.counted_from <= ${since} then 1 else sign_in.asked_count + 1 end,
      counted_from = case when sign_in.counted_from <= ${since} then excluded.counted_from else sign_in.counted_from end
    where (sign_in.asked_at <= ${again} or sign_in.used_at is not null)
      and (sign_in.counted_from <= ${since} or sign_in.asked_count < ${limit.most} or sign_in.asked_at <= ${slow})
    returning email`.execute(trx)
  return rows.length === 1
}

/**
 * Tries a code on the sign-in of this flow. Right or wrong it is counted in the same statement, so that guesses that come at once
 * are all counted, and the right code serves once. Null: there is no such sign-in, or it is used, too old, or tried too often.
 */
export async function tryCode(trx: Trx, tried: { flowHash: string; codeHash: string; now: Date }): Promise<CodeTried | null> {
  const { flowHash, codeHash } = tried
  const now = tried.now.toISOString()
  const { rows } = await sql<{ attempts: number; used_at: string | null; email: string; next: string }>`update sign_in set
      attempts = attempts + 1,
      used_at = case when code_hash = ${codeHash} then ${now} end,
      asked_count = case when code_hash = ${codeHash} then 0 else asked_count end
    where flow_hash = ${flowHash} and used_at is null and expires_at > ${now} and attempts < ${mostAttempts}
    returning attempts, used_at, email, next`.execute(trx)
  const [row] = rows
  if (!row) return null
  if (row.used_at !== null) return { kind: 'redeemed', email: row.email, next: row.next }
  return { kind: 'wrong', left: mostAttempts - row.attempts }
}

/** Redeems the link of this flow's sign-in, once. Null: it isn't that flow's, or is used, too old, or ended by wrong codes. */
export async function redeemLink(
  trx: Trx,
  { flowHash, linkHash, now }: { flowHash: string; linkHash: string; now: Date },
): Promise<{ email: string; next: string } | null> {
  const row = await trx
    .updateTable('sign_in')
    .set({ used_at: now.toISOString(), asked_count: 0 })
    .where('flow_hash', '=', flowHash)
    .where('link_hash', '=', linkHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .where('attempts', '<', mostAttempts)
    .returning(['email', 'next'])
    .executeTakeFirst()
  return row ?? null
}

/** The sign-in that a flow, or a mail's link, still belongs to; null once it can't be used any more. */
export async function findSignIn(
  db: Db,
  by: { flowHash: string } | { linkHash: string },
  now: Date,
): Promise<{ email: string; flowHash: string; left: number } | null> {
  const row = await db
    .selectFrom('sign_in')
    .select(['email', 'flow_hash', 'attempts'])
    .where((eb) => ('flowHash' in by ? eb('flow_hash', '=', by.flowHash) : eb('link_hash', '=', by.linkHash)))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .where('attempts', '<', mostAttempts)
    .executeTakeFirst()
  return row ? { email: row.email, flowHash: row.flow_hash, left: mostAttempts - row.attempts } : null
}

/** Ends whatever sign-in was asked for this address. */
export async function deleteSignIn(trx: Trx, email: string): Promise<void> {
  await trx.deleteFrom('sign_in').where('email', '=', email).execute()
}

/** Deletes sign-ins that were last asked for before then, and so count for no limit any more. */
export async function pruneSignIns(db: Db, before: Date): Promise<void> {
  const moment = before.toISOString()
  await db.deleteFrom('sign_in').where('asked_at', '<', moment).where('counted_from', '<', moment).execute()
}
