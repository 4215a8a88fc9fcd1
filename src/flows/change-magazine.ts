import { beginGeneration } from '../data/generations.ts'
import type { Db, Trx } from '../data/schema.ts'
import { type Change, commitIf } from './commit-if.ts'

/**
 * Changes the magazine in one transaction that no other change can cross. What throws or turns out to change nothing is rolled back,
 * even the number of the new generation, so that nobody drops what they had finished for it.
 */
export async function changeMagazine<T>(db: Db, change: (trx: Trx) => Promise<Change<T>>): Promise<T> {
  return commitIf(db, async (trx) => {
    await beginGeneration(trx)
    return change(trx)
  })
}
