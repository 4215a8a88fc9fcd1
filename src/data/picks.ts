import { sql } from 'kysely'
import type { LocalDate, PickText, Visibility } from '../domain/pick.ts'
import type { Cover } from '../domain/picture.ts'
import { countQuotedWords } from '../domain/quoted-words.ts'
import type { Db, Trx } from './schema.ts'
import { indexPick } from './search.ts'

/** A pick as it is stored: its parts by id, and its plain-text form as the version to keep. */
export type PickRecord = {
  pick: PickText
  slug: string
  sourceId: number
  topicIds: number[]
  /** The plain-text form, kept as the version. */
  text: string
  /** Stands beside it. Where it isn't said, the pick keeps the one it has. */
  cover?: Cover | null
  savedAt: Date
  savedBy: string
  /** False where nobody writes in the pick and only its text becomes another: when it was saved last stays. */
  isSaving?: boolean
}

/** The number of the newest whole version of the pick that a query is about. */
const presentVersion = sql<number>`(select max(later.number) from version as later
  where later.pick_id = pick.id and later.kind = 'pick')`

/** What import compares a pick with; `text` is its present version. */
export type KnownPick = { id: number; slug: string; headline: string; date: LocalDate; text: string; isPublished: boolean }

/** The picks that have this headline on this day, and the one that has the slug where the text names one; the oldest first. */
export async function listPicksLike(trx: Trx, { slug, headline, date }: PickText): Promise<KnownPick[]> {
  const rows = await trx
    .selectFrom('pick')
    .innerJoin('version', 'version.pick_id', 'pick.id')
    .where((eb) => {
      const isNamesake = eb.and([eb('pick.headline', '=', headline), eb('pick.date', '=', date)])
      return slug === null ? isNamesake : eb.or([isNamesake, eb('pick.slug', '=', slug)])
    })
    .where('version.number', '=', presentVersion)
    .select(['pick.id', 'pick.slug', 'pick.headline', 'pick.date', 'pick.published_at', 'version.content as text'])
    .orderBy('pick.id')
    .execute()
  return rows.map(({ published_at, ...row }) => ({ ...row, isPublished: published_at !== null }))
}

/** Whether an address is a pick's, or was one's and leads there still. */
export async function isSlugTaken(trx: Trx, slug: string): Promise<boolean> {
  if ((await trx.selectFrom('pick').select('id').where('slug', '=', slug).executeTakeFirst()) !== undefined) return true
  return (await trx.selectFrom('slug_redirect').select('slug').where('slug', '=', slug).executeTakeFirst()) !== undefined
}

