import { networkOf } from '../domain/network.ts'
import { hourOf, type NetworkCounts } from './network-counts.ts'

/** Whether a browser has proved before who it asks for. */
export type Asker = 'stranger' | 'acquaintance'

/** Whether a mail may be asked for from there, as far as the network and the load go. It says nothing of the address. */
export type AskLimits = { countAsk: (address: string | null, now: Date, asker?: Asker) => 'fine' | 'too-many' }

/** Mails asked for in an hour from one network, and in one process from everywhere together. */
export const asksPerHour = { network: 60, everywhere: 3_000 }

/**
 * Counts how often mails, or whatever has limits of its own, are asked for per network and hour, and in all. Acquaintances are counted
 * apart, so that strangers who ask from the same network, or from very many, don't keep them out.
 */
export function createAskLimits({
  counts,
  most = asksPerHour,
}: {
  counts: Pick<NetworkCounts, 'countNetwork'>
  most?: { network: number; everywhere: number }
}): AskLimits {
  const everywhere = { stranger: { hour: Number.NaN, count: 0 }, acquaintance: { hour: Number.NaN, count: 0 } }

  function countAsk(address: string | null, now: Date, asker: Asker = 'stranger') {
    const network = networkOf(address ?? '')
    const name = asker === 'stranger' ? network : `${asker} ${network}`
    // Who is over their own limit uses up nothing of everybody's.
    if (network !== null && name !== null && counts.countNetwork(name, now) > most.network) return 'too-many'
    const hour = hourOf(now)
    if (everywhere[asker].hour !== hour) everywhere[asker] = { hour, count: 0 }
    everywhere[asker].count++
    return everywhere[asker].count > most.everywhere ? 'too-many' : 'fine'
  }

  return { countAsk }
}
