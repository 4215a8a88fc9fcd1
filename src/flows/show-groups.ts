import { listInvitations, type OpenInvitation } from '../data/group-invitations.ts'
import { listOwnedDomains, listOwnedNetworks } from '../data/group-places.ts'
import { listSeats, listSeatsOf, type OwnSeat, type Seat } from '../data/group-seats.ts'
import { listUsage } from '../data/group-usage.ts'
import { findGroup, listGroupsAdministeredBy } from '../data/groups.ts'
import type { Db } from '../data/schema.ts'
import { type CameBy, type Group, type MonthUsage, writeDomain } from '../domain/group.ts'
import { findSeatOffer } from './group-seats.ts'

type Deps = { db: Db; now: Date }

/** What groups are to one member: those they look after, the seats they have, and the one they could take. */
export type OwnGroups = {
  administered: Group[]
  seats: (OwnSeat & { group: string; window: Group['window'] })[]
  offer: Group | null
}

/** A group as its administrator sees it. */
export type AdministeredGroup = {
  group: Group
  seats: Seat[]
  invitations: OpenInvitation[]
  usage: MonthUsage[]
  /** As they are written: `school.example`, `*.school.example`, `192.0.2.0/24`. */
  domains: string[]
  networks: string[]
}

/** A member's own groups; `offer` is the group their address gives them a right to, where they haven't taken the seat. */
export async function showOwnGroups({ db, now }: Deps, member: { id: number; email: string }): Promise<OwnGroups> {
  const seats = await listSeatsOf(db, member.id)
  const windows = await Promise.all(seats.map(async ({ groupId }) => (await findGroup(db, groupId))?.window))
  return {
    administered: await listGroupsAdministeredBy(db, member.id),
    seats: seats.flatMap((seat, index) => {
      const window = windows[index]
      return window ? [{ ...seat, window }] : []
    }),
    offer: await findSeatOffer({ db, now }, member),
  }
}

/**
 * A group with all that its administrator may know; null for anybody else, as for a group there isn't. Whom null stands for looks after
 * the groups that nobody does: only the desk asks so.
 */
export async function findAdministeredGroup(
  { db, now }: Deps,
  { groupId, memberId }: { groupId: number; memberId: number | null },
): Promise<AdministeredGroup | null> {
  const group = await findGroup(db, groupId)
  if (!group || group.administratorId !== memberId) return null
  return {
    group,
    seats: await listSeats(db, groupId),
    invitations: await listInvitations(db, groupId, now),
    usage: await listUsage(db, groupId),
    domains: (await listOwnedDomains(db)).filter((one) => one.groupId === groupId).map(writeDomain),
    networks: (await listOwnedNetworks(db)).filter((one) => one.groupId === groupId).map(({ network }) => network),
  }
}

/** What is kept about a member's groups, in the form they download. */
export type GroupExport = { seats: { group: string; since: string; cameBy: CameBy }[]; administers: string[] }

/** All of a member's seats and groups, for their own hands. */
export async function exportGroups(db: Db, memberId: number): Promise<GroupExport> {
  const seats = await listSeatsOf(db, memberId)
  return {
    seats: seats.map(({ group, takenAt, cameBy }) => ({ group, since: takenAt.toISOString(), cameBy })),
    administers: (await listGroupsAdministeredBy(db, memberId)).map(({ name }) => name),
  }
}
