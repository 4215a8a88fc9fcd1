import type { Db, Trx } from './schema.ts'

/**
 * Says that what is published or set has changed, so that every process drops what it had finished.
 * It comes first in a transaction that changes the magazine: the row it takes keeps two of them from crossing.
 */
export async function beginGeneration(trx: Trx): Promise<void> {
  await trx
    .updateTable('generation')
    .set((eb) => ({ number: eb('number', '+', 1) }))
    .where('id', '=', 1)
    .execute()
}

/** The number of the present generation; a different one means something has changed since. */
export async function loadGeneration(db: Db): Promise<number> {
  const row = await db.selectFrom('generation').select('number').where('id', '=', 1).executeTakeFirstOrThrow()
  return row.number
}
