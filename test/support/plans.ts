import { saveMember } from '../../src/data/members.ts'
import { type Plan, savePlan } from '../../src/data/plans.ts'
import type { Db } from '../../src/data/schema.ts'
import { type SubscriptionToSave, saveSubscription } from '../../src/data/subscriptions.ts'
import { normalEmail } from '../../src/domain/email.ts'

/** A plan as magazines have them, but for what is said otherwise. */
export const monthly: Omit<Plan, 'id'> = {
  slug: 'monthly',
  name: 'Monthly',
  description: 'Every pick, from month to month.',
  price: 490,
  currency: 'EUR',
  billed: 'month',
  trialDays: 0,
  opens: 'everything',
  stripePrice: null,
  position: 1,
  retiredAt: null,
}

/** The same for a year. */
export const yearly: Omit<Plan, 'id'> = {
  ...monthly,
  slug: 'yearly',
  name: 'Yearly',
  description: 'Every pick, for a year at a time.',
  price: 4900,
  billed: 'year',
  position: 2,
}

/** Adds a plan and gives its id. */
export async function havePlan(
  db: Db,
  plan: Omit<Plan, 'id'> = monthly,
  now = new Date('2026-10-01T00:00:00Z'),
): Promise<number> {
  const id = await savePlan(db as Parameters<typeof savePlan>[0], plan, now)
  if (id === null) throw new Error(`There is a plan ${plan.slug} already`)
  return id
}

type Given = Partial<SubscriptionToSave> & { email: string; planId: number }

/** Gives the member with this address, who is made where there is none, a subscription. */
export function haveSubscription(db: Db, { email, ...given }: Given, now: Date) {
  return db.transaction().execute(async (trx) => {
    const memberId = await saveMember(trx, normalEmail(email) ?? email, now)
    const subscription: SubscriptionToSave = {
      memberId,
      kind: 'comp',
      status: 'active',
      startsAt: now,
      paidUntil: null,
      cancelsAt: null,
      endedAt: null,
      stripeId: null,
      note: '',
      ...given,
    }
    return { memberId, id: await saveSubscription(trx, subscription, { graceDays: 7, now }) }
  })
}
