import type { FollowCounts } from '../flows/count-follows.ts'
import { tellingFirstFailure } from '../kit/first-failure.ts'

type Log = (event: string, facts?: Record<string, string | number | null>) => void

const every = 10_000

/** Writes down every ten seconds how often readers went on to sources; `stop` writes the rest. A crash loses those seconds' numbers and nothing else. */
export function startSavingFollows({ follows, log }: { follows: Pick<FollowCounts, 'flush'>; log: Log }): {
  stop: () => Promise<void>
} {
  const tell = (error: string) => log('job failed', { job: 'count readers sent to sources', error })
  const flush = tellingFirstFailure(() => follows.flush(), tell)
  const timer = setInterval(flush, every)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      return flush()
    },
  }
}
