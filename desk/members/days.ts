import { useMe } from '../api/me.ts'
import { localOf, shortDay } from '../parts/moments.ts'

/** The last day that something is there which ends at a moment: what ends at midnight was there the day before. */
export function lastDayOf(until: string, zone: string): string {
  return localOf(new Date(Date.parse(until) - 1).toISOString(), zone).day
}

/** Days as lists say them: the one a moment lies in, and the last one before it. */
export function useDays(): { first: (moment: string) => string; last: (moment: string) => string } {
  const { zone, today } = useMe().magazine
  return {
    first: (moment) => shortDay(localOf(moment, zone).day, today),
    last: (moment) => shortDay(lastDayOf(moment, zone), today),
  }
}
