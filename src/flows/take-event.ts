import type { Db } from '../data/schema.ts'
import { saveEvent } from '../data/stripe-events.ts'
import type { Payments } from '../services/stripe/payments.ts'

/** A message as it was sent: its body to the letter, and its signature. */
export type SentEvent = { body: string; signature: string | null }

/**
 * Puts one of Stripe's messages into the inbox, where it is safe once this has resolved; it is applied later. One that isn't Stripe's is
 * refused without the database being asked.
 */
export async function takeEvent(
  { db, payments, now }: { db: Db; payments: Pick<Payments, 'readEvent'>; now: Date },
  sent: SentEvent,
): Promise<{ kind: 'taken'; alert: string | null } | { kind: 'refused' }> {
  const event = payments.readEvent({ ...sent, now })
  if (event === null) return { kind: 'refused' }
  await saveEvent(db, event, now)
  return { kind: 'taken', alert: event.alert }
}
