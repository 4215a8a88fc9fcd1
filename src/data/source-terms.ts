import type { LocalDate } from '../domain/pick.ts'
import type { PermissionKind } from '../domain/quote-limit.ts'
import type { Db, Trx } from './schema.ts'

/** What is agreed with a source, and what colleagues note of it. */
export type SourceTerms = {
  /** Words a month; null for the magazine's own limit, 0 for none. */
  wordsPerMonth: number | null
  permission: PermissionKind
  permittedUntil: LocalDate | null
  permissionText: string
  note: string
}

/** The same with who saved it last. Revision 0 is what has never been saved. */
export type KeptTerms = SourceTerms & { revision: number; savedAt: Date | null; savedBy: number | null }

const none: KeptTerms = {
  ...{ wordsPerMonth: null, permission: 'none', permittedUntil: null, permissionText: '', note: '' },
  ...{ revision: 0, savedAt: null, savedBy: null },
}

/** What is agreed with a source; nothing, where nothing was ever saved. */
export async function loadTerms(db: Db, sourceId: number): Promise<KeptTerms> {
  const row = await db
    .selectFrom('source_terms')
    .where('source_id', '=', sourceId)
    .select(['words_per_month', 'permission', 'permitted_until', 'permission_text', 'note', 'revision', 'saved_at', 'saved_by'])
    .executeTakeFirst()
  if (!row) return none
  return {
    wordsPerMonth: row.words_per_month,
    permission: row.permission,
    permittedUntil: row.permitted_until,
    permissionText: row.permission_text,
    note: row.note,
    revision: row.revision,
    savedAt: new Date(row.saved_at),
    savedBy: row.saved_by,
  }
}

/** Saves it, if nobody has since `revision`; false if somebody has. */
export async function saveTerms(
  trx: Trx,
  { sourceId, terms, revision, now, by }: { sourceId: number; terms: SourceTerms; revision: number; now: Date; by: number },
): Promise<boolean> {
  const columns = {
    words_per_month: terms.wordsPerMonth,
    permission: terms.permission,
    permitted_until: terms.permittedUntil,
    permission_text: terms.permissionText,
    note: terms.note,
    revision: revision + 1,
    saved_at: now.toISOString(),
    saved_by: by,
  }
  if (revision === 0) {
    const inserted = await trx
      .insertInto('source_terms')
      .values({ source_id: sourceId, ...columns })
      .onConflict((conflict) => conflict.column('source_id').doNothing())
      .executeTakeFirst()
    return (inserted.numInsertedOrUpdatedRows ?? 0n) === 1n
  }
  const updated = await trx
    .updateTable('source_terms')
    .set(columns)
    .where('source_id', '=', sourceId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

/** A source by its name, and how many words the picks quote of it that went out between two moments, but for one pick. */
export async function findQuotedOfName(
  db: Db,
  name: string,
  { from, until, except }: { from: Date; until: Date; except: number },
): Promise<{ id: number; words: number } | null> {
  const source = await db.selectFrom('source').select('id').where('name', '=', name).executeTakeFirst()
  if (!source) return null
  const row = await db
    .selectFrom('pick')
    .innerJoin('excerpt', 'excerpt.pick_id', 'pick.id')
    .where('pick.source_id', '=', source.id)
    .where('pick.published_at', '>=', from.toISOString())
    .where('pick.published_at', '<', until.toISOString())
    .where('pick.id', '!=', except)
    .select((eb) => eb.fn.sum<number | null>('excerpt.words').as('words'))
    .executeTakeFirstOrThrow()
  return { id: source.id, words: Number(row.words ?? 0) }
}

/** How many words of its source readers see in a pick now. */
export async function findWordsShown(db: Db, pickId: number): Promise<number> {
  const row = await db
    .selectFrom('pick')
    .innerJoin('excerpt', 'excerpt.pick_id', 'pick.id')
    .where('pick.id', '=', pickId)
    .where('pick.published_at', 'is not', null)
    .select('excerpt.words')
    .executeTakeFirst()
  return row?.words ?? 0
}
