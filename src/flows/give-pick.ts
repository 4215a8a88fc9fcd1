import {
  countSeats,
  deleteNewGift,
  endGift,
  findGiftInHand,
  isFull,
  leaveSeat,
  replaceLink,
  resumeGift,
  saveGift,
  takeSeat,
} from '../data/gifts.ts'
import type { Db, Trx } from '../data/schema.ts'
import { nextMonth, startOfMonth } from '../domain/calendar-date.ts'
import { covers, type GiftPolicy, graceHours } from '../domain/gift.ts'
import type { LocalDate, Visibility } from '../domain/pick.ts'
import type { Opens } from '../domain/subscription.ts'
import type { Calendar } from '../domain/zone.ts'
import type { Secrets } from '../kit/secret-token.ts'

export type GiveDeps = { db: Db; secrets: Pick<Secrets, 'newToken' | 'hash'>; policy: GiftPolicy; calendar: Calendar; now: Date }

/** Who gives, and what they may open themselves. */
export type Giver = { id: number; opens: Opens | null }

type GivenPick = { id: number; visibility: Visibility }

/**
 * Whether a member may give a pick now. `open`: it needs no gift. `closed`: they can't open it themselves. `in-hand`: they have given
 * it already, and the link goes on. `spent`: the month's number is used, until the day that is named.
 */
export type Giving =
  | { kind: 'off' | 'open' | 'closed' }
  | { kind: 'in-hand'; giftId: number; expiresAt: Date }
  | { kind: 'spent'; perMonth: number; again: LocalDate }
  | { kind: 'ready'; left: number }

/** A link, which is known here only now: what is kept of it is a hash. */
export type Given = { kind: 'given'; token: string; expiresAt: Date; left: number }

const day = 86_400_000
const hour = 3_600_000

/** Whether a member may give a pick, without giving it. */
export async function showGiving(deps: GiveDeps, { giver, pick }: { giver: Giver; pick: GivenPick }): Promise<Giving> {
  const { db, policy, now } = deps
  if (policy.perMonth === 0) return { kind: 'off' }
  if (pick.visibility === 'open') return { kind: 'open' }
  if (!covers(giver.opens, pick.visibility)) return { kind: 'closed' }
  const inHand = await findGiftInHand(db, { memberId: giver.id, pickId: pick.id, now })
  if (inHand) return { kind: 'in-hand', ...inHand }
  const left = await countLeft(deps, giver.id)
  return left > 0 ? { kind: 'ready', left } : spent(deps)
}

/** Gives a pick: one link, out of the month's number, in one transaction. Asked twice at once, one of the two gets it. */
export async function givePick(
  deps: GiveDeps,
  { giver, pick, showsName }: { giver: Giver; pick: GivenPick; showsName: boolean },
): Promise<Giving | Given> {
  const { db, secrets, policy, now } = deps
  const giving = await showGiving(deps, { giver, pick })
  if (giving.kind !== 'ready' || giver.opens === null) return giving
  const token = secrets.newToken()
  const expiresAt = new Date(now.getTime() + policy.days * day)
  const gift = { memberId: giver.id, pickId: pick.id, opens: giver.opens, showsName, now, expiresAt, room: policy.openings }
  const isGiven = await db.transaction().execute(async (trx) => {
    const giftId = await saveGift(trx, { ...gift, tokenHash: secrets.hash(token) })
    if (giftId === null) return false
    const seat = { memberId: giver.id, month: monthOf(deps), giftId }
    if ((await takeSeat(trx, seat, policy.perMonth)) !== null) return true
    await deleteNewGift(trx, giftId)
    return false
  })
  if (!isGiven) return showGiving(deps, { giver, pick })
  return { kind: 'given', token, expiresAt, left: await countLeft(deps, giver.id) }
}

/** `closed`: the member can't open picks themselves any more. `gone`: they have no such gift. */
export type Renewed =
  | { kind: 'renewed' }
  | { kind: 'spent'; perMonth: number; again: LocalDate }
  | { kind: 'closed' }
  | { kind: 'gone' }

/** Lets a paused gift go on. Where it was full there is room for as many again, which takes one of the month's number. */
export async function resume(deps: GiveDeps, { giver, id }: { giver: Giver; id: number }): Promise<Renewed> {
  if (deps.policy.perMonth === 0 || giver.opens === null) return { kind: 'closed' }
  return deps.db.transaction().execute((trx) => letGoOn(trx, deps, { memberId: giver.id, id }))
}

/**
 * Gives a gift a new link; the old one opens nothing from then on, and who has opened it reads on for a day. A paused gift goes on
 * with it, on the same terms as `resume`.
 */
export async function makeNewLink(
  deps: GiveDeps,
  { giver, id }: { giver: Giver; id: number },
): Promise<Renewed | (Given & { pickId: number })> {
  const { db, secrets, policy, now } = deps
  if (policy.perMonth === 0 || giver.opens === null) return { kind: 'closed' }
  const token = secrets.newToken()
  const graceUntil = new Date(now.getTime() + graceHours * hour)
  return db.transaction().execute(async (trx) => {
    const goesOn = await letGoOn(trx, deps, { memberId: giver.id, id })
    if (goesOn.kind === 'spent') return goesOn
    const link = { memberId: giver.id, id, tokenHash: secrets.hash(token), now, graceUntil }
    const replaced = await replaceLink(trx, link)
    return replaced
      ? { kind: 'given', token, left: await countLeft({ ...deps, db: trx }, giver.id), ...replaced }
      : { kind: 'gone' }
  })
}

/** Takes a gift back: from then on it opens nothing, to nobody. It isn't given to the month again. */
export async function takeBack({ db, now }: GiveDeps, { memberId, id }: { memberId: number; id: number }): Promise<boolean> {
  return endGift(db, { memberId, id, now })
}

/** How many a member may give this month still. */
export async function countLeft(deps: GiveDeps, memberId: number): Promise<number> {
  const used = await countSeats(deps.db, { memberId, month: monthOf(deps) })
  return Math.max(0, deps.policy.perMonth - used)
}

async function letGoOn(trx: Trx, deps: GiveDeps, { memberId, id }: { memberId: number; id: number }): Promise<Renewed> {
  const { policy, now } = deps
  const paused = { memberId, id, now, openings: policy.openings }
  if (await resumeGift(trx, { ...paused, why: 'fast' })) return { kind: 'renewed' }
  if (!(await isFull(trx, { memberId, id }))) return { kind: 'gone' }
  const seat = { memberId, month: monthOf(deps), giftId: id }
  const nth = await takeSeat(trx, seat, policy.perMonth)
  if (nth === null) return spent(deps)
  if (await resumeGift(trx, { ...paused, why: 'many' })) return { kind: 'renewed' }
  // Another request was quicker, or the gift is over.
  await leaveSeat(trx, seat, nth)
  return { kind: 'gone' }
}

function spent(deps: GiveDeps) {
  return { kind: 'spent' as const, perMonth: deps.policy.perMonth, again: nextMonth(monthOf(deps)) }
}

/** The month, by its first day, in the magazine's calendar. */
function monthOf({ calendar, now }: GiveDeps): LocalDate {
  return startOfMonth(calendar.dateAt(now))
}
