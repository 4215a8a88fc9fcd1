import type { Db, Trx } from './schema.ts'

/** Begins a look at a subscription and gives its number, higher than that of any look that began before. */
export async function beginLook(db: Db, subscription: string): Promise<number> {
  const row = await db
    .insertInto('stripe_look')
    .values({ subscription, number: 1 })
    .onConflict((conflict) => conflict.column('subscription').doUpdateSet((eb) => ({ number: eb('stripe_look.number', '+', 1) })))
    .returning('number')
    .executeTakeFirstOrThrow()
  return row.number
}

/**
 * Whether no other look has begun since this one. What is written afterwards in the same transaction can't be overtaken: a look that
 * begins meanwhile waits for the row.
 */
export async function isNewestLook(trx: Trx, subscription: string, number: number): Promise<boolean> {
  const result = await trx
    .updateTable('stripe_look')
    .set({ number })
    .where('subscription', '=', subscription)
    .where('number', '=', number)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
