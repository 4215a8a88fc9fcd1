import type { Db, Trx } from './schema.ts'

/** Somebody of the staff who waits to be let in. `sessionHash` is the session that waits, `number` what stands on its page. */
export type DeskApproval = {
  memberId: number
  sessionHash: string
  number: string
  askedAt: Date
  expiresAt: Date
  approvedBy: number | null
}

/** How many numbers may be typed for one that asks. */
const mostNumbers = 5

/** Has one session of a member wait, in place of any that did. */
export async function saveApproval(trx: Trx, approval: Omit<DeskApproval, 'approvedBy'>): Promise<void> {
  const { memberId, sessionHash, number, askedAt, expiresAt } = approval
  const row = {
    session_hash: sessionHash,
    number,
    asked_at: askedAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    attempts: 0,
    approved_by: null,
  }
  await trx
    .insertInto('desk_approval')
    .values({ member_id: memberId, ...row })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(row))
    .execute()
}

/** Which session of a member waits; null when none does, or it has taken too long. */
export async function findApproval(db: Db, memberId: number, now: Date): Promise<DeskApproval | null> {
  const row = await waiting(db, now).where('member_id', '=', memberId).executeTakeFirst()
  return row ? asApproval(row) : null
}

/** Everybody who waits and hasn't been let in, whoever asked first first. */
export async function listApprovals(db: Db, now: Date): Promise<DeskApproval[]> {
  const rows = await waiting(db, now)
    .where('approved_by', 'is', null)
    .where('attempts', '<', mostNumbers)
    .orderBy('asked_at')
    .orderBy('member_id')
    .execute()
  return rows.map(asApproval)
}

/**
 * Counts a number that was typed for somebody who waits, and lets them in when it is theirs: one statement, so that nobody tries more
 * numbers than there may be. Null when nobody waits by that id, or too many were tried.
 */
export async function tryNumber(
  trx: Trx,
  { memberId, number, by, now }: { memberId: number; number: string; by: number; now: Date },
): Promise<'right' | 'wrong' | null> {
  const row = await trx
    .updateTable('desk_approval')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      approved_by: eb.case().when('number', '=', number).then(by).else(null).end(),
    }))
    .where('member_id', '=', memberId)
    .where('approved_by', 'is', null)
    .where('attempts', '<', mostNumbers)
    .where('expires_at', '>', now.toISOString())
    .returning('approved_by')
    .executeTakeFirst()
  return row ? (row.approved_by === null ? 'wrong' : 'right') : null
}

/** Uses an approval up; null when this very session wasn't let in, or took too long. Gives who let it in. */
export async function takeApproval(
  trx: Trx,
  { memberId, sessionHash, now }: { memberId: number; sessionHash: string; now: Date },
): Promise<number | null> {
  const row = await trx
    .deleteFrom('desk_approval')
    .where('member_id', '=', memberId)
    .where('session_hash', '=', sessionHash)
    .where('approved_by', 'is not', null)
    .where('expires_at', '>', now.toISOString())
    .returning('approved_by')
    .executeTakeFirst()
  return row?.approved_by ?? null
}

/** Ends what a member was waiting for. */
export async function deleteApproval(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('desk_approval').where('member_id', '=', memberId).execute()
}

function waiting(db: Db, now: Date) {
  return db
    .selectFrom('desk_approval')
    .select(['member_id', 'session_hash', 'number', 'asked_at', 'expires_at', 'approved_by'])
    .where('expires_at', '>', now.toISOString())
}

type Row = Awaited<ReturnType<ReturnType<typeof waiting>['executeTakeFirstOrThrow']>>

function asApproval(row: Row): DeskApproval {
  return {
    memberId: row.member_id,
    sessionHash: row.session_hash,
    number: row.number,
    askedAt: new Date(row.asked_at),
    expiresAt: new Date(row.expires_at),
    approvedBy: row.approved_by,
  }
}
