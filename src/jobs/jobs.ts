import type { Database } from '../data/database.ts'
import { pruneReadings } from '../data/readings.ts'
import { addMonths } from '../domain/calendar-date.ts'

/** Readings older than this many months are forgotten for good; "What I have read" says so. */
export const monthsKept = 13

const day = 86_400_000

export type JobDeps = {
  database: Database
  now: () => Date
  log: (event: string, facts?: Record<string, string | number | null>) => void
}

/** Runs what has to be done once a day, the first time right away. A job that fails is logged and tried again the next day. */
export function startJobs(deps: JobDeps): { stop: () => void } {
  const daily = () => {
    forgetOldReadings(deps).catch((error: unknown) =>
      deps.log('job failed', { job: 'forget old readings', error: String(error) }),
    )
  }
  const timer = setInterval(daily, day)
  timer.unref()
  daily()
  return { stop: () => clearInterval(timer) }
}

/** Deletes the readings of periods that began more than thirteen months ago, and says how many. */
export async function forgetOldReadings({ database, now }: Pick<JobDeps, 'database' | 'now'>): Promise<number> {
  return pruneReadings(database.ledger, addMonths(now().toISOString().slice(0, 10), -monthsKept))
}
