import { printDate, printDay } from '../../src/domain/dates.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import type { LocalDate } from '../../src/domain/pick.ts'

/** What the magazine's clock shows: a day, and the time of day as people read it ("9:41"). */
export type Local = { day: LocalDate; time: string }

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the magazine's clock shows at a moment (ISO, UTC). */
export function localOf(moment: string, zone: string): Local {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(new Date(moment))
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${Number(part('hour'))}:${part('minute')}` }
}

/** A local day and time as the API writes them (`2026-12-01T08:00`), taken apart. */
export function partsOfLocal(local: string): Local {
  const [day = '', time = ''] = local.split('T')
  return { day, time: time.replace(/^0/, '') }
}

/** A day in words, said as today, yesterday or tomorrow where it is; the year only where it isn't this one. */
export function dayInWords(day: LocalDate, today: LocalDate): string {
  const words = printDay(englishStyle, day, { withYear: day.slice(0, 4) !== today.slice(0, 4) })
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
  const near = days === 0 ? ', today' : days === 1 ? ', tomorrow' : days === -1 ? ', yesterday' : ''
  return words + near
}

/** A day as briefly as it can be said: "Nov. 24", with the year only where it isn't this one. */
export function shortDay(day: LocalDate, today: LocalDate): string {
  const words = printDate(englishStyle, day)
  return day.slice(0, 4) === today.slice(0, 4) ? words.replace(/ \d{4}$/, '') : words
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-u-nu-latn-ca-iso8601', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formats.set(zone, made)
  return made
}
