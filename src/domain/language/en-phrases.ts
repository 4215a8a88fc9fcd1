import type { PeriodKind } from '../policy.ts'

const plural = new Intl.PluralRules('en')
const digits = new Intl.NumberFormat('en-US')
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** "article" or "articles". */
export function articles(count: number): string {
  return plural.select(count) === 'one' ? 'article' : 'articles'
}

/** "12 picks", in digits. */
export function picks(count: number): string {
  return `${digits.format(count)} ${plural.select(count) === 'one' ? 'pick' : 'picks'}`
}

/** "1,450 words", in digits. */
export function wordsCounted(count: number): string {
  return `${digits.format(count)} ${plural.select(count) === 'one' ? 'word' : 'words'}`
}

/** Numbers up to twelve as words, the others in digits. */
export function spelled(count: number): string {
  return numbers[count] ?? digits.format(count)
}

/** "three picks", in words as far as they go. */
export function countedPicks(count: number): string {
  return `${spelled(count)} ${plural.select(count) === 'one' ? 'pick' : 'picks'}`
}

/** "three articles"; `kind` goes before the noun, as "free " does. */
export function counted(count: number, kind = ''): string {
  return `${spelled(count)} ${kind}${articles(count)}`
}

/** With a capital letter, to begin a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "this month", or "in these 30 days". */
export function inThis(period: PeriodKind): string {
  return period.kind === 'rolling' ? `in these ${days(period.days)}` : `this ${period.kind}`
}

/** "a month", or "in 30 days". */
export function every(period: PeriodKind): string {
  return period.kind === 'rolling' ? `in ${days(period.days)}` : `a ${period.kind}`
}

/** "30 days", in digits. */
export function days(count: number): string {
  return `${digits.format(count)} ${plural.select(count) === 'one' ? 'day' : 'days'}`
}
