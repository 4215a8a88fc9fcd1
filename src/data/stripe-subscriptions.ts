import type { Db } from './schema.ts'

/** The ids at Stripe of the subscriptions that haven't ended as far as we know, in their order, a page at a time. */
export async function listRunningStripeIds(db: Db, { after, limit }: { after: string; limit: number }): Promise<string[]> {
  const rows = await db
    .selectFrom('subscription')
    .select('stripe_id')
    .where('stripe_id', '>', after)
    .where('status', '<>', 'ended')
    .orderBy('stripe_id')
    .limit(limit)
    .execute()
  return rows.flatMap((row) => row.stripe_id ?? [])
}

/** Whether all these invoices of Stripe's are known here, and known as paid where they are. */
export async function hasInvoices(db: Db, invoices: readonly { id: string; paidAt: Date | null }[]): Promise<boolean> {
  if (invoices.length === 0) return true
  const ids = invoices.map(({ id }) => id)
  const rows = await db.selectFrom('invoice').select(['stripe_id', 'paid_at']).where('stripe_id', 'in', ids).execute()
  const paidAt = new Map(rows.map((row) => [row.stripe_id, row.paid_at]))
  return invoices.every((invoice) => paidAt.get(invoice.id) === (invoice.paidAt?.toISOString() ?? null))
}
