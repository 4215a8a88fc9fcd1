import { deleteMail, retryMail } from '../data/desk-mail.ts'
import { findMail } from '../data/outgoing-mail.ts'
import type { Db } from '../data/schema.ts'
import { commitIf } from './commit-if.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

export type MailDeps = AuditDeps & { db: Db }

/** What a mail in the outbox says; null when it isn't there, or says nothing any more. That somebody looked is written down. */
export function openMail(deps: MailDeps, id: number): Promise<{ text: string } | null> {
  return commitIf(deps.db, async (trx) => {
    const mail = await findMail(trx, id)
    if (mail === null || mail.text === '') return { changed: false, result: null }
    await writeAudit(trx, deps, { what: 'openMail', subject: `mail ${id}` })
    return { changed: true, result: { text: mail.text } }
  })
}

/** Has a mail tried again at once; false when it has left, or is of no use any more. */
export function tryMailAgain(deps: MailDeps, id: number): Promise<boolean> {
  return commitIf(deps.db, async (trx) => {
    await writeAudit(trx, deps, { what: 'retryMail', subject: `mail ${id}` })
    const isDone = await retryMail(trx, id, deps.now)
    return { changed: isDone, result: isDone }
  })
}

/** Takes a mail out of the outbox; false when it isn't there. */
export function removeMail(deps: MailDeps, id: number): Promise<boolean> {
  return commitIf(deps.db, async (trx) => {
    await writeAudit(trx, deps, { what: 'deleteMail', subject: `mail ${id}` })
    const isDone = await deleteMail(trx, id)
    return { changed: isDone, result: isDone }
  })
}
