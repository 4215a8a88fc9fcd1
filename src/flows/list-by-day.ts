import type { Lead, LocalDate } from '../domain/pick.ts'

/** Picks of one day, and of one month (`YYYY-MM`); both keep the order they were given in. */
export type DayOfPicks = { date: LocalDate; leads: Lead[] }
export type MonthOfPicks = { month: string; leads: Lead[] }

export function groupByDay(leads: readonly Lead[]): DayOfPicks[] {
  return group(leads, (lead) => lead.date).map(([date, found]) => ({ date, leads: found }))
}

export function groupByMonth(leads: readonly Lead[]): MonthOfPicks[] {
  return group(leads, (lead) => lead.date.slice(0, 7)).map(([month, found]) => ({ month, leads: found }))
}

function group(leads: readonly Lead[], keyOf: (lead: Lead) => string): [string, Lead[]][] {
  return [...Map.groupBy(leads, keyOf)]
}
