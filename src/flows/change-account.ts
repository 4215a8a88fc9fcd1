import { findMember, type Member, updateMember } from '../data/members.ts'
import { listNewsletterChoices, type NewsletterChoice } from '../data/newsletters.ts'
import { deleteEarlierReadings, findStanding, forgetReadingsBefore } from '../data/readings.ts'
import type { Db } from '../data/schema.ts'
import { listSessionsOf } from '../data/sessions.ts'
import { listSubscriptionsOf } from '../data/subscriptions.ts'
import { readOwnName } from '../domain/own-name.ts'
import { currentPeriod } from '../domain/period.ts'
import { memberKey, type UniteDeps } from './unite-readings.ts'

/** What a member is shown of their account. `isHere` marks the session that asks. */
export type Account = Member & {
  newsletters: NewsletterChoice[]
  paysByCard: boolean
  sessions: { id: string; device: string; createdAt: Date; seenAt: Date; isHere: boolean }[]
}

export type AccountSaved = { kind: 'saved' } | { kind: 'bad-name' }

/** The longest name, in UTF-16 units. */
export const longestName = 80

/** The account of somebody who is signed in; throws when there is none. */
export async function loadAccount(
  { db, now }: { db: Db; now: Date },
  { memberId, sessionId }: { memberId: number; sessionId: string | null },
): Promise<Account> {
  const member = await findMember(db, memberId)
  if (!member) throw new Error('There is no such member')
  const sessions = await listSessionsOf(db, memberId, now)
  const newsletters = await listNewsletterChoices(db, memberId)
  const subscriptions = await listSubscriptionsOf(db, memberId)
  const paysByCard = subscriptions.some(({ stripeId, status }) => stripeId !== null && status !== 'ended')
  return {
    ...member,
    newsletters,
    paysByCard,
    sessions: sessions.map((session) => ({ ...session, isHere: session.id === sessionId })),
  }
}

/**
 * Saves what members decide about themselves. Who keeps no history has everything before the present period deleted at once;
 * the present period goes when it is over.
 */
export async function saveAccount(
  deps: UniteDeps & { db: Db },
  { memberId, name, keepsHistory }: { memberId: number; name: string; keepsHistory: boolean },
): Promise<AccountSaved> {
  const tidy = readOwnName(name, longestName)
  if (tidy === null) return { kind: 'bad-name' }
  await updateMember(deps.db, memberId, { name: tidy, keepsHistory })
  if (!keepsHistory) await endHistory(deps, memberId)
  return { kind: 'saved' }
}

/** Leaves nothing of a member's past periods but how many readings the newest one had, which keeps it from being given twice. */
export async function endHistory({ ledger, policy, calendar, now }: UniteDeps, memberId: number): Promise<void> {
  const reader = memberKey(memberId)
  const newest = await findStanding(ledger, reader)
  if (!newest) return
  await deleteEarlierReadings(ledger, reader)
  const present = currentPeriod(policy.period, calendar.dateAt(now), newest.period)
  await forgetReadingsBefore(ledger, reader, present.start)
}
