import { createNetworkCounts } from '../../src/flows/network-counts.ts'
import { secrets } from './secrets.ts'

/** Counts as a process has them; it tells the others from 2 on. */
export function createCounts() {
  return createNetworkCounts({
    hash: (key, text) => secrets.hash(key + text),
    randomKey: secrets.newToken,
    tellFrom: () => 2,
  })
}
