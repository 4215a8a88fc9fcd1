import { networkOf } from '../domain/network.ts'
import { BoundedMap } from '../kit/bounded-map.ts'

/** How many links that nobody was given one network has tried. Of whoever has tried too many none is looked up for the rest of the hour. */
export type GiftGuesses = {
  isTooMany: (address: string | null, now: Date) => boolean
  countWrong: (address: string | null, now: Date) => void
}

const hour = 3_600_000
const networksKept = 50_000
/** Wrong links an hour from one network. */
export const wrongPerHour = 100

/** Counts wrong links per network and hour. Addresses aren't kept: a network is a hash under a key that lives for an hour. */
export function createGiftGuesses({
  hash,
  randomKey,
}: {
  hash: (key: string, text: string) => string
  randomKey: () => string
}): GiftGuesses {
  const counts = new BoundedMap<string, number>(networksKept)
  let current = { hour: Number.NaN, key: '' }

  function nameOf(address: string | null, now: Date): string | null {
    const thisHour = Math.floor(now.getTime() / hour)
    if (current.hour !== thisHour) {
      current = { hour: thisHour, key: randomKey() }
      counts.clear()
    }
    const network = networkOf(address ?? '')
    return network === null ? null : hash(current.key, network)
  }

  return {
    isTooMany: (address, now) => {
      const name = nameOf(address, now)
      return name !== null && (counts.get(name) ?? 0) >= wrongPerHour
    },
    countWrong: (address, now) => {
      const name = nameOf(address, now)
      if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
    },
  }
}
