import { BoundedMap } from '../kit/bounded-map.ts'

/** A network under its hash, and how often it was counted. */
export type NetworkCount = { network: string; count: number }

/** Counts per network and hour. Nothing is asked and nothing waited for to count; what other processes counted comes in beside it. */
export type NetworkCounts = {
  /** Counts a network once more, and says how often it was in this hour: here, and elsewhere as far as that is known. */
  countNetwork: (network: string, now: Date) => number
  /** How often a network was counted in this hour. */
  countOf: (network: string, now: Date) => number
  networksHeld: () => number
  /** From now on the networks of that hour have the names they have in every process. */
  useKey: (hour: number, key: string) => void
  /** What the others haven't been told: only networks that come near their limit, so that hardly any ever is. */
  listUntold: (hour: number) => NetworkCount[]
  /** They have been. */
  markTold: (hour: number, told: readonly NetworkCount[]) => void
  /** How often all processes together have counted these networks. */
  learn: (hour: number, totals: readonly NetworkCount[]) => void
}

export type NetworkCountsDeps = {
  /** A keyed hash, and a new random key for it. */
  hash: (key: string, text: string) => string
  randomKey: () => string
  /** From how many on the others are told of a network. */
  tellFrom: () => number
}

const hourLong = 3_600_000
const networksKept = 50_000

/** The hours since 1970. */
export function hourOf(now: Date): number {
  return Math.floor(now.getTime() / hourLong)
}

/** Addresses aren't kept: a network is a hash under a key that lives for an hour, and key and counts go together. */
export function createNetworkCounts({ hash, randomKey, tellFrom }: NetworkCountsDeps): NetworkCounts {
  const counts = new BoundedMap<string, Entry>(networksKept)
  const untold = new Set<string>()
  const keys = new Map<number, string>()
  let current = { hour: Number.NaN, key: '', isShared: false }

  const begin = (hour: number) => {
    const shared = keys.get(hour)
    current = { hour, key: shared ?? randomKey(), isShared: shared !== undefined }
    counts.clear()
    untold.clear()
  }
  const entryOf = (name: string) => {
    const entry = counts.get(name) ?? { own: 0, told: 0, others: 0 }
    if (entry.own + entry.others === 0) counts.set(name, entry)
    return entry
  }
  const nameAt = (network: string, now: Date) => {
    if (current.hour !== hourOf(now)) begin(hourOf(now))
    return hash(current.key, network)
  }
  const isSharing = (hour: number) => current.hour === hour && current.isShared

  return {
    countNetwork: (network, now) => {
      const name = nameAt(network, now)
      const entry = entryOf(name)
      entry.own += 1
      if (current.isShared && entry.own >= tellFrom()) untold.add(name)
      return totalOf(entry)
    },
    countOf: (network, now) => totalOf(counts.get(nameAt(network, now))),
    networksHeld: () => counts.size,
    useKey: (hour, key) => {
      for (const known of keys.keys()) if (known < hour - 1) keys.delete(known)
      keys.set(hour, key)
      if (current.hour === hour && current.key !== key) begin(hour)
    },
    listUntold: (hour) => {
      if (!isSharing(hour)) return []
      const entries = [...untold].map((network) => ({ network, entry: counts.get(network) }))
      return entries.flatMap(({ network, entry }) => (entry ? [{ network, count: entry.own - entry.told }] : []))
    },
    markTold: (hour, told) => {
      if (!isSharing(hour)) return
      for (const { network, count } of told) {
        const entry = counts.get(network)
        if (entry) entry.told += count
        if (!entry || entry.told === entry.own) untold.delete(network)
      }
    },
    learn: (hour, totals) => {
      if (!isSharing(hour)) return
      for (const { network, count } of totals) {
        const entry = entryOf(network)
        entry.others = Math.max(0, count - entry.told)
      }
    },
  }
}

type Entry = { own: number; told: number; others: number }

function totalOf(entry: Entry | undefined): number {
  return entry ? entry.own + entry.others : 0
}

/** A tenth of the limit: up to ten processes together then miss nothing of a network that is over it. */
export function tenthOf(limit: number): number {
  return Math.max(2, Math.ceil(limit / 10))
}
