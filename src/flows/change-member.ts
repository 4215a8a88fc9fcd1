import { findMember } from '../data/members.ts'
import { saveNewsletterChoice } from '../data/newsletters.ts'
import type { Db } from '../data/schema.ts'
import { deleteSessionOf, deleteSessionsOf } from '../data/sessions.ts'
import type { Secrets } from '../kit/secret-token.ts'
import { type PasskeyMail, removePasskey } from './change-passkeys.ts'
import { commitIf } from './commit-if.ts'
import { type AccountExport, exportAccount } from './export-account.ts'
import type { DoorMail } from './tell-owners.ts'
import type { UniteDeps } from './unite-readings.ts'
import { type AuditDeps, type Done, writeAudit } from './write-audit.ts'

type Deps = AuditDeps & { db: Db }

/** What an owner hands a member of theirs: all but what they read, which only they can take out themselves. */
export type HandedExport = Omit<AccountExport, 'readings' | 'gifts'>

/** Signs a member out, of one session by its id in the list or of all; false when there is nothing like it. */
export function signOutMember(deps: Deps, { memberId, session }: { memberId: number; session: string | null }): Promise<boolean> {
  return commitIf<boolean>(deps.db, async (trx) => {
    const isThere = session === null ? (await findMember(trx, memberId)) !== null : await deleteSessionOf(trx, memberId, session)
    if (!isThere) return { changed: false, result: false }
    if (session === null) await deleteSessionsOf(trx, memberId)
    const detail = { sessions: session === null ? 'all' : 'one' }
    await writeAudit(trx, deps, { what: 'signOutMember', subject: `member ${memberId}`, detail })
    return { changed: true, result: true }
  })
}

/**
 * Removes a member's passkey for them; the member is told by mail. Of the staff, an editor or owner keeps one as they would by their own
 * hand: whose way in is in doubt has their role taken away first.
 */
export async function removePasskeyOf(
  deps: Deps & { secrets: Secrets; writeMail: PasskeyMail; writeDoorMail: DoorMail },
  { memberId, passkey }: { memberId: number; passkey: string },
): Promise<'removed' | 'missing' | 'last'> {
  const member = await findMember(deps.db, memberId)
  if (member === null) return 'missing'
  const audit: Done = { what: 'removePasskeyOf', subject: `member ${memberId}` }
  const done = (trx: Parameters<typeof writeAudit>[0]) => writeAudit(trx, deps, audit)
  const removed = await removePasskey({ ...deps, done }, { member, id: passkey, proof: 'passkey' })
  return removed === 'second-proof' ? 'missing' : removed
}

/** Chooses or leaves a newsletter for a member who asked for that; false when there is no such member. */
export function chooseForMember(
  deps: Deps,
  { memberId, slug, wants }: { memberId: number; slug: string; wants: boolean },
): Promise<boolean> {
  return commitIf<boolean>(deps.db, async (trx) => {
    if ((await findMember(trx, memberId)) === null) return { changed: false, result: false }
    await saveNewsletterChoice(trx, { memberId, slug, wants, now: deps.now })
    await writeAudit(trx, deps, { what: 'chooseForMember', subject: `member ${memberId}`, detail: { newsletter: slug, wants } })
    return { changed: true, result: true }
  })
}

/** Everything kept about a member but what they read, for an owner to hand to them; null when there is none. That it was taken is written down. */
export async function exportMember(
  deps: Deps & Pick<UniteDeps, 'ledger'>,
  { memberId }: { memberId: number },
): Promise<HandedExport | null> {
  if ((await findMember(deps.db, memberId)) === null) return null
  const { readings: _, gifts: __, ...all } = await exportAccount(deps, { memberId })
  await deps.db.transaction().execute((trx) => writeAudit(trx, deps, { what: 'exportMember', subject: `member ${memberId}` }))
  return all
}
