import type { GroupTerms } from '../../src/domain/group.ts'
import { readGroupDomain, readGroupNetwork } from '../../src/domain/group-terms.ts'
import { addGroup, changeGroup, type GroupChange } from '../../src/flows/change-groups.ts'
import type { TestDatabase } from './database.ts'
import { newestMail } from './sign-in.ts'
import type { TestSite } from './site.ts'

/** What a test says of a group; the rest is a school of three seats that runs without an end. */
export type TestGroup = Partial<GroupTerms> & { administrator?: string; domains?: string[]; networks?: string[] }

/** Begins a group and gives its id; throws where it is refused. */
export async function openGroup(
  { db }: Pick<TestDatabase, 'db'>,
  { administrator = 'head@school.example', domains = [], networks = [], ...terms }: TestGroup = {},
  now = new Date('2026-11-01T00:00:00Z'),
): Promise<number> {
  const agreed = { name: 'Ferry School', opens: 'metered', window: { from: now, until: null }, seats: 3, ...terms } as const
  const added = await addGroup({ db, now }, { terms: agreed, administrator, ...placesOf({ domains, networks }) })
  if (added.kind === 'refused') throw new Error(added.reason)
  return added.group.id
}

/** Domains and networks as the command line reads them. */
export function placesOf({ domains = [], networks = [] }: Pick<TestGroup, 'domains' | 'networks'>) {
  return {
    addDomains: domains.map((text) => read(readGroupDomain(text))),
    addNetworks: networks.map((text) => read(readGroupNetwork(text))),
  }
}

/** Changes a group in one respect. */
export function change(
  { db }: Pick<TestDatabase, 'db'>,
  id: number,
  changes: Partial<GroupChange>,
  now = new Date('2026-11-10T12:00:00Z'),
) {
  const nothing = { terms: {}, administrator: null, addDomains: [], addNetworks: [], removeDomains: [], removeNetworks: [] }
  return changeGroup({ db, now }, id, { ...nothing, ...changes })
}

/** The path that the newest mail to an invited address leads to. */
export async function invitationPath(site: TestSite, email: string): Promise<string> {
  return /\/invitation\/[\w-]{43}/.exec((await newestMail(site, email)).text)?.[0] ?? ''
}

/** The id of the member with an address. */
export async function memberId({ database }: Pick<TestSite, 'database'>, email: string): Promise<number> {
  return (await database.db.selectFrom('member').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id
}

function read<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!result.ok) throw new Error(result.reason)
  return result.value
}
