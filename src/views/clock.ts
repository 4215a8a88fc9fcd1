import type { LocalDate } from '../domain/pick.ts'
import { localDateAt } from '../domain/zone.ts'

/** Date and wall clock of a zone at an instant, hours from 0 to 23. */
export function clockOf(zone: string, instant: Date): { date: LocalDate; hour: number; minute: number } {
  const parts = formatOf(zone).formatToParts(instant)
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0)
  return { date: localDateAt(zone, instant), hour: part('hour'), minute: part('minute') }
}

// Making a format costs more than a whole page; there is one zone a magazine.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-u-nu-latn', { timeZone: zone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
  formats.set(zone, made)
  return made
}
