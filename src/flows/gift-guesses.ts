import { networkOf } from '../domain/network.ts'
import type { NetworkCounts } from './network-counts.ts'

/** How many links that nobody was given one network has tried. Of whoever has tried too many none is looked up for the rest of the hour. */
export type GiftGuesses = {
  isTooMany: (address: string | null, now: Date) => boolean
  countWrong: (address: string | null, now: Date) => void
}

/** Wrong links an hour from one network. */
export const wrongPerHour = 100

/** Counts wrong links per network and hour. */
export function createGiftGuesses({ counts }: { counts: Pick<NetworkCounts, 'countNetwork' | 'countOf'> }): GiftGuesses {
  return {
    isTooMany: (address, now) => {
      const network = networkOf(address ?? '')
      return network !== null && counts.countOf(network, now) >= wrongPerHour
    },
    countWrong: (address, now) => {
      const network = networkOf(address ?? '')
      if (network !== null) counts.countNetwork(network, now)
    },
  }
}
