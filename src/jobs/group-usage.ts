import type { Database } from '../data/database.ts'
import { closeMonths } from '../data/group-usage.ts'
import type { Calendar } from '../domain/zone.ts'
import type { GroupUsage } from '../flows/group-usage.ts'
import { tellingFirstFailure } from '../kit/first-failure.ts'

type Log = (event: string, facts?: Record<string, string | number | null>) => void

const flushEvery = 5_000
const day = 86_400_000

/** Writes down every five seconds what groups have read; `stop` writes the rest. A crash loses those seconds' numbers and nothing else. */
export function startGroupUsage({ usage, now, log }: { usage: Pick<GroupUsage, 'flush'>; now: () => Date; log: Log }): {
  stop: () => Promise<void>
} {
  const tell = (error: string) => log('job failed', { job: 'count what groups read', error })
  const flush = tellingFirstFailure(() => usage.flush(now()), tell)
  const timer = setInterval(flush, flushEvery)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      return flush()
    },
  }
}

/** Turns the months that are over into numbers; a day late, so that no process has anything of them left to write. */
export async function closeGroupMonths({
  database: { db },
  now,
  meter,
}: {
  database: Pick<Database, 'db'>
  now: () => Date
  meter: () => { calendar: Calendar }
}): Promise<void> {
  const yesterday = meter().calendar.dateAt(new Date(now().getTime() - day))
  await db.transaction().execute((trx) => closeMonths(trx, yesterday.slice(0, 7)))
}
