import { type Selectable, sql } from 'kysely'
import { accessWindow, type Opens, type SubscriptionTerms } from '../domain/subscription.ts'
import { deleteGrantsOf, saveGrant } from './access-grants.ts'
import type { Db, SubscriptionTable, Trx } from './schema.ts'

/** A member's subscription to a plan, running or not. `note` is the magazine's own, and never shown to the member. */
export type Subscription = SubscriptionTerms & {
  id: number
  memberId: number
  planId: number
  stripeId: string | null
  note: string
}

/** A new subscription has no id yet; one of Stripe's is known by its `stripeId`. */
export type SubscriptionToSave = Omit<Subscription, 'id'> & { id?: number }

/** What the magazine gives beyond the paid time, and the moment of saving. */
export type Saving = { graceDays: number; now: Date }

const columns = [
  'id',
  'member_id',
  'plan_id',
  'kind',
  'status',
  'starts_at',
  'paid_until',
  'cancels_at',
  'ended_at',
  'stripe_id',
  'note',
] as const

/**
 * Saves a subscription together with the access it gives, which is why `trx` has to be a transaction: the two never differ. One with
 * an id, or with a `stripeId` that is known, replaces what was saved of it. Gives its id.
 */
export async function saveSubscription(trx: Trx, subscription: SubscriptionToSave, { graceDays, now }: Saving): Promise<number> {
  const id = subscription.id ?? (await insertOrReplace(trx, subscription, now))
  if (subscription.id !== undefined) await replace(trx, id, subscription, now)
  const { memberId, planId } = subscription
  const { opens } = await trx.selectFrom('plan').select('opens').where('id', '=', planId).executeTakeFirstOrThrow()
  await saveAccess(trx, { id, memberId, opens, ...termsOf(subscription) }, graceDays)
  return id
}

/** Gives every subscription the access it has with these grace days: what is to be done whenever their number changes. */
export async function renewAccess(trx: Trx, { graceDays }: { graceDays: number }): Promise<void> {
  const rows = await trx
    .selectFrom('subscription')
    .innerJoin('plan', 'plan.id', 'subscription.plan_id')
    .select(columns.map((column) => `subscription.${column}` as const))
    .select('plan.opens')
    .execute()
  for (const { opens, ...row } of rows) await saveAccess(trx, { ...asSubscription(row), opens }, graceDays)
}

/** Writes down who gave a subscription, as in the audit log. */
export async function saveGiver(trx: Trx, id: number, by: string): Promise<void> {
  await trx.updateTable('subscription').set({ given_by: by }).where('id', '=', id).execute()
}

/** Writes down who ended one, or said until when it runs. */
export async function saveEnder(trx: Trx, id: number, by: string): Promise<void> {
  await trx.updateTable('subscription').set({ ended_by: by }).where('id', '=', id).execute()
}

/** All subscriptions of a member, the newest start first. */
export async function listSubscriptionsOf(db: Db, memberId: number): Promise<Subscription[]> {
  const rows = await db
    .selectFrom('subscription')
    .select(columns)
    .where('member_id', '=', memberId)
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(asSubscription)
}

export async function findSubscription(db: Db, id: number): Promise<Subscription | null> {
  const row = await db.selectFrom('subscription').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? asSubscription(row) : null
}

/** A subscription nobody else can change until the transaction is over: read it with this before changing it. */
export async function takeSubscription(trx: Trx, id: number, now: Date): Promise<Subscription | null> {
  const row = await trx
    .updateTable('subscription')
    .set({ updated_at: now.toISOString() })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst()
  return row ? asSubscription(row) : null
}

/** A subscription in a list of all, with whose and which plan it is and until when it gives access. */
export type ListedSubscription = Subscription & { email: string; plan: string; from: Date; until: Date | null }

/** The next subscriptions after `after`, by id; of one member where one is named. */
export async function listSubscriptions(
  db: Db,
  { after, limit, memberId = null }: { after: number; limit: number; memberId?: number | null },
): Promise<ListedSubscription[]> {
  const rows = await db
    .selectFrom('subscription')
    .innerJoin('member', 'member.id', 'subscription.member_id')
    .innerJoin('plan', 'plan.id', 'subscription.plan_id')
    .innerJoin('access_grant', (join) =>
      join
        .onRef('access_grant.member_id', '=', 'subscription.member_id')
        .on('access_grant.source', '=', sql<string>`'subscription:' || cast(subscription.id as text)`),
    )
    .select(columns.map((column) => `subscription.${column}` as const))
    .select(['member.email', 'plan.slug', 'access_grant.from_at', 'access_grant.until_at'])
    .where('subscription.id', '>', after)
    .$if(memberId !== null, (query) => query.where('subscription.member_id', '=', memberId ?? 0))
    .orderBy('subscription.id')
    .limit(limit)
    .execute()
  return rows.map(({ email, slug, from_at, until_at, ...row }) => ({
    ...asSubscription(row),
    email,
    plan: slug,
    from: new Date(from_at),
    until: until_at === null ? null : new Date(until_at),
  }))
}

