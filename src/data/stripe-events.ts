import type { Db } from './schema.ts'

/**
 * An event as it came in. `subject` is what has to be asked about: a subscription, a payment or a customer, by its id at Stripe; null
 * for an event that is of no use here, and then `alert` may say why somebody should look at it.
 */
export type StripeEvent = { id: string; type: string; subject: string | null; alert: string | null }

/** Writes an event down; one that is known already changes nothing, however often it comes. */
export async function saveEvent(db: Db, { id, type, subject, alert }: StripeEvent, now: Date): Promise<void> {
  const at = now.toISOString()
  await db
    .insertInto('stripe_event')
    .values({
      id,
      type,
      subject: subject ?? '',
      received_at: at,
      attempts: 0,
      next_attempt_at: subject === null ? null : at,
      applied_at: null,
      alert,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** What events that are due are about, the longest waiting first, each once. */
export async function listDueSubjects(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('stripe_event')
    .select('subject')
    .where('next_attempt_at', '<=', now.toISOString())
    .groupBy('subject')
    .orderBy((eb) => eb.fn.min('next_attempt_at'))
    .limit(limit)
    .execute()
  return rows.map((row) => row.subject)
}

/** Takes everything that is due about a subject; empty when another process has it. Should this one end meanwhile, it is due again at `until`. */
export async function claimEvents(
  db: Db,
  subject: string,
  { now, until }: { now: Date; until: Date },
): Promise<{ id: string; attempts: number }[]> {
  return db
    .updateTable('stripe_event')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: until.toISOString() }))
    .where('subject', '=', subject)
    .where('next_attempt_at', '<=', now.toISOString())
    .returning(['id', 'attempts'])
    .execute()
}

/** Writes down that events have been applied, or were of no use: then `alert` says why. */
export async function saveApplied(
  db: Db,
  ids: readonly string[],
  { now, alert }: { now: Date; alert: string | null },
): Promise<void> {
  await db
    .updateTable('stripe_event')
    .set({ next_attempt_at: null, applied_at: now.toISOString(), alert })
    .where('id', 'in', ids)
    .execute()
}

/** Writes down why events could not be applied, and when they are due again. */
export async function savePutOff(
  db: Db,
  ids: readonly string[],
  { until, alert }: { until: Date; alert: string | null },
): Promise<void> {
  await db.updateTable('stripe_event').set({ next_attempt_at: until.toISOString(), alert }).where('id', 'in', ids).execute()
}

/** How the inbox stands: what waits and since when, when an event last came, and the newest alert since `after` with how many there are. */
export type InboxState = { waiting: number; waitingSince: Date | null; lastAt: Date | null; alerts: number; alert: string | null }

/** See `InboxState`. */
export async function loadInboxState(db: Db, after: Date): Promise<InboxState> {
  const all = db.selectFrom('stripe_event')
  const waiting = await all
    .where('next_attempt_at', 'is not', null)
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('received_at').as('since')])
    .executeTakeFirstOrThrow()
  const last = await all.select((eb) => eb.fn.max('received_at').as('at')).executeTakeFirstOrThrow()
  const alerts = all.where('alert', 'is not', null).where('received_at', '>=', after.toISOString())
  const counted = await alerts.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const newest = await alerts.select('alert').orderBy('received_at', 'desc').limit(1).executeTakeFirst()
  return {
    waiting: Number(waiting.count),
    waitingSince: dateOf(waiting.since),
    lastAt: dateOf(last.at),
    alerts: Number(counted.count),
    alert: newest?.alert ?? null,
  }
}

/** Forgets events that came before then and don't wait. Stripe sends one again for three days at most. */
export async function pruneEvents(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('stripe_event')
    .where('received_at', '<', before.toISOString())
    .where('next_attempt_at', 'is', null)
    .execute()
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
