import {
  findPlan,
  findPlanByStripePrice,
  listAllPlans,
  offerPlan,
  type Plan,
  renamePlan,
  retirePlan,
  saveFirstStripePrice,
  savePlan,
  updatePlan,
  updateUnusedPlan,
} from '../data/plans.ts'
import type { Db, Trx } from '../data/schema.ts'
import { numberedSlug } from '../domain/slug.ts'
import { changeMagazine } from './change-magazine.ts'
import type { Change } from './commit-if.ts'

export type PlanDeps = { db: Db; now: Date }
export type NewPlan = Omit<Plan, 'id' | 'position' | 'retiredAt'> & { position: number | null }
/** What is to change; what isn't named stays. The slug never does. */
export type PlanChange = Partial<Omit<Plan, 'id' | 'slug' | 'retiredAt'>>

export type PlanAdded = { kind: 'added' } | { kind: 'slug-taken' } | { kind: 'stripe-price-taken' }
/** `replaced`: whoever has the plan keeps it as it was, under the name `kept`; the new terms are for those who come now. */
export type PlanChanged =
  | { kind: 'changed' | 'unchanged' | 'missing' | 'retired' | 'stripe-price-taken' }
  | { kind: 'replaced'; kept: string; plan: Plan }

/** Adds a plan to the offer, at the end unless it has a position. */
export function addPlan({ db, now }: PlanDeps, plan: NewPlan): Promise<PlanAdded> {
  return changeMagazine(db, async (trx): Promise<Change<PlanAdded>> => {
    if (await isTaken(trx, plan.stripePrice)) return unchanged({ kind: 'stripe-price-taken' })
    const last = Math.max(0, ...(await listAllPlans(trx)).map(({ position }) => position))
    const id = await savePlan(trx, { ...plan, position: plan.position ?? last + 1, retiredAt: null }, now)
    return id === null ? unchanged({ kind: 'slug-taken' }) : changed({ kind: 'added' })
  })
}

/**
 * Changes a plan. What a subscriber has agreed to (price, currency, month or year, what it opens, the price at Stripe) never changes
 * under them: then a successor takes over the slug, and the plan as it was is kept for those who have it.
 */
export function changePlan(deps: PlanDeps, slug: string, change: PlanChange): Promise<PlanChanged> {
  return changeMagazine(deps.db, async (trx): Promise<Change<PlanChanged>> => {
    const plan = await findPlan(trx, slug)
    if (!plan) return unchanged({ kind: 'missing' })
    if (plan.retiredAt !== null) return unchanged({ kind: 'retired' })
    const next = { ...plan, ...change }
    if (next.stripePrice !== plan.stripePrice && (await isTaken(trx, next.stripePrice)))
      return unchanged({ kind: 'stripe-price-taken' })
    if (isSame(plan, next)) return unchanged({ kind: 'unchanged' })
    await updatePlan(trx, plan.id, next)
    if (await changeInPlace(trx, plan, next)) return changed({ kind: 'changed' })
    return changed(await replacePlan(trx, deps.now, { plan, next, change }))
  })
}

/** Takes a plan off the offer; whoever has it keeps it. */
export function endOffer({ db, now }: PlanDeps, slug: string): Promise<'retired' | 'missing' | 'already'> {
  return changeOffer(db, slug, (trx) => retirePlan(trx, slug, now), 'retired')
}

/** Puts a retired plan on the offer again. */
export function beginOffer({ db }: PlanDeps, slug: string): Promise<'offered' | 'missing' | 'already'> {
  return changeOffer(db, slug, (trx) => offerPlan(trx, slug), 'offered')
}

function changeOffer<T extends string>(
  db: Db,
  slug: string,
  change: (trx: Trx) => Promise<boolean>,
  done: T,
): Promise<T | 'missing' | 'already'> {
  return changeMagazine(db, async (trx): Promise<Change<T | 'missing' | 'already'>> => {
    if (await change(trx)) return changed(done)
    return unchanged((await findPlan(trx, slug)) === null ? 'missing' : 'already')
  })
}

/** Whether the new terms could be written into the plan itself, since they are the old ones or nobody has agreed to any yet. */
async function changeInPlace(trx: Trx, plan: Plan, next: Plan): Promise<boolean> {
  if (isSame(termsOf(plan), termsOf(next))) return true
  const onlyNamesPrice = next.stripePrice !== null && isSame(termsOf(plan), { ...termsOf(next), stripePrice: plan.stripePrice })
  if (onlyNamesPrice && (await saveFirstStripePrice(trx, plan.id, next.stripePrice ?? ''))) return true
  return updateUnusedPlan(trx, plan.id, next)
}

type Replacing = { plan: Plan; next: Plan; change: PlanChange }

async function replacePlan(trx: Trx, now: Date, { plan, next, change }: Replacing): Promise<PlanChanged> {
  const taken = new Set((await listAllPlans(trx)).map(({ slug }) => slug))
  let nth = 2
  while (taken.has(numberedSlug(plan.slug, nth))) nth += 1
  const kept = numberedSlug(plan.slug, nth)
  await renamePlan(trx, plan.id, kept)
  await retirePlan(trx, kept, now)
  // The old price at Stripe is what those who have the plan go on paying.
  const isNamed = change.stripePrice !== undefined && change.stripePrice !== plan.stripePrice
  const successor = { ...next, stripePrice: isNamed ? next.stripePrice : null }
  const id = await savePlan(trx, successor, now)
  if (id === null) throw new Error(`The slug ${plan.slug} was not given up`)
  return { kind: 'replaced', kept, plan: { ...successor, id } }
}

function termsOf({ price, currency, billed, opens, stripePrice }: Plan) {
  return { price, currency, billed, opens, stripePrice }
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

async function isTaken(trx: Trx, stripePrice: string | null): Promise<boolean> {
  return stripePrice !== null && (await findPlanByStripePrice(trx, stripePrice)) !== null
}

function changed<T>(result: T): Change<T> {
  return { changed: true, result }
}

function unchanged<T>(result: T): Change<T> {
  return { changed: false, result }
}
