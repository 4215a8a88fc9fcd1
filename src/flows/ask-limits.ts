import { networkOf } from '../domain/network.ts'
import { hourOf, type NetworkCounts } from './network-counts.ts'

/** Whether a mail may be asked for from there, as far as the network and the load go. It says nothing of the address. */
export type AskLimits = { countAsk: (address: string | null, now: Date) => 'fine' | 'too-many' }

/** Mails asked for in an hour from one network, and in one process from everywhere together. */
export const asksPerHour = { network: 60, everywhere: 3_000 }

/** Counts how often mails are asked for per network and hour, and in all. */
export function createAskLimits({ counts }: { counts: Pick<NetworkCounts, 'countNetwork'> }): AskLimits {
  let everywhere = { hour: Number.NaN, count: 0 }

  function countAsk(address: string | null, now: Date) {
    const network = networkOf(address ?? '')
    // Who is over their own limit uses up nothing of everybody's.
    if (network !== null && counts.countNetwork(network, now) > asksPerHour.network) return 'too-many'
    const hour = hourOf(now)
    if (everywhere.hour !== hour) everywhere = { hour, count: 0 }
    everywhere.count++
    return everywhere.count > asksPerHour.everywhere ? 'too-many' : 'fine'
  }

  return { countAsk }
}
