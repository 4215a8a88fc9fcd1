import { beginGeneration } from '../data/generations.ts'
import type { Db, Trx } from '../data/schema.ts'

/** What a change came to; `changed: false` keeps nothing of it, not even the number of a new generation. */
export type Change<T> = { changed: boolean; result: T }

/**
 * Changes the magazine in one transaction that no other change can cross. What throws or turns out to change nothing is rolled back,
 * so that nobody drops what they had finished for it.
 */
export async function changeMagazine<T>(db: Db, change: (trx: Trx) => Promise<Change<T>>): Promise<T> {
  const trx = await db.startTransaction().execute()
  try {
    await beginGeneration(trx)
    const { changed, result } = await change(trx)
    await (changed ? trx.commit() : trx.rollback()).execute()
    return result
  } catch (error) {
    if (!trx.isCommitted && !trx.isRolledBack) await rollBack(trx)
    throw error
  }
}

/** A full disk has ended the transaction already, and then there is nothing to roll back; what it was about is in the first error. */
async function rollBack(trx: { rollback: () => { execute: () => Promise<void> } }) {
  await trx
    .rollback()
    .execute()
    .catch(() => {})
}
