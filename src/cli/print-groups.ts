import { listOwnedDomains, listOwnedNetworks } from '../data/group-places.ts'
import { findMember } from '../data/members.ts'
import type { Db } from '../data/schema.ts'
import { type Group, isRunning, writeDomain } from '../domain/group.ts'
import { localDateAt } from '../domain/zone.ts'

type Clock = { zone: string; now: Date }

/** A group on one line. */
export function lineOfGroup(group: Group, clock: Clock): string {
  return `${String(group.id).padStart(4)}  ${group.name}  (${seatsOf(group)}; ${termOf(group, clock)})\n`
}

/** A group with all that was agreed. */
export async function describeGroup(db: Db, group: Group, clock: Clock): Promise<string> {
  const administrator = group.administratorId === null ? null : await findMember(db, group.administratorId)
  const domains = (await listOwnedDomains(db)).filter(({ groupId }) => groupId === group.id).map(writeDomain)
  const networks = (await listOwnedNetworks(db)).filter(({ groupId }) => groupId === group.id).map(({ network }) => network)
  const facts = [
    `Number: ${group.id}`,
    `Administrator: ${administrator?.email ?? 'none; name one with --administrator'}`,
    `Opens: ${group.opens === 'everything' ? 'everything' : 'metered picks'}`,
    `Term: ${termOf(group, clock)}`,
    `Seats: ${seatsOf(group)}`,
    ...(domains.length > 0 ? [`Domains: ${domains.join(', ')}`] : []),
    ...(networks.length > 0 ? [`Networks: ${networks.join(', ')}`] : []),
  ]
  return facts.map((fact) => `  ${fact}\n`).join('')
}

function seatsOf({ seats, taken }: Group): string {
  if (seats === 0) return 'no seats'
  return seats === null ? `${taken} seats taken, no limit` : `${taken} of ${seats} seats taken`
}

function termOf(group: Group, { zone, now }: Clock): string {
  const { from, until } = group.window
  const last = until && localDateAt(zone, new Date(until.getTime() - 1))
  const first = localDateAt(zone, from)
  if (until !== null && until <= now) return `ended ${last}`
  return `${isRunning(group, now) ? 'since' : 'begins'} ${first}${last === null ? '' : `, through ${last}`}`
}
