import { addFollows, type DayOfFollows } from '../data/follows.ts'
import type { Db } from '../data/schema.ts'
import { networkOf } from '../domain/network.ts'
import type { LocalDate } from '../domain/pick.ts'
import type { NetworkCounts } from './network-counts.ts'

/** Counts how often readers take the way to a source. Nothing says who they were. */
export type FollowCounts = {
  /** Counts one more, unless too many come from one network: at once, and without anything being written. */
  note: (follow: { pickId: number; day: LocalDate; address: string | null; now: Date }) => void
  /** Writes down what has come together. What can't be written is kept for the next time. */
  flush: () => Promise<void>
}

/** From one network within an hour: as often to one article, and in all. More is nobody's reading. */
const most = { article: 20, network: 300 }
const articlesWaiting = 10_000

/** What comes together until it is written is one number an article and day, so that however many follow, little is ever written. */
export function createFollowCounts({ db, counts }: { db: Db; counts: Pick<NetworkCounts, 'countNetwork'> }): FollowCounts {
  let waiting = new Map<string, DayOfFollows>()
  let last: Promise<void> = Promise.resolve()

  const add = ({ pickId, day, count }: DayOfFollows) => {
    const key = `${day} ${pickId}`
    const known = waiting.get(key)
    if (known === undefined && waiting.size >= articlesWaiting) return
    waiting.set(key, { pickId, day, count: (known?.count ?? 0) + count })
  }
  const write = async () => {
    if (waiting.size === 0) return
    const taken = [...waiting.values()].toSorted((a, b) => a.pickId - b.pickId || (a.day < b.day ? -1 : 1))
    waiting = new Map()
    try {
      await db.transaction().execute((trx) => addFollows(trx, taken))
    } catch (error) {
      for (const one of taken) add(one)
      throw error
    }
  }
  return {
    note: ({ pickId, day, address, now }) => {
      const network = networkOf(address ?? '') ?? 'nowhere'
      if (counts.countNetwork(network, now) > most.network) return
      if (counts.countNetwork(`${network} ${pickId}`, now) > most.article) return
      add({ pickId, day, count: 1 })
    },
    // One after the other: what is put back by one that failed must be there for the next.
    flush: () => {
      last = last.catch(() => {}).then(write)
      return last
    },
  }
}
