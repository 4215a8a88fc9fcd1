import type { Magazine } from '../domain/magazine.ts'
import { isInAny, networkOf } from '../domain/network.ts'
import { BoundedMap } from '../kit/bounded-map.ts'

/** What a brand-new visitor's next pick becomes: readable as usual, or the invitation to sign up. Never more than that. */
export type Welcome = 'welcome' | 'sign-up-first'

export type NewVisitors = {
  /** `address` null, or one that can't be read, is welcome: nothing can be said about its network. */
  countNewVisitor: (address: string | null, now: Date) => Welcome
  /** How many networks are held in memory at present. */
  networksHeld: () => number
}

export type NewVisitorsDeps = {
  /** The magazine's settings as they are now. */
  settings: () => Pick<Magazine, 'newVisitorsPerHour' | 'sharedNetworks'>
  /** A keyed hash, and a new random key for it. */
  hash: (key: string, text: string) => string
  randomKey: () => string
}

const hour = 3_600_000
const networksKept = 50_000

/**
 * Counts brand-new visitors per network and hour. Only for requests that bring no cookie: nobody who has one is ever counted here.
 * Addresses aren't kept: a network is a hash under a key that lives for an hour, and key and counts go together.
 */
export function createNewVisitors({ settings, hash, randomKey }: NewVisitorsDeps): NewVisitors {
  const counts = new BoundedMap<string, number>(networksKept)
  let current = { hour: Number.NaN, key: '' }

  function countNewVisitor(address: string | null, now: Date): Welcome {
    const { newVisitorsPerHour, sharedNetworks } = settings()
    const network = networkOf(address ?? '')
    if (newVisitorsPerHour === 0 || address === null || network === null || isInAny(address, sharedNetworks)) return 'welcome'
    turnTo(Math.floor(now.getTime() / hour))
    const name = hash(current.key, network)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count > newVisitorsPerHour ? 'sign-up-first' : 'welcome'
  }

  function turnTo(thisHour: number) {
    if (current.hour === thisHour) return
    current = { hour: thisHour, key: randomKey() }
    counts.clear()
  }

  return { countNewVisitor, networksHeld: () => counts.size }
}
