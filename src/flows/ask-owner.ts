import { findApproval, saveApproval, tryNumber } from '../data/desk-approvals.ts'
import { findMember } from '../data/members.ts'
import type { Db } from '../data/schema.ts'
import { findRole } from '../data/staff.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import { commitIf } from './commit-if.ts'
import { type DoorMail, tellOwners } from './tell-owners.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

type AskDeps = { db: Db; secrets: Secrets; now: Date; writeDoorMail: DoorMail }

/** For how long somebody waits to be let in, and for which they are told of by one mail. */
const approvalMinutes = 60

const minute = 60_000

/**
 * Has this session wait for an owner, and tells all owners. The number stands on the page of the session that asked and nowhere else:
 * an owner types it, having heard it from the person themselves. Asking again in another browser is another number, and no further mail.
 */
export async function askOwner(
  { db, secrets, now, writeDoorMail }: AskDeps,
  { session, member }: { session: string | null; member: { id: number; email: string } },
): Promise<void> {
  if (!isToken(session)) return
  const sessionHash = secrets.hash(session)
  await db.transaction().execute(async (trx) => {
    const before = await findApproval(trx, member.id, now)
    if (before?.sessionHash === sessionHash) return
    const [askedAt, expiresAt] = [now, new Date(now.getTime() + approvalMinutes * minute)]
    const number = secrets.newCode().slice(0, 6)
    await saveApproval(trx, { memberId: member.id, sessionHash, number, askedAt, expiresAt })
    if (before === null) await tellOwners(trx, { writeDoorMail, now }, { news: 'asks', email: member.email })
  })
}

/** What this session waits for: the number to be told to an owner, and whether one has typed it. Null when it isn't waiting. */
export async function findWaiting(
  { db, secrets, now }: Pick<AskDeps, 'db' | 'secrets' | 'now'>,
  { session, memberId }: { session: string | null; memberId: number },
): Promise<{ number: string; isApproved: boolean } | null> {
  if (!isToken(session)) return null
  const found = await findApproval(db, memberId, now)
  if (found?.sessionHash !== secrets.hash(session)) return null
  return { number: found.number, isApproved: found.approvedBy !== null }
}

/** Lets somebody of the staff in who has told their number; an owner does this, and all owners are told. Five numbers may be typed. */
export async function letIn(
  deps: AuditDeps & { db: Db; writeDoorMail: DoorMail },
  { memberId, number }: { memberId: number; number: string },
): Promise<{ kind: 'let-in' | 'wrong' | 'missing' | 'own' }> {
  const { by, now } = deps
  if (typeof by !== 'number' || by === memberId) return { kind: 'own' }
  return commitIf<{ kind: 'let-in' | 'wrong' | 'missing' }>(deps.db, async (trx) => {
    const [member, role] = [await findMember(trx, memberId), await findRole(trx, memberId)]
    if (member === null || role === null) return { changed: false, result: { kind: 'missing' } }
    const tried = await tryNumber(trx, { memberId, number, by, now })
    if (tried === null) return { changed: false, result: { kind: 'missing' } }
    const detail = { number: tried }
    await writeAudit(trx, deps, { what: 'letIn', subject: `staff ${memberId}`, detail })
    if (tried === 'right') await tellOwners(trx, deps, { news: 'let-in', email: member.email })
    return { changed: true, result: { kind: tried === 'right' ? 'let-in' : 'wrong' } }
  })
}
