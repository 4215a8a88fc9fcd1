import { saveMail } from '../data/outgoing-mail.ts'
import type { Trx } from '../data/schema.ts'
import { listOwnerEmails } from '../data/staff-proofs.ts'

/**
 * What has become of somebody's way into the desk: they ask an owner to let them in, were let in, came in by a recovery code, made new
 * ones, or added or removed a passkey.
 */
export type DoorNews = 'asks' | 'let-in' | 'code-used' | 'codes-made' | 'passkey-added' | 'passkey-removed'

const noticeDays = 3
const day = 86_400_000

/** Writes the mail that tells of it; `email` is whom it is about. */
export type DoorMail = (news: DoorNews, email: string) => { subject: string; text: string; html: string }

/** Tells every owner, and whom it is about: whoever comes in by somebody else's mailbox can't keep that to themselves. */
export async function tellOwners(
  trx: Trx,
  { writeDoorMail, now }: { writeDoorMail: DoorMail; now: Date },
  { news, email }: { news: DoorNews; email: string },
): Promise<void> {
  const mail = writeDoorMail(news, email)
  const recipients = new Set([...(await listOwnerEmails(trx)), email])
  const usefulUntil = new Date(now.getTime() + noticeDays * day)
  for (const recipient of recipients) await saveMail(trx, { recipient, ...mail }, { now, usefulUntil })
}
