import { addDays, nextMonth, startOfMonth, startOfWeek } from './calendar-date.ts'
import type { LocalDate } from './pick.ts'
import type { PeriodKind } from './policy.ts'

/** One period of one reader: the day it started, which is its name in the ledger, and the first day that belongs to a later one. */
export type Period = { start: LocalDate; opensAgain: LocalDate }

/**
 * The period a reader is in on `today`, the magazine's local date. Never one that is earlier than the newest in the ledger for them:
 * a clock or a zone that steps back leaves the reader where they are, and so gives nothing a second time.
 *
 * The same rule settles a change of policy. A longer kind doesn't restart what is running (week to month: the week's readings
 * stand until the month ends); a shorter kind starts its next period at once (month to week: the running week is a new one).
 * A rolling period runs on from the newest start, whatever kind that was, and opens anew on the day of the next reading.
 */
export function currentPeriod(kind: PeriodKind, today: LocalDate, newest: LocalDate | null): Period {
  if (kind.kind === 'rolling') return rollingPeriod(Math.max(1, kind.days), today, newest)
  const calendarStart = kind.kind === 'month' ? startOfMonth(today) : startOfWeek(today)
  const start = newest !== null && newest > calendarStart ? newest : calendarStart
  const opensAgain = kind.kind === 'month' ? nextMonth(start) : addDays(startOfWeek(start), 7)
  return { start, opensAgain }
}

function rollingPeriod(days: number, today: LocalDate, newest: LocalDate | null): Period {
  if (newest !== null) {
    const opensAgain = addDays(newest, days)
    if (today < opensAgain) return { start: newest, opensAgain }
  }
  return { start: today, opensAgain: addDays(today, days) }
}
