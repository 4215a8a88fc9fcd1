import type { Db } from '../data/schema.ts'
import { printPrice } from '../domain/money.ts'
import { showMyPlan } from './show-my-plan.ts'

/** What a member has and had, and what was asked for it, in the form they download. Times are ISO 8601 in UTC; an end of null is none. */
export type PlanExport = {
  subscriptions: {
    plan: string
    price: string
    kind: string
    status: string
    opens: string
    from: string
    until: string | null
  }[]
  invoices: { number: string; total: string; issuedAt: string; paidAt: string | null }[]
}

/** A member's subscriptions and invoices, for their own hands. */
export async function exportPlan(db: Db, { memberId, now }: { memberId: number; now: Date }): Promise<PlanExport> {
  const { subscriptions, invoices } = await showMyPlan(db, { memberId, now })
  return {
    subscriptions: subscriptions.map(({ plan, kind, status, window }) => ({
      plan: plan.name,
      price: `${printPrice({ amount: plan.price, currency: plan.currency })} a ${plan.billed}`,
      kind,
      status,
      opens: plan.opens,
      from: window.from.toISOString(),
      until: window.until?.toISOString() ?? null,
    })),
    invoices: invoices.map(({ number, total, currency, issuedAt, paidAt }) => ({
      number,
      total: printPrice({ amount: total, currency }),
      issuedAt: issuedAt.toISOString(),
      paidAt: paidAt?.toISOString() ?? null,
    })),
  }
}
