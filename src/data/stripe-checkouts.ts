import type { Db, Trx } from './schema.ts'

/** A member's checkout that is under way. `session` is null until Stripe has answered. */
export type Checkout = { memberId: number; price: string; startedAt: Date; session: string | null }

/**
 * The member's one checkout for this price: the one under way, or a new one where there is none, it is for another price, or it began
 * before `oldest`. However many ask at once get the same.
 */
export async function startCheckout(
  db: Db,
  { memberId, price }: Pick<Checkout, 'memberId' | 'price'>,
  { now, oldest }: { now: Date; oldest: Date },
): Promise<Checkout | null> {
  const fresh = { price, started_at: now.toISOString(), session: null }
  await db
    .insertInto('stripe_checkout')
    .values({ member_id: memberId, ...fresh })
    .onConflict((conflict) =>
      conflict
        .column('member_id')
        .doUpdateSet(fresh)
        .where((eb) =>
          eb.or([eb('stripe_checkout.price', '<>', price), eb('stripe_checkout.started_at', '<', oldest.toISOString())]),
        ),
    )
    .execute()
  return findCheckout(db, memberId)
}

/** The checkout that a member has under way. */
export async function findCheckout(db: Db, memberId: number): Promise<Checkout | null> {
  const row = await db
    .selectFrom('stripe_checkout')
    .select(['member_id', 'price', 'started_at', 'session'])
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return row ? { memberId, price: row.price, startedAt: new Date(row.started_at), session: row.session } : null
}

/** Writes down what Stripe calls a checkout; false when another has taken its place meanwhile. */
export async function saveSession(db: Db, { memberId, price, startedAt }: Checkout, session: string): Promise<boolean> {
  const result = await db
    .updateTable('stripe_checkout')
    .set({ session })
    .where('member_id', '=', memberId)
    .where('price', '=', price)
    .where('started_at', '=', startedAt.toISOString())
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Forgets a checkout, unless another has taken its place. */
export async function deleteCheckout(db: Db, { memberId, startedAt }: Pick<Checkout, 'memberId' | 'startedAt'>): Promise<void> {
  await db
    .deleteFrom('stripe_checkout')
    .where('member_id', '=', memberId)
    .where('started_at', '=', startedAt.toISOString())
    .execute()
}

/** Forgets what checkout a member has under way: it has led to a subscription. */
export async function deleteCheckoutOf(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('stripe_checkout').where('member_id', '=', memberId).execute()
}
