import type { Money } from './money.ts'

/** What a plan asks for, as far as prices can be compared. */
export type Priced = { price: number; currency: string; billed: 'month' | 'year'; opens: string }

/**
 * What a year costs less than twelve months of the cheapest plan that opens the same in the same currency; null where there is none to
 * compare with, or nothing is saved.
 */
export function yearlySaving(plan: Priced, offered: readonly Priced[]): Money | null {
  if (plan.billed !== 'year') return null
  const alike = offered.filter(
    ({ billed, currency, opens }) => billed === 'month' && currency === plan.currency && opens === plan.opens,
  )
  const amount = Math.min(...alike.map(({ price }) => 12 * price)) - plan.price
  return alike.length > 0 && amount > 0 ? { amount, currency: plan.currency } : null
}
