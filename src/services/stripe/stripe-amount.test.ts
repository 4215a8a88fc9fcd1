import { expect, test } from 'vitest'
import { fromStripe, toStripe } from './stripe-amount.ts'

test.each([
  [490, 'EUR', 490],
  [500, 'JPY', 500],
  [4_900, 'KWD', 4_900],
  [2_990, 'HUF', 299_000],
  [900, 'ISK', 90_000],
  [15_000, 'UGX', 1_500_000],
  [19_900, 'COP', 1_990_000],
])('%i of the smallest unit of %s in use are %i at Stripe, and the other way round', (amount, currency, there) => {
  expect(toStripe({ amount, currency })).toBe(there)
  expect(fromStripe(there, currency.toLowerCase())).toEqual({ amount, currency })
})
