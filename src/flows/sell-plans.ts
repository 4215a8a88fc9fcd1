import { listPlans, type Plan, saveFirstStripePrice } from '../data/plans.ts'
import type { Db } from '../data/schema.ts'
import type { Payments } from '../services/stripe/payments.ts'
import { changeMagazine } from './change-magazine.ts'

/** What became of a plan: `already` had a price. */
export type Sold = { slug: string; price: string; kind: 'sold' | 'already' }

/**
 * Makes the price at Stripe for plans on offer that have none, so that they are sold on the site; null when one of `slugs` isn't on
 * offer, and then nothing is made. Without slugs it is every plan. Throws when Stripe doesn't do it; what was made until then stays.
 */
export async function sellPlans(
  { db, payments, makeKey }: { db: Db; payments: Payments; makeKey: () => string },
  slugs: readonly string[],
): Promise<Sold[] | null> {
  const plans = await listPlans(db)
  if (!slugs.every((slug) => plans.some((plan) => plan.slug === slug))) return null
  const sold: Sold[] = []
  for (const plan of plans.filter(({ slug }) => slugs.length === 0 || slugs.includes(slug))) {
    const { slug, stripePrice } = plan
    if (stripePrice !== null) sold.push({ slug, price: stripePrice, kind: 'already' })
    else sold.push({ slug, price: await sell(db, plan, { payments, key: makeKey() }), kind: 'sold' })
  }
  return sold
}

async function sell(db: Db, plan: Plan, { payments, key }: { payments: Payments; key: string }): Promise<string> {
  const { id, name, price: amount, currency, billed } = plan
  const price = await payments.createPrice({ name, amount, currency, billed, key })
  return changeMagazine(db, async (trx) => {
    const isFirst = await saveFirstStripePrice(trx, id, price)
    if (!isFirst) throw new Error(`Somebody else has just given ${plan.slug} a price at Stripe`)
    return { changed: true, result: price }
  })
}
