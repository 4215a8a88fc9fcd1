import { countRunningByPlan } from '../../data/plan-counts.ts'
import { listAllPlans, type Plan } from '../../data/plans.ts'
import { printPrice, readPrice } from '../../domain/money.ts'
import { addPlan, beginOffer, changePlan, endOffer, type NewPlan } from '../../flows/change-plans.ts'
import type { Deps } from '../deps.ts'
import type { DeskPlan, PlanText } from './contract-plans.ts'
import type { DeskAnswers, DeskRequest } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, refuse, unusable } from './refusal.ts'

type Offer = { plans: DeskPlan[]; sells: boolean }
type Names = 'listPlans' | 'addPlan' | 'changePlan' | 'retirePlan' | 'offerPlan'

/** What can be subscribed to. Those who have a plan keep its terms, whatever becomes of it. */
export const planAnswers: DeskAnswers<Names> = {
  listPlans: async ({ deps }) => ({ answer: await offerOf(deps) }),
  addPlan: async (request) => {
    const { slug, ...text } = request.asked
    const priced = withPrice(text)
    if ('refusal' in priced) return priced
    const { kind } = await addPlan(flowDeps(request), { slug, ...priced.plan })
    if (kind === 'slug-taken') return unusable('slug', 'There is a plan of this short name already.')
    if (kind === 'stripe-price-taken') return unusable('stripePrice', priceTaken)
    return refreshed(request.deps)
  },
  changePlan: (request) => change(request),
  retirePlan: async (request) => {
    const plan = await findById(request.deps, request.id)
    if (plan === null) return refuse('missing')
    const done = await endOffer(flowDeps(request), plan.slug)
    return done === 'retired' ? refreshed(request.deps) : refuse('not-now', { message: 'It isn’t on offer.' })
  },
  offerPlan: async (request) => {
    const plan = await findById(request.deps, request.id)
    if (plan === null) return refuse('missing')
    const done = await beginOffer(flowDeps(request), plan.slug)
    return done === 'offered' ? refreshed(request.deps) : refuse('not-now', { message: 'It is on offer already.' })
  },
}

const priceTaken = 'Another plan has this price at Stripe. Each needs one of its own.'
const changedMeanwhile = 'This plan has changed meanwhile. What you typed is still on this page.'

async function change(request: DeskRequest<'changePlan'>): Promise<Outcome<Offer & { kept: string | null }>> {
  const { deps, id, asked } = request
  const plan = await findById(deps, id)
  if (plan === null) return refuse('missing')
  const priced = withPrice(asked.to)
  if ('refusal' in priced) return priced
  const isPresent = (now: Plan) => now.id === id && isSame(textOf(now), asked.was)
  const done = await changePlan(flowDeps(request), plan.slug, priced.plan, isPresent)
  await deps.refresh()
  switch (done.kind) {
    case 'missing':
      return refuse('missing')
    case 'retired':
      return refuse('not-now', { message: 'It isn’t on offer. Put it back first.' })
    case 'other':
      return refuse('conflict', { message: changedMeanwhile })
    case 'stripe-price-taken':
      return unusable('stripePrice', priceTaken)
    case 'changed':
    case 'unchanged':
      return { answer: { ...(await offerOf(deps)), kept: null } }
    case 'replaced':
      return { answer: { ...(await offerOf(deps)), kept: done.kept } }
  }
}

async function offerOf({ database: { db }, payments, now }: Deps): Promise<Offer> {
  const [plans, counts] = [await listAllPlans(db), await countRunningByPlan(db, now())]
  return { plans: plans.map((plan) => shown(plan, counts)), sells: payments !== null }
}

function shown(plan: Plan, counts: ReadonlyMap<number, number>): DeskPlan {
  const { id, slug, retiredAt } = plan
  return { id, slug, ...textOf(plan), retiredAt: retiredAt?.toISOString() ?? null, subscribers: counts.get(id) ?? 0 }
}

function textOf({ name, description, billed, opens, trialDays, stripePrice, position, price, currency }: Plan): PlanText {
  return { name, description, billed, opens, trialDays, stripePrice, position, price: printPrice({ amount: price, currency }) }
}

function isSame(one: PlanText, other: PlanText): boolean {
  return (Object.keys(one) as (keyof PlanText)[]).every((name) => one[name] === other[name])
}

type Typed<Position> = Omit<PlanText, 'position'> & { position: Position }
type Priced<Position> = Omit<NewPlan, 'slug' | 'position'> & { position: Position }

function withPrice<Position>({ price, ...text }: Typed<Position>): { plan: Priced<Position> } | ReturnType<typeof unusable> {
  const read = readPrice(price)
  if (!read.ok) return unusable('price', read.reason)
  return { plan: { ...text, price: read.money.amount, currency: read.money.currency } }
}

async function findById({ database }: Deps, id: number): Promise<Plan | null> {
  return (await listAllPlans(database.db)).find((plan) => plan.id === id) ?? null
}

async function refreshed(deps: Deps): Promise<Outcome<Offer>> {
  await deps.refresh()
  return { answer: await offerOf(deps) }
}
