import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** A source with how much of it published picks quote. */
export type QuotedSource = { id: number; slug: string; name: string; picks: number; words: number; wordsThisMonth: number }

/** A pick's part in what is quoted of its source. */
export type QuotedPick = { publishedAt: Date; words: number }

type Page = { search: string; after: { name: string; id: number } | null; limit: number }

/** The sources by name, those without a pick too. `since` is when the magazine's present month began. */
export async function listQuotedSources(
  db: Db,
  { search, after, limit, since }: Page & { since: Date },
): Promise<QuotedSource[]> {
  let sources = quoted(db, since).where('source.name', '!=', '').orderBy('source.name').orderBy('source.id').limit(limit)
  if (search !== '') sources = sources.where(beginsWord('source.name', search))
  if (after) sources = sources.where(isAfter('source', after))
  return (await sources.execute()).map(counted)
}

/** One source with the same. */
export async function findQuotedSource(db: Db, id: number, since: Date): Promise<QuotedSource | null> {
  const row = await quoted(db, since).where('source.id', '=', id).where('source.name', '!=', '').executeTakeFirst()
  return row ? counted(row) : null
}

/** When each of a source's published picks went out, and how much it quotes. */
export async function listQuotedPicks(db: Db, sourceId: number): Promise<QuotedPick[]> {
  const rows = await db
    .selectFrom('pick')
    .innerJoin('excerpt', 'excerpt.pick_id', 'pick.id')
    .where('pick.source_id', '=', sourceId)
    .where('pick.published_at', 'is not', null)
    .select(['pick.published_at', 'excerpt.words'])
    .execute()
  return rows.map((row) => ({ publishedAt: new Date(row.published_at ?? 0), words: row.words ?? 0 }))
}

/** A topic as the desk lists it. */
export type DeskTopic = { id: number; slug: string; name: string; description: string; picks: number; published: number }

/** The topics by name, with how many picks are filed under each. */
export async function listDeskTopics(db: Db, { search, after, limit }: Page): Promise<DeskTopic[]> {
  let topics = filed(db).orderBy('topic.name').orderBy('topic.id').limit(limit)
  if (search !== '') topics = topics.where(beginsWord('topic.name', search))
  if (after) topics = topics.where(isAfter('topic', after))
  return (await topics.execute()).map((row) => ({ ...row, picks: Number(row.picks), published: Number(row.published) }))
}

/** One topic with the same. */
export async function findDeskTopic(db: Db, id: number): Promise<DeskTopic | null> {
  const row = await filed(db).where('topic.id', '=', id).executeTakeFirst()
  return row ? { ...row, picks: Number(row.picks), published: Number(row.published) } : null
}

/** The sources or topics with a word that begins so, by name. */
export function listNamed(
  db: Db,
  table: 'source' | 'topic',
  { search, limit }: { search: string; limit: number },
): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom(table)
    .select(['id', 'name'])
    .where('name', '!=', '')
    .where(beginsWord(`${table}.name`, search))
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The picks whose excerpt's words haven't been counted since that is done. */
export async function listUncounted(db: Db, limit: number): Promise<{ pickId: number; content: string }[]> {
  const rows = await db.selectFrom('excerpt').select(['pick_id', 'content']).where('words', 'is', null).limit(limit).execute()
  return rows.map((row) => ({ pickId: row.pick_id, content: row.content }))
}

/** Writes down how many words an excerpt quotes, unless it has been written anew meanwhile. */
export async function saveWords(db: Db, { pickId, words }: { pickId: number; words: number }): Promise<void> {
  await db.updateTable('excerpt').set({ words }).where('pick_id', '=', pickId).where('words', 'is', null).execute()
}

function quoted(db: Db, since: Date) {
  return db
    .selectFrom('source')
    .leftJoin('pick', (join) => join.onRef('pick.source_id', '=', 'source.id').on('pick.published_at', 'is not', null))
    .leftJoin('excerpt', 'excerpt.pick_id', 'pick.id')
    .groupBy(['source.id', 'source.slug', 'source.name'])
    .select((eb) => [
      'source.id',
      'source.slug',
      'source.name',
      eb.fn.count<number>('pick.id').as('picks'),
      eb.fn.coalesce(eb.fn.sum<number>('excerpt.words'), sql<number>`0`).as('words'),
      sql<number>`coalesce(sum(case when pick.published_at >= ${since.toISOString()} then excerpt.words end), 0)`.as('month'),
    ])
}

function counted({
  month,
  picks,
  words,
  ...row
}: {
  id: number
  slug: string
  name: string
  picks: number
  words: number
  month: number
}) {
  return { ...row, picks: Number(picks), words: Number(words), wordsThisMonth: Number(month) }
}

function filed(db: Db) {
  return db
    .selectFrom('topic')
    .leftJoin('pick_topic', 'pick_topic.topic_id', 'topic.id')
    .leftJoin('pick', 'pick.id', 'pick_topic.pick_id')
    .groupBy(['topic.id', 'topic.slug', 'topic.name', 'topic.description'])
    .select((eb) => [
      'topic.id',
      'topic.slug',
      'topic.name',
      'topic.description',
      eb.fn.count<number>('pick.id').as('picks'),
      eb.fn.count<number>('pick.published_at').as('published'),
    ])
}

/** What was typed is text and no pattern. */
function beginsWord(column: 'source.name' | 'topic.name', typed: string) {
  const escaped = typed.toLowerCase().replace(/[\\%_]/g, '\\$&')
  const name = sql.ref(column)
  return sql<boolean>`(lower(${name}) like ${`${escaped}%`} escape '\\' or lower(${name}) like ${`% ${escaped}%`} escape '\\')`
}

function isAfter(table: 'source' | 'topic', after: { name: string; id: number }) {
  const [name, id] = [sql.ref(`${table}.name`), sql.ref(`${table}.id`)]
  return sql<boolean>`(${name} > ${after.name} or (${name} = ${after.name} and ${id} > ${after.id}))`
}