/** The subscription that is this one at Stripe. */
export async function findSubscriptionByStripeId(db: Db, stripeId: string): Promise<Subscription | null> {
  const row = await db.selectFrom('subscription').select(columns).where('stripe_id', '=', stripeId).executeTakeFirst()
  return row ? asSubscription(row) : null
}

/** One of a member's subscriptions that has begun, by its id: of a member without access, one that is over. */
export async function findPastSubscription(db: Db, memberId: number, now: Date): Promise<number | null> {
  const row = await db
    .selectFrom('subscription')
    .select('id')
    .where('member_id', '=', memberId)
    .where('starts_at', '<=', now.toISOString())
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** How many subscriptions give access at this moment. */
export async function countRunning(db: Db, now: Date): Promise<number> {
  const at = now.toISOString()
  const { count } = await db
    .selectFrom('access_grant')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('source', 'like', 'subscription:%')
    .where('from_at', '<=', at)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', at)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Deletes the subscriptions of a member with the access they gave. Their invoices go first. */
export async function deleteSubscriptionsOf(trx: Trx, memberId: number): Promise<void> {
  for (const { id } of await listSubscriptionsOf(trx, memberId)) await deleteGrantsOf(trx, `subscription:${id}`)
  await trx.deleteFrom('subscription').where('member_id', '=', memberId).execute()
}

async function insertOrReplace(trx: Trx, subscription: SubscriptionToSave, now: Date): Promise<number> {
  const { stripe_id, ...values } = asRow(subscription, now)
  const row = await trx
    .insertInto('subscription')
    .values({ ...values, stripe_id, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.column('stripe_id').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

async function replace(trx: Trx, id: number, subscription: SubscriptionToSave, now: Date) {
  const result = await trx.updateTable('subscription').set(asRow(subscription, now)).where('id', '=', id).executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new Error(`There is no subscription ${id} to replace`)
}

type Access = SubscriptionTerms & { id: number; memberId: number; opens: Opens }

async function saveAccess(trx: Trx, { id, memberId, opens, ...terms }: Access, graceDays: number) {
  // Whoever had it before, should it have gone over to another member, has it no more.
  await deleteGrantsOf(trx, `subscription:${id}`)
  await saveGrant(trx, { memberId, source: `subscription:${id}`, opens, window: accessWindow(terms, { graceDays }) })
}

function termsOf({ kind, status, startsAt, paidUntil, cancelsAt, endedAt }: SubscriptionTerms): SubscriptionTerms {
  return { kind, status, startsAt, paidUntil, cancelsAt, endedAt }
}

type SubscriptionRow = Pick<Selectable<SubscriptionTable>, (typeof columns)[number]>

function asSubscription(row: SubscriptionRow): Subscription {
  const date = (text: string | null) => (text === null ? null : new Date(text))
  return {
    id: row.id,
    memberId: row.member_id,
    planId: row.plan_id,
    kind: row.kind,
    status: row.status,
    startsAt: new Date(row.starts_at),
    paidUntil: date(row.paid_until),
    cancelsAt: date(row.cancels_at),
    endedAt: date(row.ended_at),
    stripeId: row.stripe_id,
    note: row.note,
  }
}

function asRow(subscription: SubscriptionToSave, now: Date) {
  const { memberId, planId, kind, status, startsAt, paidUntil, cancelsAt, endedAt, stripeId, note } = subscription
  return {
    member_id: memberId,
    plan_id: planId,
    kind,
    status,
    starts_at: startsAt.toISOString(),
    paid_until: paidUntil?.toISOString() ?? null,
    cancels_at: cancelsAt?.toISOString() ?? null,
    ended_at: endedAt?.toISOString() ?? null,
    stripe_id: stripeId,
    note,
    updated_at: now.toISOString(),
  }
}
