import type { Db, Trx } from './schema.ts'

/** Somebody with an account. `name` may be empty; `email` is in its normal form. */
export type Member = { id: number; email: string; name: string; keepsHistory: boolean; createdAt: Date }

/** The id of the member with this address, made now where there is none yet. */
export async function saveMember(trx: Trx, email: string, now: Date): Promise<number> {
  const row = await trx
    .insertInto('member')
    .values({ email, name: '', keeps_history: 1, created_at: now.toISOString() })
    // Not `do nothing`, which gives no row back: two that sign in at once are one member.
    .onConflict((conflict) => conflict.column('email').doUpdateSet((eb) => ({ email: eb.ref('excluded.email') })))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function findMember(db: Db, id: number): Promise<Member | null> {
  const row = await db
    .selectFrom('member')
    .select(['id', 'email', 'name', 'keeps_history', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { email, name, keeps_history, created_at } = row
  return { id: row.id, email, name, keepsHistory: keeps_history === 1, createdAt: new Date(created_at) }
}

/** The id of the member with this address, in its normal form; null where there is none. */
export async function findMemberId(db: Db, email: string): Promise<number | null> {
  const row = await db.selectFrom('member').select('id').where('email', '=', email).executeTakeFirst()
  return row?.id ?? null
}

/** Changes what members decide about themselves. */
export async function updateMember(
  db: Db,
  id: number,
  { name, keepsHistory }: Pick<Member, 'name' | 'keepsHistory'>,
): Promise<void> {
  await db
    .updateTable('member')
    .set({ name, keeps_history: keepsHistory ? 1 : 0 })
    .where('id', '=', id)
    .execute()
}

/** Changes what a member is called. */
export async function updateName(trx: Trx, id: number, name: string): Promise<void> {
  await trx.updateTable('member').set({ name }).where('id', '=', id).execute()
}

/** What members are called, by their id: their name, or their address while they have given none. Whoever has left isn't in it. */
export async function listNames(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('member')
    .select(['id', 'name', 'email'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name, email }) => [id, name || email]))
}

/**
 * Whether a member has this address still, and until the transaction is over: who changes it waits. To be asked before anything is given
 * to a member for their address.
 */
export async function keepsEmail(trx: Trx, id: number, email: string): Promise<boolean> {
  const member = trx.updateTable('member').set({ email }).where('id', '=', id).where('email', '=', email)
  return (await member.executeTakeFirst()).numUpdatedRows === 1n
}

/** Gives a member another address; false when somebody has it. */
export async function updateEmail(trx: Trx, id: number, email: string): Promise<boolean> {
  const result = await trx
    .updateTable('member')
    .set({ email })
    .where('id', '=', id)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('member as other').select('other.id').where('other.email', '=', email))))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Deletes a member, who must have no session left. */
export async function deleteMember(trx: Trx, id: number): Promise<void> {
  await trx.deleteFrom('member').where('id', '=', id).execute()
}

/** The next members after `after`, by id, who keep no history beyond the period. */
export async function listWithoutHistory(db: Db, { after, limit }: { after: number; limit: number }): Promise<number[]> {
  const rows = await db
    .selectFrom('member')
    .select('id')
    .where('keeps_history', '=', 0)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
