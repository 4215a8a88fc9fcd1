import { addDays, isLocalDate } from './calendar-date.ts'
import type { LocalDate } from './pick.ts'

/** A day and a time of day, as a zone's clocks show them to the minute: `2026-12-01T08:00`. Compares correctly as text. */
export type LocalTime = string

/** When a zone's clocks show a time. `skipped`: they never do, and this is right after; `twice`: they do so once more later. */
export type Showing = { at: Date; clock: 'plain' | 'skipped' | 'twice' }

/**
 * The calendar of one time zone. Its days never run backwards: where a zone sets its clocks back across midnight the day that has
 * begun goes on, so each instant has one date and a later instant never has an earlier one.
 */
export type Calendar = {
  readonly zone: string
  /** The local date at an instant. Costs nothing while the instants asked for are on one day. */
  dateAt: (instant: Date) => LocalDate
  /** The first instant of a local day: 01:00 where midnight is skipped, the next day's start where the whole day is. */
  startOf: (date: LocalDate) => Date
  /** What the clocks show at an instant. */
  timeAt: (instant: Date) => LocalTime
  /** The first instant at which the clocks show that time or a later one. */
  momentOf: (time: LocalTime) => Showing
}

/** Whether the text is a day that exists with a time of day. Whether a zone's clocks ever show it is another question. */
export function isLocalTime(text: string): text is LocalTime {
  return /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) && isLocalDate(text.slice(0, 10))
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
// No zone has ever been further from UTC than 15 h 14 min.
const FARTHEST = 16 * HOUR
const STEP = 4 * HOUR

/** Whether the name is a zone of the IANA time zone database, as this program knows it. Offsets such as "+02:00" are not. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The calendar of a zone; make it once and keep it, since it remembers the current day. Throws a RangeError for an unknown zone. */
export function calendarOf(zone: string): Calendar {
  const offsetAt = offsetsOf(zone)
  let day = { date: '', from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY }
  return {
    zone,
    dateAt: (instant) => {
      const at = instant.getTime()
      if (!(at >= day.from && at < day.to)) day = dayAt(at, offsetAt)
      return day.date
    },
    startOf: (date) => new Date(startOfDay(date, offsetAt)),
    timeAt: (instant) => new Date(instant.getTime() + offsetAt(instant.getTime())).toISOString().slice(0, 16),
    momentOf: (time) => showingOf(Date.parse(`${time}:00Z`), offsetAt),
  }
}

/** The local date in a zone at an instant. Slow: for many instants use `calendarOf`. */
export function localDateAt(zone: string, instant: Date): LocalDate {
  return calendarOf(zone).dateAt(instant)
}

/** How far a zone's clocks are ahead of UTC at an instant; both in milliseconds. */
type OffsetAt = (at: number) => number

function offsetsOf(zone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-u-nu-latn', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (at) => {
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
  }
}

function dayAt(at: number, offsetAt: OffsetAt) {
  let date = new Date(at + offsetAt(at)).toISOString().slice(0, 10)
  let to = startOfDay(addDays(date, 1), offsetAt)
  while (at >= to) {
    date = addDays(date, 1)
    to = startOfDay(addDays(date, 1), offsetAt)
  }
  return { date, from: startOfDay(date, offsetAt), to }
}

function startOfDay(date: LocalDate, offsetAt: OffsetAt): number {
  return firstShowing(Date.parse(`${date}T00:00:00Z`), offsetAt)
}

function showingOf(time: number, offsetAt: OffsetAt): Showing {
  const at = firstShowing(time, offsetAt)
  if (at + offsetAt(at) !== time) return { at: new Date(at), clock: 'skipped' }
  // Clocks are never set back by more than a day.
  const again = time - offsetAt(at + DAY)
  return { at: new Date(at), clock: again > at && again + offsetAt(again) === time ? 'twice' : 'plain' }
}

/** The first instant at which the zone's clocks show the time, given as if it were UTC, or something later. */
function firstShowing(time: number, offsetAt: OffsetAt): number {
  for (let from = time - FARTHEST; ; from += STEP) {
    const to = from + STEP
    const change = changeBetween(from, to, offsetAt)
    const before = Math.max(from, time - offsetAt(from))
    if (before < change) return before
    const after = Math.max(change, time - offsetAt(to))
    if (after < to) return after
  }
}

/** The instant in (from, to] from which the offset is that of `to`; `to` itself where it doesn't change. */
function changeBetween(from: number, to: number, offsetAt: OffsetAt): number {
  const after = offsetAt(to)
  if (offsetAt(from) === after) return to
  let [old, changed] = [from, to]
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2)
    if (offsetAt(middle) === after) changed = middle
    else old = middle
  }
  return changed
}
