import { type Content, readContent } from '../domain/draft.ts'
import type { Excerpt, Visibility } from '../domain/pick.ts'
import type { Cover } from '../domain/picture.ts'
import { countQuotedWords } from '../domain/quoted-words.ts'
import type { DeskTables } from './desk-schema.ts'
import { findSchedule, type StoredSchedule } from './schedules.ts'
import type { Db, Trx } from './schema.ts'
import { indexPick, unindexPick } from './search.ts'

/**
 * A pick as the desk knows it. `content` is what is being written, null while that is what the newest whole version says; `slug` is null
 * until it has an address of its own.
 */
export type DeskPick = {
  id: number
  slug: string | null
  visibility: Visibility
  publishedAt: Date | null
  /** When somebody wrote in it last. */
  savedAt: Date
  revision: number
  content: Content | null
  /** The one that the newest whole version has. */
  cover: Cover | null
  note: string
  createdBy: number | null
  savedBy: number | null
  schedule: StoredSchedule | null
}

/** What is saved of a draft, and by whom. */
export type DraftRecord = { content: Content; note: string; now: Date; by: number }

/** The pick with this id as the desk knows it. */
export async function findDeskPick(db: Db, id: number): Promise<DeskPick | null> {
  const row = await db
    .selectFrom('pick')
    .leftJoin('draft', 'draft.pick_id', 'pick.id')
    .select(['pick.id', 'pick.slug', 'pick.visibility', 'pick.cover', 'pick.published_at', 'pick.updated_at'])
    .select(['draft.revision', 'draft.content', 'draft.note', 'draft.created_by', 'draft.saved_by'])
    .where('pick.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    slug: ownSlug(row.slug),
    visibility: row.visibility,
    publishedAt: row.published_at === null ? null : new Date(row.published_at),
    savedAt: new Date(row.updated_at),
    revision: row.revision ?? 0,
    content: row.content === null ? null : readContent(row.content),
    cover: row.cover === null ? null : (JSON.parse(row.cover) as Cover),
    note: row.note ?? '',
    createdBy: row.created_by,
    savedBy: row.saved_by,
    schedule: await findSchedule(db, id),
  }
}

/** A pick's address where it has one of its own: what stands there before that could be no pick's. */
export function ownSlug(slug: string): string | null {
  return slug.startsWith('~') ? null : slug
}

