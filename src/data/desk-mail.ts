import type { Db, Trx } from './schema.ts'

/** A mail as the desk lists it, without what it says. `usefulUntil` null: it always is. */
export type DeskMail = {
  id: number
  recipient: string
  subject: string
  askedAt: Date
  usefulUntil: Date | null
  sentAt: Date | null
  attempts: number
  nextAttemptAt: Date | null
  error: string | null
}

/** The newest mails, those before an id where one is given. */
export async function listDeskMail(
  db: Db,
  { before, limit, isUnsent }: { before: number | null; limit: number; isUnsent: boolean },
): Promise<DeskMail[]> {
  let mails = db.selectFrom('outgoing_mail').select(columns).orderBy('id', 'desc').limit(limit)
  if (before !== null) mails = mails.where('id', '<', before)
  if (isUnsent) mails = mails.where('sent_at', 'is', null)
  const rows = await mails.execute()
  return rows.map(({ id, recipient, subject, attempts, error, ...times }) => {
    return {
      ...{ id, recipient, subject, attempts, error },
      askedAt: new Date(times.asked_at),
      usefulUntil: dateOf(times.useful_until),
      sentAt: dateOf(times.sent_at),
      nextAttemptAt: dateOf(times.next_attempt_at),
    }
  })
}

/** Has a mail tried again at once, with all attempts before it; false when it has left, is of no use any more, or isn't there. */
export async function retryMail(trx: Trx, id: number, now: Date): Promise<boolean> {
  const at = now.toISOString()
  const result = await trx
    .updateTable('outgoing_mail')
    .set({ attempts: 0, next_attempt_at: at, error: null })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where((eb) => eb.or([eb('useful_until', 'is', null), eb('useful_until', '>', at)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Deletes a mail, whether it was sent or not; false when it isn't there. */
export async function deleteMail(trx: Trx, id: number): Promise<boolean> {
  const result = await trx.deleteFrom('outgoing_mail').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows === 1n
}

const columns = [
  ...(['id', 'recipient', 'subject', 'asked_at', 'useful_until'] as const),
  ...(['sent_at', 'attempts', 'next_attempt_at', 'error'] as const),
] as const

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
