import type { DeskTables } from './desk-schema.ts'
import type { Db, Trx } from './schema.ts'

/** What is written down: `who` is `member 12`, `console` or the program; `detail` holds plain values, and no text of a pick. */
export type AuditFacts = { at: Date; who: string; what: string; subject: string; detail: Readonly<Record<string, unknown>> }

/** An entry as it is kept: its number, and the hashes that tie it to the one before. `detail` is JSON. */
export type AuditEntry = DeskTables['audit']

type Hash = (text: string) => string

const atOnce = 500

/**
 * Writes an entry at the end of the log. Whoever else would write one waits until this transaction is over, so that every entry has one
 * before it; a transaction that changes the magazine begins its generation first.
 */
export async function appendAudit(trx: Trx, { at, who, what, subject, detail }: AuditFacts, hash: Hash): Promise<void> {
  const head = await trx
    .updateTable('audit_head')
    .set((eb) => ({ number: eb('number', '+', 1) }))
    .where('id', '=', 1)
    .returning(['number', 'hash'])
    .executeTakeFirstOrThrow()
  const facts = { id: head.number, at: at.toISOString(), who, what, subject, detail: JSON.stringify(detail), previous: head.hash }
  const entry = { ...facts, hash: hash(sealed(facts)) }
  await trx.insertInto('audit').values(entry).execute()
  await trx.updateTable('audit_head').set({ hash: entry.hash }).where('id', '=', 1).execute()
}

/** Which entries are wanted: those before a number, of one who, and of some whats. */
export type AuditSearch = {
  before: number | null
  limit: number
  who?: string | undefined
  whats?: readonly string[] | undefined
}

/** The newest entries that are wanted. */
export async function listAudit(db: Db, { before, limit, who, whats }: AuditSearch): Promise<AuditEntry[]> {
  let entries = db.selectFrom('audit').select(columns).orderBy('id', 'desc').limit(limit)
  if (before !== null) entries = entries.where('id', '<', before)
  if (who !== undefined) entries = entries.where('who', '=', who)
  if (whats !== undefined) entries = entries.where('what', 'in', whats)
  return entries.execute()
}

/**
 * The first entry that isn't as it was written, or isn't there any more; null when the log is whole. Who may write into the database can
 * also make a new chain: noting down the head from time to time is what shows that.
 */
export async function findBrokenEntry(db: Db, hash: Hash): Promise<number | null> {
  let [number, previous] = [0, '']
  for (;;) {
    const entries = await db.selectFrom('audit').select(columns).where('id', '>', number).orderBy('id').limit(atOnce).execute()
    for (const { hash: kept, ...facts } of entries) {
      number += 1
      if (facts.id !== number || facts.previous !== previous || hash(sealed(facts)) !== kept) return number
      previous = kept
    }
    if (entries.length < atOnce) break
  }
  const head = await loadAuditHead(db)
  return head.number === number && head.hash === previous ? null : number + 1
}

/** How many entries there are, and the hash of the newest, which stands for all of them. */
export async function loadAuditHead(db: Db): Promise<{ number: number; hash: string }> {
  return db.selectFrom('audit_head').select(['number', 'hash']).where('id', '=', 1).executeTakeFirstOrThrow()
}

const columns = ['id', 'at', 'who', 'what', 'subject', 'detail', 'previous', 'hash'] as const

function sealed({ id, at, who, what, subject, detail, previous }: Omit<AuditEntry, 'hash'>): string {
  return JSON.stringify([id, at, who, what, subject, detail, previous])
}
