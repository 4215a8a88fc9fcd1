import type { Magazine } from '../domain/magazine.ts'
import { isInAny, networkOf } from '../domain/network.ts'
import type { NetworkCounts } from './network-counts.ts'

/** What a brand-new visitor's next pick becomes: readable as usual, or the invitation to sign up. Never more than that. */
export type Welcome = 'welcome' | 'sign-up-first'

export type NewVisitors = {
  /** `address` null, or one that can't be read, is welcome: nothing can be said about its network. */
  countNewVisitor: (address: string | null, now: Date) => Welcome
}

export type NewVisitorsDeps = {
  /** The magazine's settings as they are now. */
  settings: () => Pick<Magazine, 'newVisitorsPerHour' | 'sharedNetworks'>
  counts: Pick<NetworkCounts, 'countNetwork'>
}

/** Counts brand-new visitors per network and hour. Only for requests that bring no cookie: nobody who has one is ever counted here. */
export function createNewVisitors({ settings, counts }: NewVisitorsDeps): NewVisitors {
  return {
    countNewVisitor: (address, now) => {
      const { newVisitorsPerHour, sharedNetworks } = settings()
      const network = networkOf(address ?? '')
      if (newVisitorsPerHour === 0 || address === null || network === null || isInAny(address, sharedNetworks)) return 'welcome'
      return counts.countNetwork(network, now) > newVisitorsPerHour ? 'sign-up-first' : 'welcome'
    },
  }
}
