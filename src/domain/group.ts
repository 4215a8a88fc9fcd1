import type { AccessWindow, Opens } from './subscription.ts'

/** What was agreed with a school, a company or a library. `seats` null: as many as come; 0: readers on its networks only. */
export type GroupTerms = { name: string; opens: Opens; window: AccessWindow; seats: number | null }

/** A group as it is kept. `taken` is how many seats have somebody in them. */
export type Group = GroupTerms & { id: number; administratorId: number | null; taken: number }

/** A domain whose addresses may take a seat; `withSubdomains` for those below it too. */
export type GroupDomain = { domain: string; withSubdomains: boolean }

/** How somebody came to a seat. */
export type CameBy = 'invitation' | 'domain'

/** Through what a group's readers read: their seat, or a network of the group's. */
export type UsageWay = 'seat' | 'network'

/** How much was read in a month (`YYYY-MM`): how many readers, and how many picks in all, each reader's counted once. */
export type MonthUsage = { month: string; way: UsageWay; readers: number; readings: number }

/** Whether a group's agreement holds at that moment. */
export function isRunning({ window: { from, until } }: Pick<Group, 'window'>, now: Date): boolean {
  return from <= now && (until === null || now < until)
}

/** How many seats nobody has; null when there is no limit. Never below 0. */
export function seatsLeft({ seats, taken }: Pick<Group, 'seats' | 'taken'>): number | null {
  return seats === null ? null : Math.max(0, seats - taken)
}

/** The domain of an address in its normal form. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}

/** A domain and every one above it, the longest first: `law.school.example`, `school.example`, `example`. */
export function domainAndAbove(domain: string): string[] {
  const labels = domain.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}

/** Whether an address belongs to the domain. */
export function isOfDomain(email: string, { domain, withSubdomains }: GroupDomain): boolean {
  const own = domainOf(email)
  return own === domain || (withSubdomains && own.endsWith(`.${domain}`))
}

/** A domain as it is typed and shown: `school.example`, or `*.school.example` for it and all below it. */
export function writeDomain({ domain, withSubdomains }: GroupDomain): string {
  return withSubdomains ? `*.${domain}` : domain
}
