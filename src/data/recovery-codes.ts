import type { Db, Trx } from './schema.ts'

/** Who made a code: its person, or whoever looks after the machine. */
export type CodeMaker = 'member' | 'console'

/** Keeps new codes by their hashes, in place of all that were made in the same way for this member. */
export async function saveCodes(
  trx: Trx,
  codes: { memberId: number; madeBy: CodeMaker; hashes: readonly string[]; now: Date; expiresAt: Date | null },
): Promise<void> {
  const { memberId, madeBy, hashes, now, expiresAt } = codes
  await trx.deleteFrom('recovery_code').where('member_id', '=', memberId).where('made_by', '=', madeBy).execute()
  const rest = {
    member_id: memberId,
    made_by: madeBy,
    made_at: now.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
    used_at: null,
  }
  await trx
    .insertInto('recovery_code')
    .values(hashes.map((hash) => ({ code_hash: hash, ...rest })))
    .execute()
}

/** Uses a member's code up; false when they have none like it, or it was used, or its time is over. Of any number at once one is true. */
export async function takeCode(
  trx: Trx,
  { memberId, codeHash, now }: { memberId: number; codeHash: string; now: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable('recovery_code')
    .set({ used_at: now.toISOString() })
    .where('code_hash', '=', codeHash)
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now.toISOString())]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** How many of the codes a member made themselves are left; null when they never made any. */
export async function countCodes(db: Db, memberId: number): Promise<number | null> {
  const rows = await db
    .selectFrom('recovery_code')
    .select('used_at')
    .where('member_id', '=', memberId)
    .where('made_by', '=', 'member')
    .execute()
  return rows.length === 0 ? null : rows.filter(({ used_at }) => used_at === null).length
}

/** Deletes all codes of a member. */
export async function deleteCodesOf(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('recovery_code').where('member_id', '=', memberId).execute()
}
