import type { Db } from '../data/schema.ts'
import { englishStyle } from '../domain/house-style.ts'
import type { LookDeps } from '../flows/look-at-source.ts'
import { enrolSources, type WatchDeps, watchSources } from '../flows/watch-sources.ts'
import { tellingFirstFailure } from '../kit/first-failure.ts'
import { watchedAddress } from '../kit/watched-address.ts'
import { repeat } from './repeat.ts'

export type WatchJobDeps = Pick<LookDeps, 'open' | 'hash'> & {
  db: Db
  now: () => Date
  origin: string
  /** A keyed hash, whose key is this magazine's own, as a number from 0 up to 1. */
  spread: (text: string) => number
  /** How many minutes a site is left alone after each request, as the magazine has it set now; 0 looks at nothing. */
  minutes: () => number
  log: (event: string, facts?: Record<string, string | number | null>) => void
}

const every = 15_000
/** New picks are looked for in every so many rounds: they aren't due for a while anyway. */
const roundsBetween = 20
const atOnce = 4

/**
 * Every quarter of a minute looks at a few of the articles that are due. Nothing of readers waits for it: pages are read in a worker. `stop`
 * doesn't wait for answers from elsewhere; what was under way is done again later.
 */
export function startWatching(deps: WatchJobDeps): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  let round = 0
  const tell = (error: string) => {
    if (!stopping.signal.aborted) deps.log('job failed', { job: 'watch sources', error })
  }
  const look = () => watchRound(deps, { signal: stopping.signal, enrols: round++ % roundsBetween === 0 })
  const rounds = repeat(every, tellingFirstFailure(look, tell))
  return {
    stop: () => {
      stopping.abort()
      return rounds.stop()
    },
  }
}

/** One round, if sources could find us by what we call ourselves: begins to watch what is new if it `enrols`, and looks at what is due. */
export async function watchRound(
  { now, minutes, log: _, ...deps }: WatchJobDeps,
  { signal, enrols }: { signal: AbortSignal; enrols: boolean },
): Promise<void> {
  const pause = minutes() * 60_000
  if (pause === 0 || watchedAddress(deps.origin) === null) return
  const flow: WatchDeps = { ...deps, now: now(), pause, style: englishStyle, userAgent: agentOf(deps.origin), signal }
  if (enrols) await enrolSources(flow)
  await watchSources(flow, atOnce)
}

/** Who says so at somebody else's site, and where to find the people behind it. */
function agentOf(origin: string): string {
  return `Mozilla/5.0 (compatible; Tessera source watch; +${origin}/about)`
}
