import { dateOfParts } from '../domain/calendar-date.ts'
import type { LocalDate } from '../domain/pick.ts'

/** Date and wall clock of a zone at an instant, hours from 0 to 23. */
export function clockOf(zone: string, instant: Date): { date: LocalDate; hour: number; minute: number } {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = wanted.map((type) => parts.get(type))
  return { date: dateOfParts({ year, month, day }) ?? '', hour, minute }
}

const wanted = ['year', 'month', 'day', 'hour', 'minute'] as const
// Making a format costs more than a whole page; there is one zone a magazine.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const numeric = Object.fromEntries(wanted.map((type) => [type, 'numeric']))
  const made = new Intl.DateTimeFormat('en-u-nu-latn', { timeZone: zone, calendar: 'iso8601', hourCycle: 'h23', ...numeric })
  formats.set(zone, made)
  return made
}
