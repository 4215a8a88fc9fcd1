import type { Db, Trx } from './schema.ts'

/** What Stripe calls a member; null for one who never was at its checkout. */
export async function findCustomerOf(db: Db, memberId: number): Promise<string | null> {
  const row = await db.selectFrom('stripe_customer').select('customer').where('member_id', '=', memberId).executeTakeFirst()
  return row?.customer ?? null
}

/** The member whom Stripe calls so. */
export async function findMemberOf(db: Db, customer: string): Promise<number | null> {
  const row = await db.selectFrom('stripe_customer').select('member_id').where('customer', '=', customer).executeTakeFirst()
  return row?.member_id ?? null
}

/** Writes down what Stripe calls a member, unless that is known already; the name that holds is given. */
export async function saveCustomer(db: Db, memberId: number, customer: string): Promise<string> {
  const row = await db
    .insertInto('stripe_customer')
    .values({ member_id: memberId, customer })
    // Not `do nothing`, which gives no row back.
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet((eb) => ({ member_id: eb.ref('excluded.member_id') })))
    .returning('customer')
    .executeTakeFirstOrThrow()
  return row.customer
}

/** Forgets a customer that is gone at Stripe, so that the member becomes a new one when they come back. */
export async function deleteCustomer(db: Db, customer: string): Promise<void> {
  await db.deleteFrom('stripe_customer').where('customer', '=', customer).execute()
}

/** Forgets what Stripe calls a member, and a checkout under way. */
export async function deleteCustomerOf(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('stripe_checkout').where('member_id', '=', memberId).execute()
  await trx.deleteFrom('stripe_customer').where('member_id', '=', memberId).execute()
}