/** Begins a draft and returns its id. `key` is like no other draft's. */
export async function insertDraft(
  trx: Trx,
  { key, visibility, ...draft }: DraftRecord & { key: string; visibility: Visibility },
) {
  const at = draft.now.toISOString()
  const row = await trx
    .insertInto('pick')
    .values({
      slug: `~${key}`,
      headline: '',
      date: at.slice(0, 10),
      introduction: '[]',
      author: null,
      source_id: await noSource(trx),
      source_url: null,
      visibility,
      published_at: null,
      created_at: at,
      updated_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const excerpt: Excerpt = []
  await trx
    .insertInto('excerpt')
    .values({ pick_id: row.id, content: JSON.stringify(excerpt), words: 0 })
    .execute()
  await trx
    .insertInto('draft')
    .values({ pick_id: row.id, revision: 1, ...columns(draft), created_by: draft.by })
    .execute()
  await indexDraft(trx, row.id, { content: draft.content, visibility })
  return row.id
}

/**
 * Saves what is being written, if nobody has saved since `revision`; null if somebody has. `isPublic` leaves the search alone, which goes
 * on finding what readers see.
 */
export async function updateDraft(
  trx: Trx,
  pick: Pick<DeskPick, 'id' | 'visibility'> & { isPublic: boolean },
  { revision, ...draft }: DraftRecord & { revision: number },
): Promise<number | null> {
  const next = await countUp(trx, pick.id, { revision, ...columns(draft) })
  if (next === null) return null
  await trx.updateTable('pick').set({ updated_at: draft.now.toISOString() }).where('id', '=', pick.id).execute()
  if (!pick.isPublic) await indexDraft(trx, pick.id, { content: draft.content, visibility: pick.visibility })
  return next
}

/** Says that what was being written is what the pick says now; null when somebody has saved since `revision`. */
export async function settleDraft(trx: Trx, id: number, { revision, by }: { revision: number; by: number | null }) {
  return countUp(trx, id, { revision, ...settled, saved_by: by })
}

/**
 * Says that a pick is filed otherwise than it was at this revision, and saves what is being written as it is filed now, if anything is.
 * Nobody has written in it by that: who did so last, and when, stays. False when somebody has saved since.
 */
export async function refileDraft(trx: Trx, { id, revision, visibility, publishedAt, content }: DeskPick): Promise<boolean> {
  const filed = content && { content: JSON.stringify(content), topics: JSON.stringify(content.topics) }
  if ((await countUp(trx, id, { revision, ...filed })) === null) return false
  if (content !== null && publishedAt === null) await indexDraft(trx, id, { content, visibility })
  return true
}

/** Whether what is being written is what it was at this revision, and stays so until the transaction is over. */
export async function holdDraft(trx: Trx, id: number, revision: number): Promise<boolean> {
  // A pick that the desk has never saved has no row; whoever saves it first is no contributor.
  if (revision === 0) return true
  const held = trx.updateTable('draft').set({ revision }).where('pick_id', '=', id).where('revision', '=', revision)
  return (await held.executeTakeFirst()).numUpdatedRows === 1n
}

/** Says that a pick was changed elsewhere, so that whoever has it open can't save over that unawares. */
export async function touchDraft(trx: Trx, id: number): Promise<void> {
  await trx
    .insertInto('draft')
    .values({ pick_id: id, revision: 1, created_by: null, saved_by: null, note: '', ...settled })
    .onConflict((conflict) => conflict.column('pick_id').doUpdateSet((eb) => ({ revision: eb('draft.revision', '+', 1) })))
    .execute()
}

/** The picks in which something is being written that is filed under a topic of this name. */
export async function listDraftsUnder(trx: Trx, topic: string): Promise<number[]> {
  const rows = await trx.selectFrom('draft').select(['pick_id', 'topics']).where('content', 'is not', null).execute()
  return rows.filter(({ topics }) => (JSON.parse(topics) as string[]).includes(topic)).map((row) => row.pick_id)
}

/** Puts a draft of which there is no whole version into the search as it stands. */
export async function indexDraft(
  trx: Trx,
  id: number,
  { content, visibility }: { content: Content; visibility: Visibility },
): Promise<void> {
  await indexPick(trx, id, { ...content, date: content.date ?? '', visibility, slug: null })
}

/** Deletes a pick of which nothing was ever whole, with everything kept of it; false when somebody has saved since `revision`. */
export async function deleteDraft(trx: Trx, id: number, revision: number): Promise<boolean> {
  const gone = await trx.deleteFrom('draft').where('pick_id', '=', id).where('revision', '=', revision).executeTakeFirst()
  if (gone.numDeletedRows === 0n) return false
  for (const table of ['schedule', 'presence', 'slug_redirect', 'pick_capture', 'version', 'pick_topic', 'excerpt'] as const)
    await trx.deleteFrom(table).where('pick_id', '=', id).execute()
  await unindexPick(trx, id)
  await trx.deleteFrom('pick').where('id', '=', id).execute()
  return true
}

const settled = { content: null, headline: '', date: null, source_name: '', topics: '[]', words: 0, picture: null }

type Columns = Omit<DeskTables['draft'], 'pick_id' | 'created_by' | 'revision' | 'note'> & { note?: string }

/** One statement compares and changes. A pick that the desk has never saved has no row yet, and counts as revision 0. */
async function countUp(
  trx: Trx,
  id: number,
  { revision, ...set }: Partial<Columns> & { revision: number },
): Promise<number | null> {
  const next = revision + 1
  const result =
    revision === 0
      ? await trx
          .insertInto('draft')
          .values({ pick_id: id, created_by: null, saved_by: null, note: '', ...settled, ...set, revision: next })
          .onConflict((conflict) => conflict.column('pick_id').doNothing())
          .executeTakeFirst()
      : await trx
          .updateTable('draft')
          .set({ ...set, revision: next })
          .where('pick_id', '=', id)
          .where('revision', '=', revision)
          .executeTakeFirst()
  const rows = 'numUpdatedRows' in result ? result.numUpdatedRows : (result.numInsertedOrUpdatedRows ?? 0n)
  return rows === 1n ? next : null
}

function columns({ content, note, by }: DraftRecord) {
  return {
    content: JSON.stringify(content),
    headline: content.headline,
    date: content.date,
    source_name: content.source.name,
    topics: JSON.stringify(content.topics),
    words: countQuotedWords(content.excerpt),
    picture: content.cover?.picture.name ?? null,
    note,
    saved_by: by,
  }
}

/** A draft may have no source yet, and a pick must: until then it stands under one without a name, which no list shows. */
async function noSource(trx: Trx): Promise<number> {
  await trx
    .insertInto('source')
    .values({ name: '', slug: '' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await trx.selectFrom('source').select('id').where('name', '=', '').executeTakeFirstOrThrow()).id
}
