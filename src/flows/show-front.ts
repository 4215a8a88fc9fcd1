import { listNewestLeads } from '../data/leads.ts'
import type { Db } from '../data/schema.ts'
import type { Lead } from '../domain/pick.ts'
import { type DayOfPicks, groupByDay } from './list-by-day.ts'

const onFront = 14

/** The front page: the newest picks by day, whole days only, and the month in which older ones are found. */
export async function showFront(db: Db, now: Date): Promise<{ days: DayOfPicks[]; older: { month: string } | null }> {
  const leads = await listNewestLeads(db, { now, limit: onFront + 1 })
  const shown = leads.length > onFront ? wholeDays(leads) : leads
  const next = leads.find((lead) => !shown.includes(lead))
  return { days: groupByDay(shown), older: next ? { month: next.date.slice(0, 7) } : null }
}

function wholeDays(leads: Lead[]): Lead[] {
  const cut = leads.at(-1)?.date
  const whole = leads.filter((lead) => lead.date !== cut)
  return whole.length > 0 ? whole : leads.slice(0, -1)
}
