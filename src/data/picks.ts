import { sql } from 'kysely'
import type { LocalDate, PickText } from '../domain/pick.ts'
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
  savedAt: Date
  savedBy: string
}

const presentVersion = sql<number>`(select max(later.number) from version as later where later.pick_id = pick.id)`

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

export async function isSlugTaken(trx: Trx, slug: string): Promise<boolean> {
  return (await trx.selectFrom('pick').select('id').where('slug', '=', slug).executeTakeFirst()) !== undefined
}

/** Stores a new pick as a draft, with its first version, and returns its id. */
export async function insertPick(trx: Trx, record: PickRecord): Promise<number> {
  const savedAt = record.savedAt.toISOString()
  const row = await trx
    .insertInto('pick')
    .values({ ...columns(record), slug: record.slug, published_at: null, created_at: savedAt, updated_at: savedAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('excerpt')
    .values({ pick_id: row.id, content: JSON.stringify(record.pick.excerpt) })
    .execute()
  await saveParts(trx, row.id, record, 1)
  return row.id
}

/** Replaces what a pick says and keeps the version before it; slug and publication stay. */
export async function updatePick(trx: Trx, id: number, record: PickRecord): Promise<void> {
  await trx
    .updateTable('pick')
    .set({ ...columns(record), updated_at: record.savedAt.toISOString() })
    .where('id', '=', id)
    .execute()
  await trx
    .updateTable('excerpt')
    .set({ content: JSON.stringify(record.pick.excerpt) })
    .where('pick_id', '=', id)
    .execute()
  await trx.deleteFrom('pick_topic').where('pick_id', '=', id).execute()
  const last = await trx
    .selectFrom('version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('pick_id', '=', id)
    .executeTakeFirstOrThrow()
  await saveParts(trx, id, record, last.number + 1)
}

/** Makes a pick public from `now` on. One that is already keeps its moment. */
export async function publishPick(trx: Trx, id: number, now: Date): Promise<void> {
  await trx
    .updateTable('pick')
    .set({ published_at: now.toISOString() })
    .where('id', '=', id)
    .where('published_at', 'is', null)
    .execute()
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
    })
    .execute()
  await indexPick(trx, id, record.pick)
}
