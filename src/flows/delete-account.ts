import { deleteGrantsTo } from '../data/access-grants.ts'
import { deleteApproval } from '../data/desk-approvals.ts'
import { deleteEmailChange } from '../data/email-changes.ts'
import { deleteGiftsOf } from '../data/gifts.ts'
import { deleteInvoicesOf } from '../data/invoices.ts'
import { deleteMailCount } from '../data/mail-counts.ts'
import { deleteMember } from '../data/members.ts'
import { deleteNewsletterChoices } from '../data/newsletters.ts'
import { deleteMailTo } from '../data/outgoing-mail.ts'
import { deleteChallengesOf } from '../data/passkey-challenges.ts'
import { deletePasskeysOf } from '../data/passkeys.ts'
import { deletePresencesOf } from '../data/presences.ts'
import { deleteReadings } from '../data/readings.ts'
import { deleteCodesOf } from '../data/recovery-codes.ts'
import type { Db } from '../data/schema.ts'
import { deleteSessionsOf } from '../data/sessions.ts'
import { deleteSignInCounts } from '../data/sign-in-counts.ts'
import { deleteSignIns } from '../data/sign-ins.ts'
import { findRole } from '../data/staff.ts'
import { deleteSubscriptionsOf } from '../data/subscriptions.ts'
import { normalEmail } from '../domain/email.ts'
import { leaveAllGroups } from './group-seats.ts'
import { leaveStripe } from './manage-payment.ts'
import { giveToVisitor, memberKey, type UniteDeps, type UnitedVisitor } from './unite-readings.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

/** `has-role`: the desk counts on them; an owner takes the role away first. */
export type AccountDeleted = { kind: 'deleted' } | { kind: 'not-confirmed' } | { kind: 'has-role' }

/**
 * Deletes a member with everything kept about them, once they have typed their address. What they read in the present period stays
 * counted for the browser's visitor, so that deleting starts no new allowance there; at the desk there is none. A ledger that fails throws before anything is deleted.
 */
export async function deleteAccount(
  deps: UniteDeps & { db: Db; audit?: AuditDeps },
  { member, typed, visitor }: { member: { id: number; email: string }; typed: string; visitor: UnitedVisitor | null },
): Promise<AccountDeleted> {
  if (normalEmail(typed) !== member.email) return { kind: 'not-confirmed' }
  if ((await findRole(deps.db, member.id)) !== null) return { kind: 'has-role' }
  if (visitor) await giveToVisitor(deps, { visitor, memberId: member.id })
  await deps.db.transaction().execute(async (trx) => {
    // First, as with whoever signs in meanwhile, so that neither waits for the other for ever.
    await deleteSignInCounts(trx, member.email)
    await deleteSignIns(trx, member.email)
    await deleteSessionsOf(trx, member.id)
    await deletePasskeysOf(trx, member.id)
    await deleteChallengesOf(trx, member.id)
    await deleteCodesOf(trx, member.id)
    await deleteApproval(trx, member.id)
    await deleteEmailChange(trx, member.id)
    await deleteNewsletterChoices(trx, member.id)
    await deleteMailCount(trx, member.email)
    await deleteMailTo(trx, member.email)
    await leaveStripe(trx, member.id, deps.now)
    await deleteInvoicesOf(trx, member.id)
    await deleteSubscriptionsOf(trx, member.id)
    await leaveAllGroups(trx, member, deps.now)
    await deleteGiftsOf(trx, member.id)
    await deleteGrantsTo(trx, member.id)
    await deletePresencesOf(trx, member.id)
    await deleteMember(trx, member.id)
    if (deps.audit) await writeAudit(trx, deps.audit, { what: 'deleteMember', subject: `member ${member.id}` })
  })
  // Ids are never given again, so nobody could meet these rows should the process end before they are gone.
  await deleteReadings(deps.ledger, memberKey(member.id))
  return { kind: 'deleted' }
}
