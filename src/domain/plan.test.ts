import { expect, test } from 'vitest'
import { type Priced, yearlySaving } from './plan.ts'

const month: Priced = { price: 490, currency: 'EUR', billed: 'month', opens: 'everything' }
const year: Priced = { ...month, price: 4900, billed: 'year' }

test('a year saves what it costs less than twelve of the cheapest months that open the same in the same currency', () => {
  expect(yearlySaving(year, [month, year])).toEqual({ amount: 980, currency: 'EUR' })
  expect(yearlySaving(year, [{ ...month, price: 900 }, month, year])).toEqual({ amount: 980, currency: 'EUR' })
})

test('where there is nothing to compare with, or nothing saved, nothing is said to be', () => {
  expect(yearlySaving(month, [month, year])).toBeNull()
  expect(yearlySaving(year, [year])).toBeNull()
  expect(
    yearlySaving(year, [
      { ...month, currency: 'USD' },
      { ...month, opens: 'metered' },
    ]),
  ).toBeNull()
  expect(yearlySaving({ ...year, price: 5880 }, [month])).toBeNull()
  expect(yearlySaving({ ...year, price: 6000 }, [month])).toBeNull()
})
