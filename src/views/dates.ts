import { printDate, printDay, printMonth, printMonthLetter } from '../domain/dates.ts'
import { englishStyle, type HouseStyle } from '../domain/house-style.ts'
import type { LocalDate } from '../domain/pick.ts'
import type { Frame } from './frame.ts'

/** The house style pages are printed in. */
export const style: HouseStyle = englishStyle

/** "Sept. 13 2018", as under a headline. */
export function dateText(date: LocalDate): string {
  return printDate(style, date)
}

/** "Thursday, Sept. 13", with the year where it isn't this one. */
export function dayText({ today }: Pick<Frame, 'today'>, date: LocalDate): string {
  return printDay(style, date, { withYear: date.slice(0, 4) !== today.slice(0, 4) })
}

/** "Thursday, Sept. 13" for a day so near that its year goes without saying. */
export function nearDayText(date: LocalDate): string {
  return printDay(style, date, { withYear: false })
}

/** "September 2018". */
export function monthText(month: string): string {
  return printMonth(style, month)
}

/** "S" for September. */
export function monthLetter(month: string): string {
  return printMonthLetter(style, month)
}
