import type { MemberKind } from '../../src/http/desk-api/contract-members.ts'

/** What the list of members shows, as its address says it. */
export type MembersSearch = { search?: string; kind?: MemberKind }

/** The kinds, in the order in which they are offered, with what each is called. */
export const memberKinds: readonly [MemberKind, string][] = [
  ['subscriber', 'Subscribers'],
  ['comped', 'Comped'],
  ['past-due', 'Payment due'],
  ['group', 'With a seat'],
  ['newsletter', 'Newsletters'],
  ['free', 'Allowance only'],
]

/** Reads the part of an address after the `?`; what it doesn't know is left out. */
export function readMembersSearch({ search, kind }: Record<string, unknown>): MembersSearch {
  const known = memberKinds.find(([one]) => one === kind)?.[0]
  return {
    // The router reads digits as a number.
    ...((typeof search === 'string' || typeof search === 'number') && search !== '' ? { search: String(search) } : {}),
    ...(known ? { kind: known } : {}),
  }
}
