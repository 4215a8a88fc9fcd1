import { findGroup, listGroups } from '../../data/groups.ts'
import { findMember } from '../../data/members.ts'
import { addDays } from '../../domain/calendar-date.ts'
import { normalEmail } from '../../domain/email.ts'
import type { Group, GroupDomain, GroupTerms } from '../../domain/group.ts'
import { type Read, readGroupDomain, readGroupName, readGroupNetwork } from '../../domain/group-terms.ts'
import type { Network } from '../../domain/network.ts'
import { placeIn } from '../../domain/subscription.ts'
import { addGroup, changeGroup, endGroup, type GroupChanged } from '../../flows/change-groups.ts'
import { endSeat } from '../../flows/group-seats.ts'
import { findAdministeredGroup } from '../../flows/show-groups.ts'
import type { Deps } from '../deps.ts'
import type { AskedGroup, GroupLine } from './contract-groups.ts'
import type { DeskAnswers, DeskRequest } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, type Refusal, refuse, unusable } from './refusal.ts'

type Names = 'listGroups' | 'addGroup' | 'showGroup' | 'changeGroup' | 'endGroup' | 'endSeatOf'

/** Groups: schools, companies, libraries. */
export const groupAnswers: DeskAnswers<Names> = {
  listGroups: async ({ deps }) => {
    const groups = await listGroups(deps.database.db)
    return { answer: { groups: groups.map((group) => lineOf(deps, group)) } }
  },
  showGroup: async ({ deps, id }) => {
    const { db } = deps.database
    const group = await findGroup(db, id)
    if (group === null) return refuse('missing')
    const asked = { groupId: id, memberId: group.administratorId }
    const found = await findAdministeredGroup({ db, now: deps.now() }, asked)
    if (found === null) return refuse('missing')
    const administrator = group.administratorId === null ? null : await findMember(db, group.administratorId)
    const { calendar } = deps.generation()
    const { from, until } = group.window
    return {
      answer: {
        ...lineOf(deps, group),
        firstDay: calendar.dateAt(from),
        lastDay: until === null ? null : calendar.dateAt(new Date(until.getTime() - 1)),
        administrator: administrator && { id: administrator.id, email: administrator.email },
        people: found.seats.map(({ memberId, email, name, cameBy, takenAt }) => {
          return { id: memberId, email, name, cameBy, since: takenAt.toISOString() }
        }),
        invited: found.invitations.map(({ email, invitedAt, expiresAt }) => {
          return { email, at: invitedAt.toISOString(), until: expiresAt.toISOString() }
        }),
        domains: found.domains,
        networks: found.networks,
        usage: found.usage.toSorted((a, b) => (a.month < b.month ? 1 : -1)),
      },
    }
  },
  addGroup: async (request) => {
    const read = readGroup(request.deps, request.asked, null)
    if ('refusal' in read) return read
    const { administrator, ...rest } = read
    if (administrator === null) return unusable('administrator', 'A group needs an administrator: who invites its people.')
    return changed(request, await addGroup(deps(request), { ...rest, administrator }))
  },
  changeGroup: async (request) => {
    const group = await findGroup(request.deps.database.db, request.id)
    if (group === null) return refuse('missing')
    const { removeDomains, removeNetworks, ...asked } = request.asked
    const read = readGroup(request.deps, asked, group)
    if ('refusal' in read) return read
    const domains = readAll(removeDomains, readGroupDomain, 'removeDomains')
    if ('refusal' in domains) return domains
    const networks = readAll(removeNetworks, readGroupNetwork, 'removeNetworks')
    if ('refusal' in networks) return networks
    const gone = { removeDomains: domains.values.map(({ domain }) => domain), removeNetworks: networks.values }
    return changed(request, await changeGroup(deps(request), request.id, { ...read, ...gone }))
  },
  endGroup: async (request) => {
    if ((await findGroup(request.deps.database.db, request.id)) === null) return refuse('missing')
    return changed(request, await endGroup(deps(request), request.id))
  },
  endSeatOf: async (request) => {
    const isEnded = await endSeat(deps(request), { groupId: request.id, memberId: request.asked.member })
    return isEnded ? { answer: {} } : refuse('missing')
  },
}

function deps(request: DeskRequest<Names>) {
  const { db, now, ...audit } = flowDeps(request)
  return { db, now, audit: { now, ...audit } }
}

async function changed(
  { deps: { refresh } }: DeskRequest<Names>,
  result: GroupChanged,
): Promise<Outcome<{ id: number; seatsEnded: number }>> {
  if (result.kind === 'refused') return refuse('not-now', { message: result.reason })
  // Networks are read from the generation.
  await refresh()
  return { answer: { id: result.group.id, seatsEnded: result.seatsEnded } }
}

function lineOf({ now }: Deps, { id, name, opens, seats, taken, window }: Group): GroupLine {
  const { from, until } = window
  const span = { from: from.toISOString(), until: until?.toISOString() ?? null }
  return { id, name, opens, seats, taken, ...span, when: placeIn(window, now()) }
}

type ReadGroup = { terms: GroupTerms; administrator: string | null; addDomains: GroupDomain[]; addNetworks: Network[] }

function readGroup({ generation, now }: Deps, asked: AskedGroup, group: Group | null): ReadGroup | { refusal: Refusal } {
  const { calendar } = generation()
  const name = readGroupName(asked.name)
  if (!name.ok) return unusable('name', name.reason)
  const administrator = asked.administrator === null ? null : normalEmail(asked.administrator)
  if (asked.administrator !== null && administrator === null)
    return unusable('administrator', 'This isn’t an e-mail address we can write to.')
  const domains = readAll(asked.addDomains, readGroupDomain, 'addDomains')
  if ('refusal' in domains) return domains
  const networks = readAll(asked.addNetworks, readGroupNetwork, 'addNetworks')
  if ('refusal' in networks) return networks
  // The day it began on stays the moment it began.
  const began = group && asked.from === calendar.dateAt(group.window.from) ? group.window.from : null
  const from = asked.from === null ? (group?.window.from ?? now()) : (began ?? calendar.startOf(asked.from))
  const until = asked.until === null ? null : calendar.startOf(addDays(asked.until, 1))
  const terms = { name: name.value, opens: asked.opens, seats: asked.seats, window: { from, until } }
  return { terms, administrator, addDomains: domains.values, addNetworks: networks.values }
}

function readAll<T>(
  typed: readonly string[],
  read: (text: string) => Read<T>,
  field: string,
): { values: T[] } | { refusal: Refusal } {
  const values: T[] = []
  for (const text of typed) {
    const one = read(text)
    if (!one.ok) return unusable(field, one.reason)
    values.push(one.value)
  }
  return { values }
}
