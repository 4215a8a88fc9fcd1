import { networkOf } from '../domain/network.ts'
import { hourOf, type NetworkCounts } from './network-counts.ts'

/**
 * Whether a mail may be asked for from there, as far as the network and the load go. `acquaintance` is the mail's address where the
 * browser has proved before that it is its own; of any other address it says nothing.
 */
export type AskLimits = { countAsk: (address: string | null, now: Date, acquaintance?: string | null) => 'fine' | 'too-many' }

/** Mails asked for in an hour from one network, or by all acquaintances of one address; and in one process from everywhere together. */
export const asksPerHour = { network: 60, everywhere: 3_000 }

/**
 * Counts how often mails, or whatever has limits of its own, are asked for per network and hour, and in all. Acquaintances are counted
 * apart, so that strangers who ask from the same network, or from very many, don't keep them out; and by address too, so that one that
 * somebody has signed in as doesn't open all that is left for acquaintances to them.
 */
export function createAskLimits({
  counts,
  most = asksPerHour,
}: {
  counts: Pick<NetworkCounts, 'countNetwork'>
  most?: { network: number; everywhere: number }
}): AskLimits {
  const everywhere = { stranger: { hour: Number.NaN, count: 0 }, acquaintance: { hour: Number.NaN, count: 0 } }

  function countAsk(address: string | null, now: Date, acquaintance: string | null = null) {
    const network = networkOf(address ?? '')
    const asker = acquaintance === null ? 'stranger' : 'acquaintance'
    const names = network === null ? [] : [asker === 'stranger' ? network : `${asker} ${network}`]
    if (acquaintance !== null) names.push(`${asker} of ${acquaintance}`)
    // Who is over their own limit uses up nothing of everybody's.
    for (const name of names) if (counts.countNetwork(name, now) > most.network) return 'too-many'
    const hour = hourOf(now)
    if (everywhere[asker].hour !== hour) everywhere[asker] = { hour, count: 0 }
    everywhere[asker].count++
    return everywhere[asker].count > most.everywhere ? 'too-many' : 'fine'
  }

  return { countAsk }
}
