import {
  endInvitation,
  findInvitation,
  type OpenInvitation,
  redeemInvitation,
  saveInvitation,
} from '../data/group-invitations.ts'
import { listSeats, type SeatTaken, takeSeat } from '../data/group-seats.ts'
import { countGroupMail, findGroup } from '../data/groups.ts'
import { countMailTo } from '../data/mail-counts.ts'
import { keepsEmail } from '../data/members.ts'
import { saveMail } from '../data/outgoing-mail.ts'
import type { Db } from '../data/schema.ts'
import { normalEmail } from '../domain/email.ts'
import { type Group, isRunning } from '../domain/group.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import { commitIf } from './commit-if.ts'

type Deps = { db: Db; secrets: Pick<Secrets, 'newToken' | 'hash'>; now: Date }

/** Why a line that was typed led to no mail. */
export type NotInvited = 'bad-address' | 'has-seat' | 'just-invited' | 'enough-mail' | 'day-limit' | 'ended'

/** What came of the lines: how many mails go out, and the lines that led to none, as they were typed. */
export type Invited = { sent: number; left: { line: string; why: NotInvited }[] }

export const invitationDays = 14
/** Invitations a group may send on one day, the minutes until it may invite the same address again, and a day's mails to one address from anybody. */
const invitationLimits = { aDay: 200, minutesBetween: 60, toOneAddress: 5 }

const minute = 60_000
const day = 1_440 * minute

/**
 * Invites the people whose addresses stand in the text, one a line. Each line is an invitation of its own: those that are good go out,
 * the others come back. `writeMail` is given the link's secret, which stands nowhere else.
 */
export async function inviteToGroup(
  deps: Deps,
  { group, text }: { group: Group; text: string },
  writeMail: (token: string) => { subject: string; text: string; html: string },
): Promise<Invited> {
  const seated = new Set((await listSeats(deps.db, group.id)).map(({ email }) => email))
  const invited: Invited = { sent: 0, left: [] }
  const done = new Set<string>()
  for (const line of linesOf(text)) {
    const email = normalEmail(/<([^<>]+)>\s*$/.exec(line)?.[1] ?? line)
    if (email !== null && done.has(email)) continue
    if (email !== null) done.add(email)
    const why =
      email === null ? 'bad-address' : seated.has(email) ? 'has-seat' : await inviteOne(deps, { group, email }, writeMail)
    if (why === 'sent') invited.sent++
    else invited.left.push({ line, why })
  }
  return invited
}

async function inviteOne(
  { db, secrets, now }: Deps,
  { group, email }: { group: Group; email: string },
  writeMail: (token: string) => { subject: string; text: string; html: string },
): Promise<'sent' | NotInvited> {
  if (group.window.until !== null && group.window.until <= now) return 'ended'
  const token = secrets.newToken()
  const expiresAt = new Date(now.getTime() + invitationDays * day)
  const notSince = new Date(now.getTime() - invitationLimits.minutesBetween * minute)
  return commitIf(db, async (trx) => {
    // The group's row first: whoever sends at the same time waits here and is counted too.
    const counted = await countGroupMail(trx, {
      groupId: group.id,
      day: now.toISOString().slice(0, 10),
      most: invitationLimits.aDay,
    })
    if (!counted) return { changed: false, result: 'day-limit' as const }
    const invitation = { groupId: group.id, email, tokenHash: secrets.hash(token), now, expiresAt }
    if (!(await saveInvitation(trx, invitation, notSince))) return { changed: false, result: 'just-invited' as const }
    const limit = { again: now, since: new Date(now.getTime() - day), most: invitationLimits.toOneAddress }
    if (!(await countMailTo(trx, email, { now, ...limit }))) return { changed: false, result: 'enough-mail' as const }
    await saveMail(trx, { recipient: email, ...writeMail(token) }, { now, usefulUntil: expiresAt })
    return { changed: true, result: 'sent' as const }
  })
}

/** Takes an invitation back; false when the group has no open one of that id. Its link is dead from then on. */
export async function revokeInvitation(
  { db, now }: Omit<Deps, 'secrets'>,
  invitation: { groupId: number; id: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => (await endInvitation(trx, { ...invitation, now })) !== null)
}

/** The invitation behind a link, with its group; null when the link is used, revoked, too old or none. Looking changes nothing. */
export async function findInvitationBy(
  { db, secrets, now }: Deps,
  token: string | null,
): Promise<{ invitation: OpenInvitation; group: Group } | null> {
  const invitation = isToken(token) ? await findInvitation(db, secrets.hash(token), now) : null
  const group = invitation && (await findGroup(db, invitation.groupId))
  if (!invitation || !group) return null
  return isRunning(group, now) || group.window.from > now ? { invitation, group } : null
}

/** What came of accepting. */
export type Accepted = { kind: SeatTaken } | { kind: 'dead' }

/** Accepts an invitation for the member it was sent to. `dead`: it isn't theirs, or can't be accepted any more. */
export async function acceptInvitation(
  { db, secrets, now }: Deps,
  { token, member }: { token: string; member: { id: number; email: string } },
): Promise<Accepted> {
  if (!isToken(token)) return { kind: 'dead' }
  const tokenHash = secrets.hash(token)
  return commitIf<Accepted>(db, async (trx) => {
    const isTheirs = await keepsEmail(trx, member.id, member.email)
    const groupId = isTheirs ? await redeemInvitation(trx, { tokenHash, email: member.email, now }) : null
    if (groupId === null) return { changed: false, result: { kind: 'dead' } }
    const kind = await takeSeat(trx, { groupId, memberId: member.id, cameBy: 'invitation', now })
    // With no seat left the invitation stays good: one may become free before it is too old.
    return { changed: kind !== 'none-left', result: { kind } }
  })
}

function linesOf(text: string): string[] {
  return text
    .split(/[\r\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
