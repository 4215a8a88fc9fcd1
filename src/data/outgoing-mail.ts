import type { Db, Trx } from './schema.ts'

/** A mail to one address, in both forms. */
export type OutgoingMail = { recipient: string; subject: string; text: string; html: string }

/** A mail in the outbox, without its bodies. `error` is what the last attempt met; `nextAttemptAt` null: nothing more is tried. */
export type ListedMail = {
  id: number
  recipient: string
  subject: string
  askedAt: Date
  sentAt: Date | null
  attempts: number
  nextAttemptAt: Date | null
  error: string | null
}

/** A mail that is about to be sent, taken so that no other process sends it too. */
export type ClaimedMail = OutgoingMail & { id: number; attempts: number }

/** Puts a mail in the outbox. `trx` is the transaction of what causes it, so that neither happens without the other. */
export async function saveMail(
  trx: Trx,
  mail: OutgoingMail,
  { now, usefulUntil }: { now: Date; usefulUntil: Date },
): Promise<void> {
  const at = now.toISOString()
  await trx
    .insertInto('outgoing_mail')
    .values({
      recipient: mail.recipient,
      subject: mail.subject,
      text_body: mail.text,
      html_body: mail.html,
      asked_at: at,
      useful_until: usefulUntil.toISOString(),
      attempts: 0,
      next_attempt_at: at,
    })
    .execute()
}

/** The mails that are due, the oldest first, by id. What is of no use any more is not among them. */
export async function listDueMail(db: Db, now: Date, limit: number): Promise<number[]> {
  const at = now.toISOString()
  const rows = await db
    .selectFrom('outgoing_mail')
    .select('id')
    .where('next_attempt_at', '<=', at)
    .where((eb) => eb.or([eb('useful_until', 'is', null), eb('useful_until', '>', at)]))
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Takes a due mail for one attempt; null when another process has it. Should this process end meanwhile, it is due again at `nextAttemptAt`. */
export async function claimMail(
  db: Db,
  id: number,
  { now, nextAttemptAt }: { now: Date; nextAttemptAt: (attempts: number) => Date },
): Promise<ClaimedMail | null> {
  const known = await db.selectFrom('outgoing_mail').select('attempts').where('id', '=', id).executeTakeFirst()
  if (!known) return null
  const row = await db
    .updateTable('outgoing_mail')
    .set({ attempts: known.attempts + 1, next_attempt_at: nextAttemptAt(known.attempts + 1).toISOString() })
    .where('id', '=', id)
    .where('attempts', '=', known.attempts)
    .where('next_attempt_at', '<=', now.toISOString())
    .returning(['recipient', 'subject', 'text_body', 'html_body', 'attempts'])
    .executeTakeFirst()
  if (!row) return null
  return {
    id,
    recipient: row.recipient,
    subject: row.subject,
    text: row.text_body,
    html: row.html_body,
    attempts: row.attempts,
  }
}

/** Writes down that a mail has left. What it said is deleted: it held a code. */
export async function saveSent(db: Db, id: number, now: Date): Promise<void> {
  await db
    .updateTable('outgoing_mail')
    .set({ sent_at: now.toISOString(), next_attempt_at: null, error: null, text_body: '', html_body: '' })
    .where('id', '=', id)
    .execute()
}

/** Writes down why an attempt failed; `isFinal`: and that no other follows. */
export async function saveFailure(db: Db, id: number, { error, isFinal }: { error: string; isFinal: boolean }): Promise<void> {
  await db
    .updateTable('outgoing_mail')
    .set({ error, ...(isFinal ? { next_attempt_at: null } : {}) })
    .where('id', '=', id)
    .execute()
}

/** The newest mails of the outbox. */
export async function listMail(db: Db, limit: number): Promise<ListedMail[]> {
  const rows = await db.selectFrom('outgoing_mail').select(listed).orderBy('id', 'desc').limit(limit).execute()
  return rows.map(asListed)
}

/** One mail with what it says; its text is empty once it has been sent. */
export async function findMail(db: Db, id: number): Promise<(ListedMail & { text: string }) | null> {
  const row = await db
    .selectFrom('outgoing_mail')
    .select([...listed, 'text_body'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...asListed(row), text: row.text_body } : null
}

/**
 * How many mails wait that are still of use, and how many an attempt has failed for since a mail last left: with the newest one's
 * reason. A mail that was refused for its own sake is forgotten here as soon as another one leaves.
 */
export async function countMail(db: Db, now: Date): Promise<{ waiting: number; failed: number; error: string | null }> {
  const unsent = db.selectFrom('outgoing_mail').where('sent_at', 'is', null)
  const waiting = await unsent
    .where('next_attempt_at', 'is not', null)
    .where((eb) => eb.or([eb('useful_until', 'is', null), eb('useful_until', '>', now.toISOString())]))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const lastSent = db.selectFrom('outgoing_mail').where('sent_at', 'is not', null).select('id').orderBy('id', 'desc').limit(1)
  const failures = await unsent
    .where('error', 'is not', null)
    .where('id', '>', (eb) => eb.fn.coalesce(lastSent, eb.lit(0)))
    .select('error')
    .orderBy('id', 'desc')
    .limit(mostCounted)
    .execute()
  return { waiting: Number(waiting.count), failed: failures.length, error: failures[0]?.error ?? null }
}

/** Deletes every mail to this address, sent or not. */
export async function deleteMailTo(trx: Trx, recipient: string): Promise<void> {
  await trx.deleteFrom('outgoing_mail').where('recipient', '=', recipient).execute()
}

/** Deletes the mails that were asked for before then. */
export async function pruneMail(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('outgoing_mail').where('asked_at', '<', before.toISOString()).execute()
}

const mostCounted = 1_000

const listed = ['id', 'recipient', 'subject', 'asked_at', 'sent_at', 'attempts', 'next_attempt_at', 'error'] as const

type ListedRow = {
  id: number
  recipient: string
  subject: string
  asked_at: string
  sent_at: string | null
  attempts: number
  next_attempt_at: string | null
  error: string | null
}

function asListed({ id, recipient, subject, attempts, error, ...times }: ListedRow): ListedMail {
  return {
    id,
    recipient,
    subject,
    askedAt: new Date(times.asked_at),
    sentAt: times.sent_at === null ? null : new Date(times.sent_at),
    attempts,
    nextAttemptAt: times.next_attempt_at === null ? null : new Date(times.next_attempt_at),
    error,
  }
}
