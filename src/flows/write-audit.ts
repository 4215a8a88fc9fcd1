import { appendAudit } from '../data/audit.ts'
import type { Trx } from '../data/schema.ts'
import type { Deed } from '../domain/deeds.ts'
import type { Subject } from '../domain/things.ts'

/** Who does something: a member by their id, somebody at the console, or the program by itself. */
export type Actor = number | 'console' | 'program'

export type AuditDeps = {
  now: Date
  /** SHA-256 as base64url. */
  hash: (text: string) => string
  by: Actor
}

/** What was done, to what, and what else there is to say of it. */
export type Done = { what: Deed; subject: Subject; detail?: Readonly<Record<string, unknown>> }

/** Writes down what was done, in the transaction that does it: one isn't kept without the other. */
export function writeAudit(trx: Trx, { now, hash, by }: AuditDeps, { what, subject, detail = {} }: Done): Promise<void> {
  return appendAudit(trx, { at: now, who: nameOfActor(by), what, subject, detail }, hash)
}

/** An actor as it is written down: a member by their number, so that nothing of them stays in the log when they leave. */
export function nameOfActor(by: Actor): string {
  return typeof by === 'number' ? `member ${by}` : by
}

/** The member that was written down so; null for anything else. */
export function memberOfActor(who: string): number | null {
  const [, id] = /^member (\d{1,9})$/.exec(who) ?? []
  return id === undefined ? null : Number(id)
}
