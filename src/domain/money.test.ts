import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalsOf, isCurrency, moneyText, printPrice, readPrice } from './money.ts'

describe('money', () => {
  test.each([
    [490, 'EUR', 'en', '€4.90'],
    [4900, 'EUR', 'en', '€49'],
    [4905, 'EUR', 'de', '49,05 €'],
    [123_456_00, 'USD', 'en', '$123,456'],
    [500, 'JPY', 'en', '¥500'],
    [500, 'JPY', 'ja', '￥500'],
    [4500, 'KWD', 'en', 'KWD 4.500'],
    [99, 'CHF', 'de-CH', 'CHF 0.99'],
  ])('%i of %s is written for %s as a reader there expects: %s', (amount, currency, language, text) => {
    expect(moneyText({ amount, currency }, language).replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(text)
  })

  test.each([
    ['4.90 EUR', 490, 'EUR'],
    ['4,90 eur', 490, 'EUR'],
    ['EUR 4.9', 490, 'EUR'],
    ['49EUR', 4900, 'EUR'],
    ['500 JPY', 500, 'JPY'],
    ['1.250 KWD', 1250, 'KWD'],
    ['0.01 USD', 1, 'USD'],
  ])('“%s” is read as %i of the smallest unit of %s', (text, amount, currency) => {
    expect(readPrice(text)).toEqual({ ok: true, money: { amount, currency } })
  })

  test.each([
    ['4.90', /three letters: 4\.90 EUR/],
    ['€4.90', /is not a price/],
    ['-4.90 EUR', /is not a price/],
    ['4.905 EUR', /EUR has 2 decimals/],
    ['1,000.00 EUR', /is not a price/],
    ['1,000 EUR', /EUR has 2 decimals/],
    ['4.90 JPY', /JPY has no smaller unit/],
    ['4.90 XXQ', /no currency XXQ/],
    ['EUR 4.90 EUR', /is not a price/],
    ['0 EUR', /subscriptions comp/],
    ['99999999999 EUR', /more than can be charged/],
    ['', /is not a price/],
  ])('“%s” is refused in a sentence', (text, reason) => {
    const read = readPrice(text)
    expect(read.ok ? '' : read.reason).toMatch(reason)
  })

  test('what is printed is read as the same, in every currency there is', () => {
    const money = fc.record({
      amount: fc.integer({ min: 1, max: 2_000_000_000 }),
      currency: fc.constantFrom(...Intl.supportedValuesOf('currency')),
    })
    fc.assert(
      fc.property(money, (one) => {
        expect(readPrice(printPrice(one))).toEqual({ ok: true, money: one })
      }),
    )
    expect([decimalsOf('EUR'), decimalsOf('JPY'), decimalsOf('KWD')]).toEqual([2, 0, 3])
    expect(isCurrency('EUR') && !isCurrency('eur') && !isCurrency('ZZZ')).toBe(true)
  })
})
