import type { Db, Trx } from './schema.ts'

/** Keeps the hash of the console's code in place of any before; false when the magazine has an owner, who needs none. */
export async function saveFirstCode(trx: Trx, { codeHash, expiresAt }: { codeHash: string; expiresAt: Date }): Promise<boolean> {
  const owner = await trx.selectFrom('staff').select('member_id').where('role', '=', 'owner').limit(1).executeTakeFirst()
  if (owner) {
    await trx.deleteFrom('first_owner').execute()
    return false
  }
  const row = { code_hash: codeHash, expires_at: expiresAt.toISOString() }
  // Processes may start at once: the last of them has printed the link that is good.
  await trx
    .insertInto('first_owner')
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  return true
}

/** Whether a code is good. Looking changes nothing. */
export async function findFirstCode(db: Db, codeHash: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('first_owner')
    .select('id')
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return row !== undefined
}

/** Uses a code up; false when it isn't good, or the magazine has an owner. */
export async function takeFirstCode(trx: Trx, codeHash: string, now: Date): Promise<boolean> {
  const result = await trx
    .deleteFrom('first_owner')
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now.toISOString())
    .where((eb) => eb.not(eb.exists(eb.selectFrom('staff').select('member_id').where('role', '=', 'owner'))))
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
