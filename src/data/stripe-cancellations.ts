import type { Db, Trx } from './schema.ts'

/** Writes down that everything of a customer is to be cancelled, in the transaction that deletes whose customer it was. */
export async function saveCancellation(trx: Trx, customer: string, now: Date): Promise<void> {
  const at = now.toISOString()
  await trx
    .insertInto('stripe_cancellation')
    .values({ customer, asked_at: at, attempts: 0, next_attempt_at: at, error: null })
    .onConflict((conflict) => conflict.column('customer').doNothing())
    .execute()
}

/** The same once more for a customer whom it was done for, and who has begun something since; false for any other customer. */
export async function renewCancellation(db: Db, customer: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('stripe_cancellation')
    .set({ next_attempt_at: now.toISOString() })
    .where('customer', '=', customer)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The customers whose turn it is. */
export async function listDueCancellations(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('stripe_cancellation')
    .select('customer')
    .where('next_attempt_at', '<=', now.toISOString())
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.customer)
}

/** Takes one for an attempt and gives its number; null when another process has it. It is due again at `until`. */
export async function claimCancellation(
  db: Db,
  customer: string,
  { now, until }: { now: Date; until: Date },
): Promise<number | null> {
  const row = await db
    .updateTable('stripe_cancellation')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: until.toISOString() }))
    .where('customer', '=', customer)
    .where('next_attempt_at', '<=', now.toISOString())
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts ?? null
}

/** Writes down how an attempt went: `retryAt` null when everything is cancelled. */
export async function saveAttempt(
  db: Db,
  customer: string,
  { retryAt, error }: { retryAt: Date | null; error: string | null },
): Promise<void> {
  await db
    .updateTable('stripe_cancellation')
    .set({ next_attempt_at: retryAt?.toISOString() ?? null, error })
    .where('customer', '=', customer)
    .execute()
}

/** How many are still to be done. */
export async function countCancellations(db: Db): Promise<number> {
  const row = await db
    .selectFrom('stripe_cancellation')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('next_attempt_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
