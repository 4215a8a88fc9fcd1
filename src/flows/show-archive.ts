import { listLeadsBetween } from '../data/leads.ts'
import type { MonthCount } from '../data/months.ts'
import type { Db } from '../data/schema.ts'
import { addDays, nextMonth } from '../domain/calendar-date.ts'
import { type DayOfPicks, groupByDay } from './list-by-day.ts'
import type { DossierPart } from './show-dossier.ts'

const inMonth = 1_000

export type ArchiveData = {
  total: number
  since: string | null
  years: { year: number; months: number[] }[]
  month: string | null
  days: DayOfPicks[]
  previous: MonthCount | null
}

/** The archive: how many picks in each month, and one month's picks by day. Null when the month asked for has none. */
export async function showArchive(
  db: Db,
  { now, month, monthsOf }: Pick<DossierPart, 'now' | 'monthsOf'> & { month: string | null },
): Promise<ArchiveData | null> {
  const months = await monthsOf({})
  const shown = month ?? months.at(-1)?.month ?? null
  if (month !== null && !months.some((known) => known.month === month)) return null
  const leads = shown
    ? await listLeadsBetween(db, { now, limit: inMonth, first: `${shown}-01`, last: addDays(nextMonth(`${shown}-01`), -1) })
    : []
  const total = months.reduce((sum, { count }) => sum + count, 0)
  const previous = months.findLast((known) => shown !== null && known.month < shown) ?? null
  return { total, since: months[0]?.month ?? null, years: byYear(months), month: shown, days: groupByDay(leads), previous }
}

function byYear(months: MonthCount[]): { year: number; months: number[] }[] {
  const years = new Map<number, number[]>()
  for (const { month, count } of months) {
    const year = Number(month.slice(0, 4))
    const row = years.get(year) ?? Array.from({ length: 12 }, () => 0)
    row[Number(month.slice(5)) - 1] = count
    years.set(year, row)
  }
  return [...years].map(([year, row]) => ({ year, months: row })).reverse()
}
