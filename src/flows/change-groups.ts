import {
  deleteGroupDomain,
  deleteGroupNetwork,
  listOwnedDomains,
  listOwnedNetworks,
  saveGroupDomain,
  saveGroupNetwork,
} from '../data/group-places.ts'
import { equalizeGroup } from '../data/group-seats.ts'
import { findGroup, findGroupNamed, saveAdministrator, saveGroup, updateGroup } from '../data/groups.ts'
import { saveMember } from '../data/members.ts'
import type { Db, Trx } from '../data/schema.ts'
import type { Deed } from '../domain/deeds.ts'
import { type Group, type GroupDomain, type GroupTerms, isRunning, writeDomain } from '../domain/group.ts'
import { overlap, writeNetwork } from '../domain/group-terms.ts'
import { type Network, parseNetwork } from '../domain/network.ts'
import { changeMagazine } from './change-magazine.ts'
import { endStrangersSeats } from './group-seats.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

/** `audit`: who does it at the desk; at the console nobody is named. */
type Deps = { db: Db; now: Date; audit?: AuditDeps }

/** What a group has besides its terms. `administrator` is an address in its normal form; a member is made of it where there is none. */
export type GroupPlaces = { administrator: string | null; addDomains: GroupDomain[]; addNetworks: Network[] }
export type GroupChange = GroupPlaces & { terms: Partial<GroupTerms>; removeDomains: string[]; removeNetworks: Network[] }

/** `seatsEnded`: seats that hung on a domain the group no longer has. */
export type GroupChanged = { kind: 'changed'; group: Group; seatsEnded: number } | Refusal
export type Refusal = { kind: 'refused'; reason: string }

/** Begins a group. Its administrator gets an account, which nobody is in before they have signed in by mail. */
export async function addGroup(
  { db, now, audit }: Deps,
  { terms, administrator, ...places }: GroupPlaces & { terms: GroupTerms; administrator: string },
): Promise<GroupChanged> {
  return change(db, { audit, what: 'addGroup' }, async (trx) => {
    const problem = findBadTerms(terms) ?? (await findNameTaken(trx, terms.name, null))
    if (problem !== null) return refused(problem)
    const administratorId = await saveMember(trx, administrator, now)
    const id = await saveGroup(trx, { ...terms, administratorId, now })
    return (await addPlaces(trx, id, places)) ?? finished(trx, id, 0)
  })
}

/** Changes a group. What its seats open changes with its terms, in the same step. */
export async function changeGroup({ db, now, audit }: Deps, id: number, changes: GroupChange): Promise<GroupChanged> {
  return change(db, { audit, what: 'changeGroup' }, async (trx) => {
    const group = await findGroup(trx, id)
    if (!group) return refused(`There is no group ${id}.`)
    const terms = { ...group, ...changes.terms }
    const problem = findBadTerms(terms) ?? (await findNameTaken(trx, terms.name, id))
    if (problem !== null) return refused(problem)
    if (!(await updateGroup(trx, id, terms)))
      return refused(`${group.taken} seats of ${group.name} are taken. It can’t have fewer; its administrator can end some.`)
    await equalizeGroup(trx, id)
    if (changes.administrator !== null) await saveAdministrator(trx, id, await saveMember(trx, changes.administrator, now))
    const missing = await removePlaces(trx, group, changes)
    if (missing !== null) return missing
    return (await addPlaces(trx, id, changes)) ?? finished(trx, id, await endStrangersSeats(trx, id, now))
  })
}

/** Ends a group at this moment. Its seats and what was read stay on record, and a later end brings all of it back. */
export async function endGroup({ db, now, audit }: Deps, id: number): Promise<GroupChanged> {
  return change(db, { audit, what: 'endGroup' }, async (trx) => {
    const group = await findGroup(trx, id)
    if (!group) return refused(`There is no group ${id}.`)
    if (!isRunning(group, now) && group.window.from <= now) return refused(`${group.name} has ended already.`)
    const from = group.window.from > now ? now : group.window.from
    await updateGroup(trx, id, { ...group, window: { from, until: now } })
    await equalizeGroup(trx, id)
    return finished(trx, id, 0)
  })
}

type Noted = { audit: AuditDeps | undefined; what: Deed }

async function change(db: Db, { audit, what }: Noted, work: (trx: Trx) => Promise<GroupChanged>): Promise<GroupChanged> {
  return changeMagazine(db, async (trx) => {
    const result = await work(trx)
    if (audit && result.kind === 'changed') await writeAudit(trx, audit, { what, subject: `group ${result.group.id}` })
    return { changed: result.kind === 'changed', result }
  })
}

async function finished(trx: Trx, id: number, seatsEnded: number): Promise<GroupChanged> {
  const group = await findGroup(trx, id)
  if (!group) throw new Error('A group that was just saved is there')
  return { kind: 'changed', group, seatsEnded }
}

function findBadTerms({ window: { from, until } }: GroupTerms): string | null {
  return until !== null && until <= from ? 'The agreement would end before it begins.' : null
}

async function findNameTaken(trx: Trx, name: string, own: number | null): Promise<string | null> {
  const other = await findGroupNamed(trx, name)
  return other && other.id !== own ? `There is a group named ${name} already: ${other.id}.` : null
}

async function removePlaces(trx: Trx, group: Group, { removeDomains, removeNetworks }: GroupChange): Promise<Refusal | null> {
  for (const domain of removeDomains)
    if (!(await deleteGroupDomain(trx, group.id, domain))) return refused(`${group.name} has no domain ${domain}.`)
  for (const network of removeNetworks.map(writeNetwork))
    if (!(await deleteGroupNetwork(trx, group.id, network))) return refused(`${group.name} has no network ${network}.`)
  return null
}

/** Null when all could be given to the group. */
async function addPlaces(trx: Trx, groupId: number, { addDomains, addNetworks }: Omit<GroupPlaces, 'administrator'>) {
  for (const domain of addDomains) {
    const [owner] = await listOwnedDomains(trx, [domain.domain])
    if (owner && owner.groupId !== groupId) return refused(`${writeDomain(domain)} belongs to ${owner.group} (${owner.groupId}).`)
    await saveGroupDomain(trx, groupId, domain)
  }
  if (addNetworks.length === 0) return null
  const others = (await listOwnedNetworks(trx)).filter((other) => other.groupId !== groupId)
  for (const network of addNetworks) {
    const other = others.find((one) => overlapsText(network, one.network))
    if (other)
      return refused(
        `${writeNetwork(network)} overlaps with ${other.network} of ${other.group} (${other.groupId}), so it couldn’t be said whose readers they are.`,
      )
    await saveGroupNetwork(trx, groupId, writeNetwork(network))
  }
  return null
}

function overlapsText(network: Network, text: string): boolean {
  const other = parseNetwork(text)
  return other !== null && overlap(network, other)
}

function refused(reason: string): Refusal {
  return { kind: 'refused', reason }
}
