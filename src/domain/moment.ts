import { addDays, addMonths, isLocalDate } from './calendar-date.ts'
import type { Calendar } from './zone.ts'

/**
 * Reads a moment as it is typed: a day, `2026-12-31`, in the magazine's zone, or one to the second, `2026-12-31T18:00:00Z` or with an
 * offset. A day is meant whole: it begins with its first moment and ends with the next day's. Null for anything else.
 */
export function readMoment(text: string, edge: 'from' | 'until', calendar: Pick<Calendar, 'startOf'>): Date | null {
  const typed = text.trim()
  if (isLocalDate(typed)) return calendar.startOf(edge === 'from' ? typed : addDays(typed, 1))
  const [, date = '', offset = ''] = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d)?(Z|[+-]\d\d:\d\d)$/.exec(typed) ?? []
  const moment = new Date(typed)
  return isLocalDate(date) && offset !== '' && !Number.isNaN(moment.getTime()) ? moment : null
}

/**
 * The same time of day that many months later on the magazine's calendar; on the month's last day where it has no such day. What begins
 * at midnight ends at midnight, also where the clocks have changed in between.
 */
export function monthsLater(from: Date, months: number, calendar: Pick<Calendar, 'startOf' | 'dateAt'>): Date {
  const date = calendar.dateAt(from)
  const intoDay = from.getTime() - calendar.startOf(date).getTime()
  return new Date(calendar.startOf(addMonths(date, months)).getTime() + intoDay)
}
