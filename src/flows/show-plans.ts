import { listPlans, type Plan } from '../data/plans.ts'
import type { Db } from '../data/schema.ts'

/** A plan as anybody may see it. `isSold`: it has a price at the payment service. */
export type ShownPlan = Pick<Plan, 'slug' | 'name' | 'description' | 'price' | 'currency' | 'billed' | 'trialDays' | 'opens'> & {
  isSold: boolean
}

/** The plans on offer, in their order. */
export async function showPlans(db: Db): Promise<ShownPlan[]> {
  return (await listPlans(db)).map(({ slug, name, description, price, currency, billed, trialDays, opens, stripePrice }) => ({
    slug,
    name,
    description,
    price,
    currency,
    billed,
    trialDays,
    opens,
    isSold: stripePrice !== null,
  }))
}
