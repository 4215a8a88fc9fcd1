import type { LocalDate } from './pick.ts'

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const DAYS_IN_400_YEARS = 146_097

/** The parts of a calendar day; month and day count from 1. */
export type DateParts = { year: number; month: number; day: number }

/** How many days a month has (month 1–12) in the Gregorian calendar, which is also used for years before it. */
export function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0)
}

/** The date made of these parts, or null where no such day exists. Years run from 1 to 9999. */
export function dateOfParts({ year, month, day }: DateParts): LocalDate | null {
  if (![year, month, day].every(Number.isInteger)) return null
  if (year < 1 || year > 9999 || day < 1 || day > daysInMonth(year, month)) return null
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  return /^\d{4}-\d\d-\d\d$/.test(text) && dateOfParts(split(text)) === text
}

/** The parts of a date. Throws a RangeError for anything that isn't one: dates are checked where they come in. */
export function partsOf(date: LocalDate): DateParts {
  if (!isLocalDate(date)) throw new RangeError(`Not a date: ${date}`)
  return split(date)
}

/** The day of the week, 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: LocalDate): number {
  return ((dayNumber(partsOf(date)) + 2) % 7) + 1
}

/** The date that many days later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(partsOf(date)) + days)
}

/** The same day that many months later (earlier when negative), or the month's last day where it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = partsOf(date)
  const count = year * 12 + (month - 1) + months
  const to = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 }
  return orThrow(dateOfParts({ ...to, day: Math.min(day, daysInMonth(to.year, to.month)) }))
}

/** The first day of the date's month. */
export function startOfMonth(date: LocalDate): LocalDate {
  return orThrow(dateOfParts({ ...partsOf(date), day: 1 }))
}

/** The first day of the month after the date's. */
export function nextMonth(date: LocalDate): LocalDate {
  return addMonths(startOfMonth(date), 1)
}

/** The Monday of the date's week; a Monday gives itself. */
export function startOfWeek(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekdayOf(date))
}

function split(date: LocalDate): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** Days since 1 March of year 0: counting years from March puts the leap day last, so no month needs an exception. */
function dayNumber({ year, month, day }: DateParts): number {
  const years = month > 2 ? year : year - 1
  const months = (month + 9) % 12
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
  return years * 365 + leapDays + Math.floor((months * 153 + 2) / 5) + day - 1
}

function dateOfDayNumber(days: number): LocalDate {
  const era = Math.floor(days / DAYS_IN_400_YEARS)
  const inEra = days - era * DAYS_IN_400_YEARS
  const years = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365)
  const inYear = inEra - (years * 365 + Math.floor(years / 4) - Math.floor(years / 100))
  const months = Math.floor((inYear * 5 + 2) / 153)
  const month = ((months + 2) % 12) + 1
  const year = era * 400 + years + (month <= 2 ? 1 : 0)
  return orThrow(dateOfParts({ year, month, day: inYear - Math.floor((months * 153 + 2) / 5) + 1 }))
}

function orThrow(date: LocalDate | null): LocalDate {
  if (date === null) throw new RangeError('The date is outside the years 1 to 9999')
  return date
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