/** Stores a new pick as a draft, with its first version, and returns its id. */
export async function insertPick(trx: Trx, record: PickRecord): Promise<number> {
  const savedAt = record.savedAt.toISOString()
  const row = await trx
    .insertInto('pick')
    .values({
      ...columns(record),
      cover: printed(record.cover),
      slug: record.slug,
      published_at: null,
      created_at: savedAt,
      updated_at: savedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('excerpt')
    .values({ pick_id: row.id, ...excerptOf(record) })
    .execute()
  await saveParts(trx, row.id, record, 1)
  return row.id
}

/** Replaces what a pick says and keeps the version before it; slug and publication stay. */
export async function updatePick(trx: Trx, id: number, { isSaving = true, ...record }: PickRecord): Promise<void> {
  const cover = record.cover === undefined ? await findCover(trx, id) : record.cover
  await trx
    .updateTable('pick')
    .set({ ...columns(record), cover: printed(cover), ...(isSaving && { updated_at: record.savedAt.toISOString() }) })
    .where('id', '=', id)
    .execute()
  const { content, words } = excerptOf(record)
  await trx
    .updateTable('excerpt')
    // Where other runs stand nobody has looked yet.
    .set((eb) => ({ content, words, run_map: eb.case().when('content', '=', content).then(eb.ref('run_map')).else(null).end() }))
    .where('pick_id', '=', id)
    .execute()
  await trx.deleteFrom('pick_topic').where('pick_id', '=', id).execute()
  const last = await trx
    .selectFrom('version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('pick_id', '=', id)
    .executeTakeFirstOrThrow()
  await saveParts(trx, id, { ...record, cover }, (last.number ?? 0) + 1)
}

/** Makes a pick public from `now` on; false for one that is already, which keeps its moment. */
export async function publishPick(trx: Trx, id: number, now: Date): Promise<boolean> {
  const result = await trx
    .updateTable('pick')
    .set({ published_at: now.toISOString() })
    .where('id', '=', id)
    .where('published_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Takes a pick back from all readers; false for one that isn't public. */
export async function unpublishPick(trx: Trx, id: number): Promise<boolean> {
  const result = await trx
    .updateTable('pick')
    .set({ published_at: null })
    .where('id', '=', id)
    .where('published_at', 'is not', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Gives a pick another address. That it is free must have been asked in the same transaction. */
export async function updateSlug(trx: Trx, id: number, slug: string): Promise<void> {
  await trx.updateTable('pick').set({ slug }).where('id', '=', id).execute()
}

/** Says who may read a pick of which there is no whole version yet; one that has some gets a new one. */
export async function updateVisibility(trx: Trx, id: number, visibility: Visibility): Promise<void> {
  await trx.updateTable('pick').set({ visibility }).where('id', '=', id).execute()
}

/** The plain-text form of a pick's newest whole version; null where it has never had one. For staff only: it holds the excerpt. */
export async function findPickText(db: Db, id: number): Promise<string | null> {
  const row = await db
    .selectFrom('version')
    .select('content')
    .where('pick_id', '=', id)
    .where('kind', '=', 'pick')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.content ?? null
}

/** The plain-text form of every pick in its present version, by date, a hundred at a time. For staff only: it holds the excerpts. */
export async function* eachPickText(db: Db, { publishedOnly }: { publishedOnly: boolean }): AsyncGenerator<string> {
  let after = { date: '', id: 0 }
  for (;;) {
    const rows = await pageOfTexts(db, after, publishedOnly)
    for (const row of rows) yield row.content
    const last = rows.at(-1)
    if (!last) return
    after = { date: last.date, id: last.id }
  }
}

/** When the next pick becomes public that isn't yet by this clock: the publisher's may have been ahead of it. Null when none waits. */
export async function findNextPublication(db: Db, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('pick')
    .select((eb) => eb.fn.min('published_at').as('at'))
    .where('published_at', '>', now.toISOString())
    .executeTakeFirst()
  return row?.at ? new Date(row.at) : null
}

export async function countPicks(db: Db): Promise<number> {
  const row = await db
    .selectFrom('pick')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function pageOfTexts(db: Db, after: { date: string; id: number }, publishedOnly: boolean) {
  let picks = db
    .selectFrom('pick')
    .innerJoin('version', 'version.pick_id', 'pick.id')
    .where('version.number', '=', presentVersion)
    .where((eb) =>
      eb.or([eb('pick.date', '>', after.date), eb.and([eb('pick.date', '=', after.date), eb('pick.id', '>', after.id)])]),
    )
  if (publishedOnly) picks = picks.where('pick.published_at', 'is not', null)
  return picks.select(['pick.id', 'pick.date', 'version.content']).orderBy('pick.date').orderBy('pick.id').limit(100).execute()
}

function columns({ pick, sourceId }: PickRecord) {
  return {
    headline: pick.headline,
    date: pick.date,
    introduction: JSON.stringify(pick.introduction),
    author: pick.author,
    source_id: sourceId,
    source_url: pick.source.url,
    visibility: pick.visibility,
  }
}

async function findCover(trx: Trx, id: number): Promise<Cover | null> {
  const { cover } = await trx.selectFrom('pick').select('cover').where('id', '=', id).executeTakeFirstOrThrow()
  return cover === null ? null : (JSON.parse(cover) as Cover)
}

function printed(cover: Cover | null | undefined): string | null {
  return cover ? JSON.stringify(cover) : null
}

function excerptOf({ pick }: PickRecord) {
  return { content: JSON.stringify(pick.excerpt), words: countQuotedWords(pick.excerpt) }
}

async function saveParts(trx: Trx, id: number, record: PickRecord, version: number) {
  const topics = record.topicIds.map((topic_id, position) => ({ pick_id: id, topic_id, position, date: record.pick.date }))
  if (topics.length > 0) await trx.insertInto('pick_topic').values(topics).execute()
  await trx
    .insertInto('version')
    .values({
      pick_id: id,
      number: version,
      saved_at: record.savedAt.toISOString(),
      saved_by: record.savedBy,
      content: record.text,
      cover: printed(record.cover),
      picture: record.cover?.picture.name ?? null,
    })
    .execute()
  await indexPick(trx, id, record.pick)
}
