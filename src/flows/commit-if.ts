import type { Db, Trx } from '../data/schema.ts'

/** What a change came to; `changed: false` keeps nothing of it. */
export type Change<T> = { changed: boolean; result: T }

/** What came of a change that is kept. */
export function changed<T>(result: T): Change<T> {
  return { changed: true, result }
}

/** What came of one of which nothing is kept. */
export function unchanged<T>(result: T): Change<T> {
  return { changed: false, result }
}

/** Runs a change in one transaction; what throws or turns out to change nothing is rolled back. */
export async function commitIf<T>(db: Db, change: (trx: Trx) => Promise<Change<T>>): Promise<T> {
  const trx = await db.startTransaction().execute()
  try {
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
