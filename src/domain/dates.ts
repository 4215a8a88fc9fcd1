import { partsOf, weekdayOf } from './calendar-date.ts'
import type { HouseStyle } from './house-style.ts'
import type { LocalDate } from './pick.ts'

/** The date as the house writes it under a headline: "Sept. 13 2018". */
export function printDate(style: HouseStyle, date: LocalDate): string {
  return fill(style.date.date, wordsOf(style, date))
}

/** The date with its weekday, as over a day's picks: "Thursday, Sept. 13", and the year where asked for. */
export function printDay(style: HouseStyle, date: LocalDate, { withYear }: { withYear: boolean }): string {
  return fill(withYear ? style.date.dayWithYear : style.date.day, wordsOf(style, date))
}

/** The month in full: "September 2018". Takes `YYYY-MM` or any date of the month. */
export function printMonth(style: HouseStyle, month: string): string {
  return fill(style.date.month, wordsOf(style, `${month.slice(0, 7)}-01`))
}

/** The month as one letter, for a row of twelve. Takes `YYYY-MM` or any date of the month. */
export function printMonthLetter(style: HouseStyle, month: string): string {
  return style.date.monthLetters[partsOf(`${month.slice(0, 7)}-01`).month - 1] ?? ''
}

function wordsOf({ date: style }: HouseStyle, date: LocalDate): Record<string, string> {
  const { month, day } = partsOf(date)
  return {
    weekday: style.weekdays[weekdayOf(date) - 1] ?? '',
    month: style.months[month - 1] ?? '',
    mon: style.monthsShort[month - 1] ?? '',
    day: String(day),
    year: date.slice(0, 4),
  }
}

function fill(pattern: string, words: Record<string, string>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '')
}
