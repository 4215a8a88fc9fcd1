import {
  type Entitlement,
  listEntitlements,
  listMembers,
  listSeatNames,
  type MemberFilter,
  type MemberLine,
} from '../data/desk-members.ts'
import { listPastSeatsOf, listSeatsOf, type OwnSeat } from '../data/group-seats.ts'
import { findGroup } from '../data/groups.ts'
import { type Invoice, listInvoicesOf } from '../data/invoices.ts'
import { findMember, type Member } from '../data/members.ts'
import { listNewsletterChoices, type NewsletterChoice } from '../data/newsletters.ts'
import type { Db } from '../data/schema.ts'
import { type ListedSession, listSessionsOf } from '../data/sessions.ts'
import { findRole } from '../data/staff.ts'
import { findCustomerOf } from '../data/stripe-customers.ts'
import type { Role } from '../domain/role.ts'
import { placeIn } from '../domain/subscription.ts'
import type { Secrets } from '../kit/secret-token.ts'
import { findPasskeysOf } from './change-passkeys.ts'

type Deps = { db: Db; secrets: Pick<Secrets, 'hash'>; now: Date }

/** A member in the list, with what opens picks for them now, by subscription and by the groups they have a seat in. */
export type ListedMember = MemberLine & { holds: Entitlement[]; seats: string[] }

/** A subscription, and whether it opens picks now. */
export type ShownEntitlement = Entitlement & { when: 'later' | 'now' | 'over' }

/** A seat; `endedAt` is null for one they have, and `until` is when the group's agreement ends. */
export type ShownSeat = OwnSeat & { endedAt: Date | null; until: Date | null }

/** What the desk may see of a member. There is nothing in it of what they read: that is theirs. */
export type ShownMember = {
  member: Omit<Member, 'keepsHistory'>
  role: Role | null
  stripeCustomer: string | null
  entitlements: ShownEntitlement[]
  seats: ShownSeat[]
  invoices: Invoice[]
  sessions: ListedSession[]
  passkeys: { id: string; name: string; site: string; createdAt: Date; usedAt: Date | null }[]
  newsletters: NewsletterChoice[]
}

/** Members for the desk's list. */
export async function showMembers(
  { db, now }: Omit<Deps, 'secrets'>,
  filter: Omit<MemberFilter, 'now'>,
): Promise<ListedMember[]> {
  const members = await listMembers(db, { ...filter, now })
  const ids = members.map(({ id }) => id)
  const [entitlements, seats] = [await listEntitlements(db, ids), await listSeatNames(db, ids, now)]
  const running = entitlements.filter((one) => placeIn(one, now) === 'now')
  return members.map((member) => ({
    ...member,
    holds: running.filter(({ memberId }) => memberId === member.id),
    seats: seats.filter(({ memberId }) => memberId === member.id).map(({ group }) => group),
  }))
}

/** One member as the desk sees them; null when there is none. */
export async function showMember(deps: Deps, id: number): Promise<ShownMember | null> {
  const { db, now } = deps
  const found = await findMember(db, id)
  if (found === null) return null
  const { keepsHistory: _, ...member } = found
  const entitlements = await listEntitlements(db, [id])
  return {
    member,
    role: await findRole(db, id),
    stripeCustomer: await findCustomerOf(db, id),
    entitlements: entitlements.map((one) => ({ ...one, when: placeIn(one, now) })),
    seats: await seatsOf(db, id),
    invoices: await listInvoicesOf(db, id),
    sessions: await listSessionsOf(db, id, now),
    passkeys: await findPasskeysOf(deps, id),
    newsletters: await listNewsletterChoices(db, id),
  }
}

async function seatsOf(db: Db, id: number): Promise<ShownSeat[]> {
  const [present, past] = [await listSeatsOf(db, id), await listPastSeatsOf(db, id)]
  const groups = await Promise.all(present.map(({ groupId }) => findGroup(db, groupId)))
  return [
    ...present.map((seat, nth) => ({ ...seat, endedAt: null, until: groups[nth]?.window.until ?? null })),
    ...past.map((seat) => ({ ...seat, until: null })),
  ]
}
