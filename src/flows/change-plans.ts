import {
  findPlan,
  findPlanByStripePrice,
  listAllPlans,
  offerPlan,
  type Plan,
  type PlanTerms,
  renamePlan,
  retirePlan,
  saveFirstStripePrice,
  savePlan,
  updatePlan,
  updateUnusedPlan,
} from '../data/plans.ts'
import type { Db, Trx } from '../data/schema.ts'
import type { Deed } from '../domain/deeds.ts'
import { numberedSlug } from '../domain/slug.ts'
import { changeMagazine } from './change-magazine.ts'
import { type Change, changed, unchanged } from './commit-if.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

export type PlanDeps = AuditDeps & { db: Db }
export type NewPlan = Omit<Plan, 'id' | 'position' | 'retiredAt'> & { position: number | null }
/** What is to change; what isn't named stays. The slug never does. */
export type PlanChange = Partial<Omit<Plan, 'id' | 'slug' | 'retiredAt'>>

export type PlanAdded = { kind: 'added' } | { kind: 'slug-taken' } | { kind: 'stripe-price-taken' }
/** `replaced`: whoever has the plan keeps it as it was, under the name `kept`; the new terms are for those who come now. */
export type PlanChanged =
  | { kind: 'changed' | 'unchanged' | 'missing' | 'retired' | 'other' | 'stripe-price-taken' }
  | { kind: 'replaced'; kept: string; plan: Plan }

/** Adds a plan to the offer, at the end unless it has a position. */
export function addPlan(deps: PlanDeps, plan: NewPlan): Promise<PlanAdded> {
  return changeMagazine(deps.db, async (trx): Promise<Change<PlanAdded>> => {
    if (await isTaken(trx, plan.stripePrice)) return unchanged({ kind: 'stripe-price-taken' })
    const last = Math.max(0, ...(await listAllPlans(trx)).map(({ position }) => position))
    const id = await savePlan(trx, { ...plan, position: plan.position ?? last + 1, retiredAt: null }, deps.now)
    if (id === null) return unchanged({ kind: 'slug-taken' })
    await writeAudit(trx, deps, { what: 'addPlan', subject: `plan ${plan.slug}`, detail: termsOf(plan) })
    return changed({ kind: 'added' })
  })
}

/**
 * Changes a plan. What a subscriber has agreed to (price, currency, month or year, what it opens, the price at Stripe) never changes
 * under them: then a successor takes over the slug, and the plan as it was is kept for those who have it. `isPresent` says whether the
 * plan is still the one that was looked at; `other` where it isn't.
 */
export function changePlan(
  deps: PlanDeps,
  slug: string,
  change: PlanChange,
  isPresent: (plan: Plan) => boolean = () => true,
): Promise<PlanChanged> {
  return changeMagazine(deps.db, async (trx): Promise<Change<PlanChanged>> => {
    const plan = await findPlan(trx, slug)
    if (!plan) return unchanged({ kind: 'missing' })
    if (!isPresent(plan)) return unchanged({ kind: 'other' })
    if (plan.retiredAt !== null) return unchanged({ kind: 'retired' })
    const next = { ...plan, ...change }
    if (next.stripePrice !== plan.stripePrice && (await isTaken(trx, next.stripePrice)))
      return unchanged({ kind: 'stripe-price-taken' })
    if (isSame(plan, next)) return unchanged({ kind: 'unchanged' })
    await updatePlan(trx, plan.id, next)
    const detail = { from: termsOf(plan), to: termsOf(next) }
    await writeAudit(trx, deps, { what: 'changePlan', subject: `plan ${slug}`, detail })
    if (await changeInPlace(trx, plan, next)) return changed({ kind: 'changed' })
    return changed(await replacePlan(trx, deps.now, { plan, next, change }))
  })
}

/** Takes a plan off the offer; whoever has it keeps it. */
export function endOffer(deps: PlanDeps, slug: string): Promise<'retired' | 'missing' | 'already'> {
  return changeOffer(deps, slug, { run: (trx) => retirePlan(trx, slug, deps.now), what: 'retirePlan', done: 'retired' })
}

/** Puts a retired plan on the offer again. */
export function beginOffer(deps: PlanDeps, slug: string): Promise<'offered' | 'missing' | 'already'> {
  return changeOffer(deps, slug, { run: (trx) => offerPlan(trx, slug), what: 'offerPlan', done: 'offered' })
}

type OfferChange<T> = { run: (trx: Trx) => Promise<boolean>; what: Deed; done: T }

function changeOffer<T extends string>(
  deps: PlanDeps,
  slug: string,
  { run, what, done }: OfferChange<T>,
): Promise<T | 'missing' | 'already'> {
  return changeMagazine(deps.db, async (trx): Promise<Change<T | 'missing' | 'already'>> => {
    if (!(await run(trx))) return unchanged((await findPlan(trx, slug)) === null ? 'missing' : 'already')
    await writeAudit(trx, deps, { what, subject: `plan ${slug}` })
    return changed(done)
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

function termsOf({ price, currency, billed, opens, stripePrice }: PlanTerms) {
  return { price, currency, billed, opens, stripePrice }
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

async function isTaken(trx: Trx, stripePrice: string | null): Promise<boolean> {
  return stripePrice !== null && (await findPlanByStripePrice(trx, stripePrice)) !== null
}
