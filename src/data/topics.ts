import { sql } from 'kysely'
import type { Linked, LocalDate } from '../domain/pick.ts'
import { isSlug } from '../domain/slug.ts'
import type { Db, Trx } from './schema.ts'

/** A name with how many published picks it has. */
export type Counted = Linked & { count: number }
export type Topic = Linked & { id: number; description: string }

type Most = { now: Date; limit: number }

export async function findTopic(db: Db, slug: string): Promise<Topic | null> {
  if (!isSlug(slug)) return null
  const row = await db
    .selectFrom('topic')
    .select(['id', 'slug', 'name', 'description'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row ?? null
}

/** Every topic that a published pick is filed under, by name. */
export async function listTopics(db: Db, now: Date): Promise<(Counted & { newest: LocalDate })[]> {
  const rows = await published(db, now)
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('pick.date').as('newest')])
    .orderBy('topic.name')
    .execute()
  return rows.map((row) => ({ slug: row.slug, name: row.name, count: Number(row.count), newest: row.newest }))
}

/** The topics that picks of this topic are filed under as well, most often first. */
export async function listNeighbours(db: Db, topicId: number, most: Most): Promise<Counted[]> {
  const rows = await mostFiled(db, most)
    .where('topic.id', '!=', topicId)
    .where('pick.id', 'in', (eb) => eb.selectFrom('pick_topic').select('pick_id').where('topic_id', '=', topicId))
    .execute()
  return rows.map(countedOf)
}

/** The topics under which a source's picks are filed, most often first. */
export async function listTopicsOfSource(db: Db, sourceId: number, most: Most): Promise<Counted[]> {
  return (await mostFiled(db, most).where('pick.source_id', '=', sourceId).execute()).map(countedOf)
}

/** The topic of this name, made with a free slug when there is none yet. */
export async function saveTopic(
  trx: Trx,
  name: string,
  slug: (isTaken: (slug: string) => Promise<boolean>) => Promise<string>,
): Promise<number> {
  const known = await trx.selectFrom('topic').select('id').where('name', '=', name).executeTakeFirst()
  if (known) return known.id
  const free = await slug((wanted) => isTopicSlugTaken(trx, wanted))
  const row = await trx
    .insertInto('topic')
    .values({ name, slug: free, description: '' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The topic of this name, if there is one. */
export async function findTopicNamed(trx: Trx, name: string): Promise<number | null> {
  return (await trx.selectFrom('topic').select('id').where('name', '=', name).executeTakeFirst())?.id ?? null
}

/** Gives a topic another name and address. */
export async function updateTopic(trx: Trx, id: number, { name, slug }: { name: string; slug: string }): Promise<void> {
  await trx.updateTable('topic').set({ name, slug }).where('id', '=', id).execute()
}

export async function updateDescription(trx: Trx, id: number, description: string): Promise<void> {
  await trx.updateTable('topic').set({ description }).where('id', '=', id).execute()
}

/** Deletes a topic that no pick is filed under and no address leads to. */
export async function deleteTopic(trx: Trx, id: number): Promise<void> {
  await trx.deleteFrom('topic').where('id', '=', id).execute()
}

/** The picks that are filed under a topic. */
export async function listFiledUnder(trx: Trx, topicId: number): Promise<number[]> {
  const rows = await trx.selectFrom('pick_topic').select('pick_id').where('topic_id', '=', topicId).orderBy('pick_id').execute()
  return rows.map((row) => row.pick_id)
}

/** Whether an address is a topic's, or was one's and leads there still. */
export async function isTopicSlugTaken(trx: Trx, slug: string): Promise<boolean> {
  if ((await trx.selectFrom('topic').select('id').where('slug', '=', slug).executeTakeFirst()) !== undefined) return true
  return (await trx.selectFrom('topic_redirect').select('slug').where('slug', '=', slug).executeTakeFirst()) !== undefined
}

function mostFiled(db: Db, { now, limit }: Most) {
  return published(db, now)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('topic.name')
    .limit(limit)
}

function countedOf({ slug, name, count }: Counted): Counted {
  return { slug, name, count: Number(count) }
}

function published(db: Db, now: Date) {
  return db
    .selectFrom('pick_topic')
    .innerJoin('topic', 'topic.id', 'pick_topic.topic_id')
    .innerJoin('pick', 'pick.id', 'pick_topic.pick_id')
    .where('pick.published_at', '<=', now.toISOString())
    .groupBy(['topic.id', 'topic.slug', 'topic.name'])
    .select(['topic.slug', 'topic.name'])
}
