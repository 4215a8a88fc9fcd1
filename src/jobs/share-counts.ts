import { addNetworkCounts, deleteNetworkCounts, listNetworkCounts, loadNetworkKey } from '../data/network-counts.ts'
import type { Db } from '../data/schema.ts'
import { hourOf, type NetworkCounts } from '../flows/network-counts.ts'
import { tellingFirstFailure } from '../kit/first-failure.ts'
import { repeat } from './repeat.ts'

export type ShareDeps = {
  db: Db
  /** What is counted, by what it is counted for. */
  counts: Readonly<Record<string, NetworkCounts>>
  randomKey: () => string
  now: () => Date
}

const everyMs = 2_000

/**
 * Tells the other processes which networks come near a limit, and hears from them. Counting never waits for this, so that a network may
 * go over its limit by what comes within two seconds.
 */
export async function shareCounts({ db, counts, randomKey, now }: ShareDeps): Promise<void> {
  const hour = hourOf(now())
  // The next hour's too, so that it begins with the key that all will have.
  for (const one of [hour, hour + 1]) {
    const key = await loadNetworkKey(db, one, randomKey())
    for (const counted of Object.values(counts)) counted.useKey(one, key)
  }
  for (const [purpose, counted] of Object.entries(counts)) {
    const untold = counted.listUntold(hour)
    await addNetworkCounts(db, { purpose, hour }, untold)
    counted.markTold(hour, untold)
    counted.learn(hour, await listNetworkCounts(db, { purpose, hour }))
  }
  await deleteNetworkCounts(db, hour)
}

/** Does so every two seconds. A round that fails is logged once, and the next one makes up for it. */
export function startSharing(deps: ShareDeps & { log: (event: string, facts: { error: string }) => void }): {
  stop: () => Promise<void>
} {
  const tell = (error: string) => deps.log('cannot share counts', { error })
  return repeat(
    everyMs,
    tellingFirstFailure(() => shareCounts(deps), tell),
  )
}
