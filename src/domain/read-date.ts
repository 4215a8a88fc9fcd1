import { type DateParts, dateOfParts, daysInMonth, weekdayOf } from './calendar-date.ts'
import { type DateStyle, englishStyle, type HouseStyle } from './house-style.ts'
import { tidy } from './markup/tidy.ts'
import type { LocalDate } from './pick.ts'

/** A date read, or why not. `isDateLike` tells a date that is wrong or unclear from words that are no date at all. */
export type DateRead = { ok: true; date: LocalDate } | { ok: false; isDateLike: boolean; reason: string }

const NUMERIC = /^(\d{1,4})([/.-]) ?(\d{1,2})\2 ?(\d{1,4})$/
const LONGEST = 60
const HOW = 'write it like “Sept. 13 2018”'
const ORDERS = ['month day year', 'day month year', 'year month day']

/**
 * Reads a date as people write it ("Sept. 13 2018", "Thursday, 13 September 2018", "2018-09-13"), with the month names of the
 * style or of English. Refuses what could mean two days (9/10/2018), days that don't exist and a weekday that doesn't fit.
 */
export function readDate(text: string, style: HouseStyle = englishStyle): DateRead {
  const written = text.length > LONGEST * 4 ? '' : tidy(text)
  if (written === '' || written.length > LONGEST) return notADate()
  const numeric = NUMERIC.exec(written)
  if (numeric === null) return readWords(written, style)
  const [, first = '', , second = '', third = ''] = numeric
  return readNumbers([first, second, third])
}

function readNumbers([first, second, third]: [string, string, string]): DateRead {
  if (first.length === 4) return dateOf({ year: Number(first), month: Number(second), day: Number(third) })
  if (third.length !== 4) return unclear(`The year needs its four digits; ${HOW}.`)
  const [a, b, year] = [Number(first), Number(second), Number(third)]
  if (a > 12) return dateOf({ year, month: b, day: a })
  if (b > 12 || a === b) return dateOf({ year, month: a, day: b })
  return unclear(`“${first}” and “${second}” could each be the day or the month; ${HOW} or like “2018-09-13”.`)
}

type Word = { kind: 'month' | 'day' | 'year' | 'weekday'; value: number }

function readWords(written: string, style: HouseStyle): DateRead {
  const words: Word[] = []
  for (const text of written.toLowerCase().split(/[ .,/-]+/)) {
    if (text === '' || text === 'of' || text === 'the') continue
    const word = readWord(text, style.date) ?? readWord(text, englishStyle.date)
    if (word === null || words.length > 3) return notADate()
    words.push(word)
  }
  const weekday = words[0]?.kind === 'weekday' ? words.shift() : undefined
  const order = words.map((word) => word.kind).join(' ')
  if (!order.includes('month') || words.length < 2) return notADate()
  if (!order.includes('year')) return unclear(`The date has no year of four digits; ${HOW}.`)
  if (!ORDERS.includes(order)) return unclear(`The date can’t be read; ${HOW}.`)
  const value = (kind: Word['kind']) => words.find((word) => word.kind === kind)?.value ?? 0
  const read = dateOf({ year: value('year'), month: value('month'), day: value('day') })
  return read.ok && weekday !== undefined ? checkWeekday(read, weekday.value) : read
}

function readWord(text: string, style: DateStyle): Word | null {
  if (/^\d{4}$/.test(text)) return { kind: 'year', value: Number(text) }
  const day = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(text)?.[1]
  if (day !== undefined) return { kind: 'day', value: Number(day) }
  const month = indexOfName(text, style.months, style.monthsShort)
  if (month >= 0) return { kind: 'month', value: month + 1 }
  const weekday = indexOfName(text, style.weekdays, [])
  return weekday >= 0 ? { kind: 'weekday', value: weekday + 1 } : null
}

/** A name in full, as the house shortens it, or cut after three letters or more where that leaves no doubt. */
function indexOfName(text: string, names: readonly string[], short: readonly string[]): number {
  const full = names.map((name) => name.toLowerCase())
  const exact = full.indexOf(text)
  if (exact >= 0) return exact
  const shortened = short.findIndex((name) => name.toLowerCase().replaceAll('.', '') === text)
  if (shortened >= 0 || text.length < 3 || text.length > 5) return shortened
  const starting = full.filter((name) => name.startsWith(text))
  return starting.length === 1 ? full.indexOf(starting[0] ?? '') : -1
}

function dateOf(parts: DateParts): DateRead {
  const date = dateOfParts(parts)
  if (date !== null) return { ok: true, date }
  const { year, month, day } = parts
  if (year < 1) return unclear('There is no year 0.')
  if (month < 1 || month > 12) return unclear(`There is no month ${month}; ${HOW}.`)
  const name = englishStyle.date.months[month - 1]
  return unclear(`There is no day ${day} in ${name} ${year}, which has ${daysInMonth(year, month)} days.`)
}

function checkWeekday(read: { ok: true; date: LocalDate }, weekday: number): DateRead {
  const { weekdays } = englishStyle.date
  const is = weekdayOf(read.date)
  if (is === weekday) return read
  return unclear(`That day is a ${weekdays[is - 1]}, not a ${weekdays[weekday - 1]}; mend the date or leave the weekday out.`)
}

function unclear(reason: string): DateRead {
  return { ok: false, isDateLike: true, reason }
}

function notADate(): DateRead {
  return { ok: false, isDateLike: false, reason: `This is not a date; ${HOW}.` }
}
