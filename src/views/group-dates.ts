import { clockOf } from './clock.ts'
import { dateText } from './dates.ts'
import type { Frame } from './frame.ts'

/** The day of an instant in the magazine's zone, printed. */
export function dayOf({ magazine }: Frame, instant: Date): string {
  return dateText(clockOf(magazine.zone, instant).date)
}

/** The last day before an end, printed: what ends with the beginning of a day lasted through the day before. */
export function lastDayOf(frame: Frame, end: Date): string {
  return dayOf(frame, new Date(end.getTime() - 1))
}
