import type { Db, Trx } from './schema.ts'

/** What a member was asked to pay. `total` is in the currency's smallest unit; `url` is where the paper itself can be seen. */
export type Invoice = {
  id: number
  memberId: number
  subscriptionId: number | null
  /** The number in the magazine's books, or Stripe's. */
  number: string
  total: number
  currency: string
  issuedAt: Date
  paidAt: Date | null
  url: string | null
  stripeId: string | null
}

/**
 * Saves an invoice and gives its id. One of Stripe's replaces what was saved of it; one by hand whose number another one by hand has
 * is not saved, and then it is null.
 */
export async function saveInvoice(trx: Trx, invoice: Omit<Invoice, 'id'>): Promise<number | null> {
  const { stripe_id, ...values } = asRow(invoice)
  const inserted = trx.insertInto('invoice').values({ ...values, stripe_id })
  const row = await (stripe_id === null
    ? inserted.onConflict((conflict) => conflict.doNothing())
    : inserted.onConflict((conflict) => conflict.column('stripe_id').doUpdateSet(values))
  )
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A member's invoices, the newest first. */
export async function listInvoicesOf(db: Db, memberId: number): Promise<Invoice[]> {
  const rows = await db
    .selectFrom('invoice')
    .select(['id', 'member_id', 'subscription_id', 'number', 'total', 'currency', 'issued_at', 'paid_at', 'url', 'stripe_id'])
    .where('member_id', '=', memberId)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    subscriptionId: row.subscription_id,
    number: row.number,
    total: row.total,
    currency: row.currency,
    issuedAt: new Date(row.issued_at),
    paidAt: row.paid_at === null ? null : new Date(row.paid_at),
    url: row.url,
    stripeId: row.stripe_id,
  }))
}

/** Deletes a member's invoices. The magazine's books are elsewhere. */
export async function deleteInvoicesOf(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('invoice').where('member_id', '=', memberId).execute()
}

function asRow({ memberId, subscriptionId, number, total, currency, issuedAt, paidAt, url, stripeId }: Omit<Invoice, 'id'>) {
  return {
    member_id: memberId,
    subscription_id: subscriptionId,
    number,
    total,
    currency,
    issued_at: issuedAt.toISOString(),
    paid_at: paidAt?.toISOString() ?? null,
    url,
    stripe_id: stripeId,
  }
}
