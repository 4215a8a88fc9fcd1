import type { Selectable } from 'kysely'
import type { Opens } from '../domain/subscription.ts'
import type { Db, PlanTable, Trx } from './schema.ts'

/** What can be subscribed to. `price` is in the currency's smallest unit; `retiredAt`: not offered since, while those who have it keep it. */
export type Plan = {
  id: number
  slug: string
  name: string
  description: string
  price: number
  currency: string
  billed: 'month' | 'year'
  trialDays: number
  opens: Opens
  /** The price's name at Stripe; null for a plan that is paid by hand. */
  stripePrice: string | null
  position: number
  retiredAt: Date | null
}

/** What a subscriber agrees to. For those who have a plan it never changes. */
export type PlanTerms = Pick<Plan, 'price' | 'currency' | 'billed' | 'opens' | 'stripePrice'>

const columns = [
  'id',
  'slug',
  'name',
  'description',
  'price',
  'currency',
  'billed',
  'trial_days',
  'opens',
  'stripe_price',
  'position',
  'retired_at',
] as const

/** The plans on offer, in their order. */
export async function listPlans(db: Db): Promise<Plan[]> {
  const plans = await listAllPlans(db)
  return plans.filter(({ retiredAt }) => retiredAt === null)
}

/** Every plan there is or was, in their order. */
export async function listAllPlans(db: Db): Promise<Plan[]> {
  const rows = await db.selectFrom('plan').select(columns).orderBy('position').orderBy('id').execute()
  return rows.map(asPlan)
}

/** The plan with this name in addresses, on offer or not. */
export async function findPlan(db: Db, slug: string): Promise<Plan | null> {
  const row = await db.selectFrom('plan').select(columns).where('slug', '=', slug).executeTakeFirst()
  return row ? asPlan(row) : null
}

export async function findPlanById(db: Db, id: number): Promise<Plan | null> {
  const row = await db.selectFrom('plan').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? asPlan(row) : null
}

/** The plan that is sold, or was once sold, at this price of Stripe's. */
export async function findPlanByStripePrice(db: Db, stripePrice: string): Promise<Plan | null> {
  const row = await db.selectFrom('plan').select(columns).where('stripe_price', '=', stripePrice).executeTakeFirst()
  return row ? asPlan(row) : null
}

/** Adds a plan and gives its id; null when its slug is taken. */
export async function savePlan(trx: Trx, plan: Omit<Plan, 'id'>, now: Date): Promise<number | null> {
  const row = await trx
    .insertInto('plan')
    .values({ slug: plan.slug, ...asRow(plan), created_at: now.toISOString() })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Changes what isn't part of its terms, and so nothing for those who have it. */
export async function updatePlan(
  trx: Trx,
  id: number,
  shown: Pick<Plan, 'name' | 'description' | 'position' | 'trialDays'>,
): Promise<void> {
  const { name, description, position, trialDays } = shown
  await trx.updateTable('plan').set({ name, description, position, trial_days: trialDays }).where('id', '=', id).execute()
}

/** Changes the terms of a plan that nobody has or can have bought; false, and nothing changed, for any other. */
export async function updateUnusedPlan(trx: Trx, id: number, terms: PlanTerms): Promise<boolean> {
  const result = await trx
    .updateTable('plan')
    .set(termsAsRow(terms))
    .where('id', '=', id)
    .where('stripe_price', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('subscription').select('id').where('plan_id', '=', id))))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Gives a plan its first price at Stripe; false when it has one. */
export async function saveFirstStripePrice(trx: Trx, id: number, stripePrice: string): Promise<boolean> {
  const result = await trx
    .updateTable('plan')
    .set({ stripe_price: stripePrice })
    .where('id', '=', id)
    .where('stripe_price', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Takes a plan off the offer; those who have it keep it. False when it wasn't on it. */
export async function retirePlan(trx: Trx, slug: string, now: Date): Promise<boolean> {
  const result = await trx
    .updateTable('plan')
    .set({ retired_at: now.toISOString() })
    .where('slug', '=', slug)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Puts a plan on the offer again; false when it was on it. */
export async function offerPlan(trx: Trx, slug: string): Promise<boolean> {
  const result = await trx
    .updateTable('plan')
    .set({ retired_at: null })
    .where('slug', '=', slug)
    .where('retired_at', 'is not', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Gives a plan another name in addresses, which makes room for its successor. */
export async function renamePlan(trx: Trx, id: number, slug: string): Promise<void> {
  await trx.updateTable('plan').set({ slug }).where('id', '=', id).execute()
}

type PlanRow = Pick<Selectable<PlanTable>, (typeof columns)[number]>

function asPlan({ trial_days, stripe_price, retired_at, ...row }: PlanRow): Plan {
  return {
    ...row,
    trialDays: trial_days,
    stripePrice: stripe_price,
    retiredAt: retired_at === null ? null : new Date(retired_at),
  }
}

function asRow({ name, description, position, trialDays, retiredAt, ...terms }: Omit<Plan, 'id' | 'slug'>) {
  const retired_at = retiredAt?.toISOString() ?? null
  return { name, description, position, trial_days: trialDays, retired_at, ...termsAsRow(terms) }
}

function termsAsRow({ price, currency, billed, opens, stripePrice }: PlanTerms) {
  return { price, currency, billed, opens, stripe_price: stripePrice }
}
