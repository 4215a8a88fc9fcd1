import { networkOf } from '../domain/network.ts'
import { BoundedMap } from '../kit/bounded-map.ts'

/** Whether a sign-in mail may be asked for from there, as far as the network and the load go. It says nothing of the address. */
export type AskLimits = { countAsk: (address: string | null, now: Date) => 'fine' | 'too-many' }

const hour = 3_600_000
const networksKept = 50_000
/** Sign-in mails an hour from one network, and from everywhere together. */
export const asksPerHour = { network: 60, everywhere: 3_000 }

/**
 * Counts how often sign-in mails are asked for per network and hour, and in all. Addresses aren't kept: a network is a hash under
 * a key that lives for an hour.
 */
export function createAskLimits({
  hash,
  randomKey,
  most = asksPerHour,
}: {
  hash: (key: string, text: string) => string
  randomKey: () => string
  most?: { network: number; everywhere: number }
}): AskLimits {
  const counts = new BoundedMap<string, number>(networksKept)
  let current = { hour: Number.NaN, key: '', everywhere: 0 }

  function countAsk(address: string | null, now: Date) {
    turnTo(Math.floor(now.getTime() / hour))
    const network = networkOf(address ?? '')
    const name = network === null ? null : hash(current.key, network)
    const count = name === null ? 0 : (counts.get(name) ?? 0) + 1
    if (name !== null) counts.set(name, count)
    // Who is over their own limit uses up nothing of everybody's.
    if (count > most.network) return 'too-many'
    current.everywhere++
    return current.everywhere > most.everywhere ? 'too-many' : 'fine'
  }

  function turnTo(thisHour: number) {
    if (current.hour === thisHour) return
    current = { hour: thisHour, key: randomKey(), everywhere: 0 }
    counts.clear()
  }

  return { countAsk }
}
