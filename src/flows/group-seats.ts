import { deleteInvitationsTo } from '../data/group-invitations.ts'
import { listOwnedDomains, type OwnedDomain } from '../data/group-places.ts'
import { deletePastSeatsOf, deleteSeat, listSeats, listSeatsOf, type SeatTaken, takeSeat } from '../data/group-seats.ts'
import { deleteAdministrator, findGroup, handOverGroup } from '../data/groups.ts'
import { keepsEmail } from '../data/members.ts'
import { saveMail } from '../data/outgoing-mail.ts'
import type { Db, Trx } from '../data/schema.ts'
import { domainAndAbove, domainOf, type Group, isOfDomain, isRunning } from '../domain/group.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

type Deps = { db: Db; now: Date }
type Member = { id: number; email: string }

/** How long the mail about a handover is of use, in days. */
const mailDays = 14
const day = 86_400_000

/** The group whose domain an address belongs to; the narrowest domain counts. Null when it belongs to none. */
async function findGroupOfAddress(db: Db, email: string): Promise<OwnedDomain | null> {
  const owned = await listOwnedDomains(db, domainAndAbove(domainOf(email)))
  const [narrowest] = owned.filter((one) => isOfDomain(email, one)).toSorted((a, b) => b.domain.length - a.domain.length)
  return narrowest ?? null
}

/** The running group that a member may take a seat of by their address, and hasn't; null when there is none. */
export async function findSeatOffer({ db, now }: Deps, { id, email }: Member): Promise<Group | null> {
  const domain = await findGroupOfAddress(db, email)
  const group = domain && (await findGroup(db, domain.groupId))
  if (!group || group.seats === 0 || !isRunning(group, now)) return null
  const seats = await listSeatsOf(db, id)
  return seats.some((seat) => seat.groupId === group.id) ? null : group
}

/** Takes the seat that a member's address gives them a right to; `not-theirs` when it gives them none. */
export async function takeSeatByDomain(
  { db, now }: Deps,
  { member, groupId }: { member: Member; groupId: number },
): Promise<SeatTaken | 'not-theirs'> {
  return db.transaction().execute(async (trx) => {
    const domain = await findGroupOfAddress(trx, member.email)
    if (domain?.groupId !== groupId || !(await keepsEmail(trx, member.id, member.email))) return 'not-theirs'
    return takeSeat(trx, { groupId, memberId: member.id, cameBy: 'domain', now })
  })
}

/** Ends a seat, by its member, the administrator or an owner at the desk; false when there is no such seat. What it opened closes with the next request. */
export async function endSeat(
  { db, now, audit }: Deps & { audit?: AuditDeps },
  seat: { groupId: number; memberId: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const isEnded = await deleteSeat(trx, { ...seat, now })
    const subject = `group ${seat.groupId}` as const
    if (audit && isEnded) await writeAudit(trx, audit, { what: 'endSeatOf', subject, detail: { member: seat.memberId } })
    return isEnded
  })
}

/** Hands a group over to somebody with a seat in it, who gets a mail; false when the two aren't who they must be. */
export async function handOver(
  { db, now }: Deps,
  { groupId, from, to }: { groupId: number; from: number; to: number },
  writeMail: () => { subject: string; text: string; html: string },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    if (!(await handOverGroup(trx, { groupId, from, to }))) return false
    const seat = (await listSeats(trx, groupId)).find(({ memberId }) => memberId === to)
    const usefulUntil = new Date(now.getTime() + mailDays * day)
    if (seat) await saveMail(trx, { recipient: seat.email, ...writeMail() }, { now, usefulUntil })
    return true
  })
}

/** Ends the seats of a group that hang on a domain which the seat's address isn't of any more, and says how many. */
export async function endStrangersSeats(trx: Trx, groupId: number, now: Date): Promise<number> {
  const domains = (await listOwnedDomains(trx)).filter((one) => one.groupId === groupId)
  const strangers = (await listSeats(trx, groupId)).filter(
    ({ cameBy, email }) => cameBy === 'domain' && !domains.some((one) => isOfDomain(email, one)),
  )
  for (const { memberId } of strangers) await deleteSeat(trx, { groupId, memberId, now })
  return strangers.length
}

/** To be called where a member's address changes, in the same transaction: the seats end that the old address gave and the new one doesn't. */
export async function endSeatsOfOldAddress(trx: Trx, { id, email }: Member, now: Date): Promise<void> {
  const domains = await listOwnedDomains(trx, domainAndAbove(domainOf(email)))
  for (const { groupId, cameBy } of await listSeatsOf(trx, id)) {
    const stays = cameBy !== 'domain' || domains.some((one) => one.groupId === groupId && isOfDomain(email, one))
    if (!stays) await deleteSeat(trx, { groupId, memberId: id, now })
  }
}

/** Takes a member out of every group, in the transaction that deletes them. Groups they looked after go on without an administrator. */
export async function leaveAllGroups(trx: Trx, { id, email }: Member, now: Date): Promise<void> {
  for (const { groupId } of await listSeatsOf(trx, id)) await deleteSeat(trx, { groupId, memberId: id, now })
  await deletePastSeatsOf(trx, id)
  await deleteAdministrator(trx, id)
  await deleteInvitationsTo(trx, email)
}
