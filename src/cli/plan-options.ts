import type { Plan } from '../data/plans.ts'
import { readPrice } from '../domain/money.ts'
import { count, line, type Parsed } from '../domain/setting-forms.ts'
import type { PlanChange } from '../flows/change-plans.ts'
import { suggest, UsageError } from './command.ts'

/** The options that say what a plan is, as `parse` takes them. */
export const planOptions = {
  name: { type: 'string' },
  description: { type: 'string' },
  price: { type: 'string' },
  billed: { type: 'string' },
  'trial-days': { type: 'string' },
  opens: { type: 'string' },
  'stripe-price': { type: 'string' },
  position: { type: 'string' },
} as const

/** What was typed for them. */
export type PlanTyped = { [Name in keyof typeof planOptions]?: string | undefined }

/** What a plan is said to be; what can't be is refused with the option's name. */
export function readPlan(typed: PlanTyped): PlanChange {
  const change: PlanChange = {}
  if (typed.name !== undefined) change.name = read('name', line({ longest: 80, shortest: 1 }).parse(typed.name))
  if (typed.description !== undefined) change.description = read('description', line({ longest: 300 }).parse(typed.description))
  if (typed.price !== undefined) Object.assign(change, priceOf(typed.price))
  if (typed.billed !== undefined) change.billed = oneOf('billed', typed.billed, ['month', 'year'])
  if (typed['trial-days'] !== undefined) change.trialDays = read('trial-days', count({ most: 730 }).parse(typed['trial-days']))
  if (typed.opens !== undefined) change.opens = oneOf('opens', typed.opens, ['everything', 'metered'])
  if (typed['stripe-price'] !== undefined) change.stripePrice = stripePriceOf(typed['stripe-price'])
  if (typed.position !== undefined) change.position = read('position', count({ most: 1000 }).parse(typed.position))
  return change
}

function priceOf(typed: string): Pick<Plan, 'price' | 'currency'> {
  const price = readPrice(typed)
  if (!price.ok) throw new UsageError(`--price: ${price.reason}`)
  return { price: price.money.amount, currency: price.money.currency }
}

function stripePriceOf(typed: string): string {
  if (/^price_\w{1,100}$/.test(typed)) return typed
  throw new UsageError(`--stripe-price: “${typed}” is not the id of a price at Stripe. It begins with price_.`)
}

function oneOf<const T extends string>(option: string, typed: string, known: readonly T[]): T {
  const found = known.find((one) => one === typed)
  if (found === undefined) throw new UsageError(`--${option}: it can’t be “${typed}”. ${suggest(typed, known)}`)
  return found
}

function read<T>(option: string, parsed: Parsed<T>): T {
  if (!parsed.ok) throw new UsageError(`--${option}: ${parsed.reason}`)
  return parsed.value
}
