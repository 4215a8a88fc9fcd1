import { sql } from 'kysely'
import { beginsWord } from './begins-word.ts'
import type { Db } from './schema.ts'

type Page = { search: string; after: { name: string; id: number } | null; limit: number }

/** A topic as the desk lists it. */
export type DeskTopic = { id: number; slug: string; name: string; description: string; picks: number; published: number }

/** The topics by name, with how many picks are filed under each. */
export async function listDeskTopics(db: Db, { search, after, limit }: Page): Promise<DeskTopic[]> {
  let topics = filed(db).orderBy('topic.name').orderBy('topic.id').limit(limit)
  if (search !== '') topics = topics.where(beginsWord('topic.name', search))
  if (after) topics = topics.where(isAfter(after))
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

function isAfter({ name, id }: { name: string; id: number }) {
  return sql<boolean>`(topic.name > ${name} or (topic.name = ${name} and topic.id > ${id}))`
}
