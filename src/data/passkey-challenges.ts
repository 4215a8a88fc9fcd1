import type { Db, Trx } from './schema.ts'

/** What a challenge is for: adding a passkey to a member, or signing in with one, when nobody knows yet whose it will be. */
export type ChallengeFor = { kind: 'add'; memberId: number } | { kind: 'sign-in' }

/** A challenge as it is kept: its hash, and the hash of what binds it to one browser. */
export type KeptChallenge = { hash: string; boundHash: string; purpose: ChallengeFor }

export async function saveChallenge(db: Db, { hash, boundHash, purpose }: KeptChallenge, expiresAt: Date): Promise<void> {
  const memberId = purpose.kind === 'add' ? purpose.memberId : null
  await db
    .insertInto('passkey_challenge')
    .values({ hash, kind: purpose.kind, member_id: memberId, bound_hash: boundHash, expires_at: expiresAt.toISOString() })
    .execute()
}

/** Uses a challenge up; false when there is none like it, for this purpose and this browser, or its time is over. Of any number at once one is true. */
export async function redeemChallenge(db: Db, { hash, boundHash, purpose }: KeptChallenge, now: Date): Promise<boolean> {
  const memberId = purpose.kind === 'add' ? purpose.memberId : null
  const result = await db
    .deleteFrom('passkey_challenge')
    .where('hash', '=', hash)
    .where('kind', '=', purpose.kind)
    .where('bound_hash', '=', boundHash)
    .where('expires_at', '>', now.toISOString())
    .where((eb) => (memberId === null ? eb('member_id', 'is', null) : eb('member_id', '=', memberId)))
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Deletes the challenges that a member could still answer to add a passkey. */
export async function deleteChallengesOf(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('passkey_challenge').where('member_id', '=', memberId).execute()
}

/** Deletes the challenges that nobody can answer any more. */
export async function pruneChallenges(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('passkey_challenge').where('expires_at', '<=', now.toISOString()).execute()
}
