import type { Db } from '../data/schema.ts'
import { englishStyle } from '../domain/house-style.ts'
import type { Calendar } from '../domain/zone.ts'
import { publishDue } from '../flows/publish-pick.ts'
import { tellingFirstFailure } from '../kit/first-failure.ts'
import { repeat } from './repeat.ts'

export type PublishDeps = {
  db: Db
  now: () => Date
  /** SHA-256 as base64url. */
  hash: (text: string) => string
  /** The magazine's calendar as it is set now. */
  calendar: () => Calendar
  /** Tells this process's own pages at once. */
  refresh: () => Promise<void>
  log: (event: string, facts?: Record<string, string | number | null>) => void
}

const eachSecond = 1_000

/**
 * Publishes every second what is planned for then, and what should have gone out while nothing was running. Any number of processes may
 * do so; each pick goes out once. `stop` waits for what is under way.
 */
export function startPublishing(deps: PublishDeps): { stop: () => Promise<void> } {
  const tell = (error: string) => deps.log('job failed', { job: 'publish what is planned', error })
  return repeat(
    eachSecond,
    tellingFirstFailure(() => publishAllDue(deps), tell),
  )
}

/** Publishes all that is due now, and says how many picks that were. */
export async function publishAllDue({ db, now, hash, calendar, refresh, log }: PublishDeps): Promise<number> {
  let all = 0
  for (let done = 1; done > 0; all += done)
    done = await publishDue({ db, now: now(), hash, calendar: calendar(), style: englishStyle })
  if (all > 0) {
    await refresh()
    log('published what was planned', { picks: all })
  }
  return all
}
