import type { CrawlerClaim } from '../../domain/crawler-claim.ts'
import type { Crawler } from '../../domain/magazine.ts'
import { isInAny, plainAddress } from '../../domain/network.ts'
import { BoundedMap } from '../../kit/bounded-map.ts'
import { deadlineOf } from '../../kit/deadline.ts'
import { isSignedBy } from './message-signature.ts'

/** The two look-ups that prove a robot; both give an empty list when there is no answer. */
export type NameService = {
  /** The names of an address (PTR). */
  namesOf: (address: string) => Promise<string[]>
  /** The addresses of a name (A and AAAA). */
  addressesOf: (name: string) => Promise<string[]>
}

const remembered = 5_000
const rememberedMs = 3_600_000
/** Together with what the ledger may take, still less than a second before a reader has the lead. */
const patienceMs = 250
// Whoever owns an address writes its names, and could make us look up thousands.
const namesTried = 4

/**
 * Whether a robot the magazine lets in has proved that it sent a request: the address lies in a published range, the request is signed
 * with the robot's key, or the address has a name in one of its domains and that name leads back to the address. No header is believed
 * otherwise. A name service that is slow or silent means no.
 */
export function createCrawlerCheck({ names, now, origin }: { names: NameService; now: () => Date; origin: string }) {
  const known = new BoundedMap<string, { isCrawler: boolean; until: number }>(remembered)
  const deadline = deadlineOf(patienceMs)

  return async ({ address, message }: CrawlerClaim, crawlers: readonly Crawler[]): Promise<boolean> => {
    if (address !== null && crawlers.some((crawler) => isInAny(address, crawler.ranges))) return true
    const keys = crawlers.flatMap((crawler) => crawler.keys)
    if (isSignedBy({ keys, origin, now: now() }, message)) return true
    const domains = crawlers.flatMap((crawler) => crawler.domains)
    if (address === null || domains.length === 0) return false
    const key = `${address} ${domains.join(' ')}`
    const kept = known.get(key)
    if (kept && kept.until > now().getTime()) return kept.isCrawler
    const isCrawler = await deadline(isConfirmed(names, address, domains)).catch(() => false)
    known.set(key, { isCrawler, until: now().getTime() + rememberedMs })
    return isCrawler
  }
}

async function isConfirmed(names: NameService, address: string, domains: string[]): Promise<boolean> {
  const claimed = (await names.namesOf(address)).map((name) => name.toLowerCase().replace(/\.$/, ''))
  const fitting = claimed.filter((name) => domains.some((domain) => name.endsWith(`.${domain.toLowerCase()}`)))
  for (const name of fitting.slice(0, namesTried)) {
    const addresses = await names.addressesOf(name)
    if (addresses.some((found) => plainAddress(found) === plainAddress(address))) return true
  }
  return false
}
