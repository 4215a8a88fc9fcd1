import type { Proof } from '../domain/proof.ts'
import type { Opens } from '../domain/subscription.ts'
import { constantSql } from './constant-sql.ts'
import type { Db, Engine, Trx } from './schema.ts'

/** A session that is good, with its member. */
export type FoundSession = {
  /** `opens` is what the member may read beyond the allowance; null for one who has no more than that. */
  member: { id: number; email: string; name: string; keepsHistory: boolean; opens: Opens | null }
  createdAt: Date
  seenAt: Date
  /** By what its member showed who they were when it began. */
  proof: Proof
}

/** A session as its member sees it. `id` is the beginning of the token's hash, from which nothing can be made. */
export type ListedSession = { id: string; device: string; createdAt: Date; seenAt: Date }

/** The SQL that every page for members begins with, as SQLite reads it. */
export const sessionStatements = {
  findSession: `select member.id, member.email, member.name, member.keeps_history, session.created_at, session.seen_at, session.proof,
      (select min(opens) from access_grant where member_id = member.id and from_at <= ?2 and (until_at is null or until_at > ?2)) as opens
    from session join member on member.id = session.member_id where session.token_hash = ?1 and session.expires_at > ?2`,
} as const

/** The statement as the engine reads it. */
export function sessionStatement(engine: Engine, name: keyof typeof sessionStatements): string {
  return textOf(engine, name)
}

/** Who is signed in with this token; null when nobody is, or no longer. */
export async function findSessionByHash(db: Db, tokenHash: string, now: Date): Promise<FoundSession | null> {
  const { rows } = await run<SessionRow>(db, 'findSession', [tokenHash, now.toISOString()])
  const [row] = rows
  if (!row) return null
  const { id, email, name, keeps_history, created_at, seen_at, proof, opens } = row
  return {
    member: { id, email, name, keepsHistory: keeps_history === 1, opens },
    createdAt: new Date(created_at),
    seenAt: new Date(seen_at),
    proof,
  }
}

export async function saveSession(
  trx: Trx,
  session: { tokenHash: string; memberId: number; now: Date; expiresAt: Date; device: string; proof: Proof },
): Promise<void> {
  const now = session.now.toISOString()
  await trx
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      member_id: session.memberId,
      created_at: now,
      seen_at: now,
      expires_at: session.expiresAt.toISOString(),
      device: session.device,
      proof: session.proof,
    })
    .execute()
}

/** Writes down that a session was seen and lets it last longer; false when another request has done so, or it was ended. */
export async function renewSession(
  db: Db,
  { tokenHash, seenBefore, now, expiresAt }: { tokenHash: string; seenBefore: Date; now: Date; expiresAt: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('session')
    .set({ seen_at: now.toISOString(), expires_at: expiresAt.toISOString() })
    .where('token_hash', '=', tokenHash)
    .where('seen_at', '<=', seenBefore.toISOString())
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Where a member is signed in, the one seen last first. */
export async function listSessionsOf(db: Db, memberId: number, now: Date): Promise<ListedSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['token_hash', 'device', 'created_at', 'seen_at'])
    .where('member_id', '=', memberId)
    .where('expires_at', '>', now.toISOString())
    .orderBy('seen_at', 'desc')
    .orderBy('token_hash')
    .execute()
  return rows.map((row) => ({
    id: sessionId(row.token_hash),
    device: row.device,
    createdAt: new Date(row.created_at),
    seenAt: new Date(row.seen_at),
  }))
}

/** The name a session has in the list: the first 16 characters of the hash. */
export function sessionId(tokenHash: string): string {
  return tokenHash.slice(0, 16)
}

/** Ends the session with this token. */
export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
}

/** Ends one of a member's own sessions by its id in the list; false when they have none of that id. */
export async function deleteSessionOf(db: Db, memberId: number, id: string): Promise<boolean> {
  if (!/^[\w-]{16}$/.test(id)) return false
  const result = await db
    .deleteFrom('session')
    .where('member_id', '=', memberId)
    .where((eb) => eb(eb.fn<string>('substr', ['token_hash', eb.lit(1), eb.lit(16)]), '=', id))
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends every session of a member. */
export async function deleteSessionsOf(db: Db, memberId: number): Promise<void> {
  await db.deleteFrom('session').where('member_id', '=', memberId).execute()
}

/** Ends every session of a member but this one. */
export async function deleteOtherSessions(trx: Trx, memberId: number, tokenHash: string): Promise<void> {
  await trx.deleteFrom('session').where('member_id', '=', memberId).where('token_hash', '!=', tokenHash).execute()
}

/** Deletes the sessions that are over. */
export async function pruneSessions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', now.toISOString()).execute()
}

type SessionRow = {
  id: number
  email: string
  name: string
  keeps_history: number
  created_at: string
  seen_at: string
  proof: Proof
  opens: Opens | null
}

const { run, textOf } = constantSql(sessionStatements)
