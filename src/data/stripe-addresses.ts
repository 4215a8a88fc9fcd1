import type { Db, Trx } from './schema.ts'

/** A new address of a member's, taken for an attempt to tell Stripe. `askedAt` and `attempt` are those of no other attempt. */
export type AddressToTell = { email: string; askedAt: string; attempt: number }

/**
 * Writes down that Stripe is to be told the address a member has now, in the transaction that gives it to them; nothing for one who is no
 * customer there. It takes the place of one that wasn't told yet, and waits where an attempt is under way: two at once could come to
 * Stripe in the wrong order.
 */
export async function saveNewAddress(trx: Trx, memberId: number, now: Date): Promise<void> {
  const at = now.toISOString()
  await trx
    .insertInto('stripe_address')
    .columns(['member_id', 'email', 'asked_at', 'attempts', 'next_attempt_at'])
    .expression((eb) =>
      eb
        .selectFrom('member')
        .innerJoin('stripe_customer', 'stripe_customer.member_id', 'member.id')
        .select(['member.id', 'member.email'])
        .select((row) => [row.val(at).as('asked_at'), row.lit(0).as('attempts'), row.val(at).as('next_attempt_at')])
        .where('member.id', '=', memberId),
    )
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet((eb) => ({ email: eb.ref('excluded.email') })))
    .execute()
}

/** The members whose turn it is. */
export async function listDueAddresses(db: Db, now: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('stripe_address')
    .select('member_id')
    .where('next_attempt_at', '<=', now.toISOString())
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.member_id)
}

/** Takes a member's for an attempt; null when another process has it. It is due again at `until`, should this one end meanwhile. */
export async function claimAddress(
  db: Db,
  memberId: number,
  { now, until }: { now: Date; until: Date },
): Promise<AddressToTell | null> {
  const row = await db
    .updateTable('stripe_address')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: until.toISOString() }))
    .where('member_id', '=', memberId)
    .where('next_attempt_at', '<=', now.toISOString())
    .returning(['email', 'asked_at', 'attempts'])
    .executeTakeFirst()
  return row ? { email: row.email, askedAt: row.asked_at, attempt: row.attempts } : null
}

/** Writes down that this address is told, or can't be to anybody. Where the member has another by now, that one is due at once. */
export async function saveTold(db: Db, { memberId, email }: { memberId: number; email: string }, now: Date): Promise<void> {
  const told = await db
    .deleteFrom('stripe_address')
    .where('member_id', '=', memberId)
    .where('email', '=', email)
    .executeTakeFirst()
  if (told.numDeletedRows > 0n) return
  await db.updateTable('stripe_address').set({ next_attempt_at: now.toISOString() }).where('member_id', '=', memberId).execute()
}

/** Writes down why an attempt failed, and when the next is due. */
export async function saveUntold(db: Db, memberId: number, { retryAt, error }: { retryAt: Date; error: string }): Promise<void> {
  await db
    .updateTable('stripe_address')
    .set({ next_attempt_at: retryAt.toISOString(), error })
    .where('member_id', '=', memberId)
    .execute()
}

/** How many members' addresses Stripe hasn't taken, since when the longest, and why not; `error` is null before anybody has tried. */
export type UntoldAddresses = { count: number; since: Date; error: string | null }

/** See `UntoldAddresses`; null when there is none. */
export async function findUntoldAddresses(db: Db): Promise<UntoldAddresses | null> {
  const all = db.selectFrom('stripe_address')
  const oldest = await all.select(['asked_at', 'error']).orderBy('asked_at').limit(1).executeTakeFirst()
  if (!oldest) return null
  const { count } = await all.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return { count: Number(count), since: new Date(oldest.asked_at), error: oldest.error }
}

/** Forgets what Stripe was to be told of a member, who is being deleted. */
export async function deleteAddressOf(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('stripe_address').where('member_id', '=', memberId).execute()
}
