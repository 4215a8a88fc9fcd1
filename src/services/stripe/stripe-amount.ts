import { decimalsOf, type Money } from '../../domain/money.ts'

// https://docs.stripe.com/currencies: all others have two there, also those whose smallest unit is out of use.
const withoutDecimals = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
const withThree = new Set('BHD JOD KWD OMR TND'.split(' '))

/** An amount as Stripe counts it: 2,990 HUF are 299000 there, since Stripe gives the forint the fillér that nobody uses. */
export function toStripe({ amount, currency }: Money): number {
  return Math.round(amount * 10 ** (stripeDecimals(currency) - decimalsOf(currency)))
}

/** What Stripe calls so much; `currency` in small or capital letters. */
export function fromStripe(amount: number, currency: string): Money {
  const code = currency.toUpperCase()
  return { amount: Math.round(amount / 10 ** (stripeDecimals(code) - decimalsOf(code))), currency: code }
}

function stripeDecimals(currency: string): number {
  if (withoutDecimals.has(currency)) return 0
  return withThree.has(currency) ? 3 : 2
}
