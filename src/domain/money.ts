/** An amount in the currency's smallest unit, so that no sum is ever rounded: 490 EUR is €4.90, 490 JPY is ¥490. */
export type Money = { amount: number; currency: string }

/** What was typed, as money, or a sentence that says how to mend it. */
export type PriceRead = { ok: true; money: Money } | { ok: false; reason: string }

/** What both databases keep as a whole number. */
const most = 2_000_000_000

/** Whether the text is the code of a currency (ISO 4217) in capitals. */
export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code)
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  return formatOf('en', currency).resolvedOptions().maximumFractionDigits ?? 0
}

/** Money as a reader of that language expects it: "€4.90", "¥490"; whole amounts without their zeros. */
export function moneyText({ amount, currency }: Money, language: string): string {
  return formatOf(language, currency).format(amount / 10 ** decimalsOf(currency))
}

/** Money without any language, as it is typed: "4.90 EUR". `readPrice` reads it again. */
export function printPrice({ amount, currency }: Money): string {
  return `${(amount / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency))} ${currency}`
}

/** Reads a price as it is typed on a command line: `4.90 EUR`, `EUR 4,90`, `500 JPY`. Never guesses: no signs, no thousands, no free plans. */
export function readPrice(text: string): PriceRead {
  const [, before, number = '', after] = /^(?:([a-z]{3})\s*)?(\d+(?:[.,]\d+)?)\s*([a-z]{3})?$/i.exec(text.trim()) ?? []
  const currency = (before ?? after ?? '').toUpperCase()
  if (number === '' || currency === '' || (before !== undefined && after !== undefined))
    return refused(`“${text.trim()}” is not a price. Write the amount and the currency’s three letters: 4.90 EUR`)
  if (!isCurrency(currency)) return refused(`There is no currency ${currency}. Write its three letters, such as EUR or USD.`)
  const [whole = '', part = ''] = number.split(/[.,]/)
  const decimals = decimalsOf(currency)
  if (part.length > decimals) return refused(tooFine(currency, decimals))
  const amount = Number(whole + part.padEnd(decimals, '0'))
  if (amount === 0) return refused('A plan costs something. What is free is given with `tessera subscriptions comp`.')
  return amount > most ? refused(`${text.trim()} is more than can be charged.`) : { ok: true, money: { amount, currency } }
}

function tooFine(currency: string, decimals: number): string {
  if (decimals === 0) return `${currency} has no smaller unit: write a whole number, such as 500 ${currency}.`
  return `${currency} has ${decimals} decimals: write 4.${'9'.padEnd(decimals, '0')} ${currency}.`
}

// Making a format costs more than a whole page; there are few currencies in one magazine.
const formats = new Map<string, Intl.NumberFormat>()

function formatOf(language: string, currency: string): Intl.NumberFormat {
  const key = `${language} ${currency}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(language, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })
  formats.set(key, made)
  return made
}

function refused(reason: string): PriceRead {
  return { ok: false, reason }
}
