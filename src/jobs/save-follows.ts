import type { FollowCounts } from '../flows/count-follows.ts'

type Log = (event: string, facts?: Record<string, string | number | null>) => void

const every = 10_000

/** Writes down every ten seconds how often readers went on to sources; `stop` writes the rest. A crash loses those seconds' numbers and nothing else. */
export function startSavingFollows({ follows, log }: { follows: Pick<FollowCounts, 'flush'>; log: Log }): {
  stop: () => Promise<void>
} {
  let failing = false
  const flush = () =>
    follows.flush().then(
      () => {
        failing = false
      },
      (error: unknown) => {
        if (!failing) log('job failed', { job: 'count readers sent to sources', error: String(error) })
        failing = true
      },
    )
  const timer = setInterval(flush, every)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      return flush()
    },
  }
}
