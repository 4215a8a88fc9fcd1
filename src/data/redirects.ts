import { isSlug } from '../domain/slug.ts'
import type { Db, Trx } from './schema.ts'

/** Where the address that a pick once had leads now; null for an address none had, or where the pick isn't public. */
export async function findMovedPick(db: Db, slug: string, now: Date): Promise<string | null> {
  if (!isSlug(slug)) return null
  const row = await db
    .selectFrom('slug_redirect')
    .innerJoin('pick', 'pick.id', 'slug_redirect.pick_id')
    .where('slug_redirect.slug', '=', slug)
    .where('pick.published_at', '<=', now.toISOString())
    .select('pick.slug')
    .executeTakeFirst()
  return row?.slug ?? null
}

/** The same for a topic. */
export async function findMovedTopic(db: Db, slug: string): Promise<string | null> {
  if (!isSlug(slug)) return null
  const row = await db
    .selectFrom('topic_redirect')
    .innerJoin('topic', 'topic.id', 'topic_redirect.topic_id')
    .where('topic_redirect.slug', '=', slug)
    .select('topic.slug')
    .executeTakeFirst()
  return row?.slug ?? null
}

/** The addresses that lead to a pick besides its own. */
export async function listOldSlugs(db: Db, pickId: number): Promise<string[]> {
  const rows = await db.selectFrom('slug_redirect').select('slug').where('pick_id', '=', pickId).orderBy('slug').execute()
  return rows.map((row) => row.slug)
}

/** Whose address this was, if any pick's. */
export async function findSlugOwner(db: Db, slug: string): Promise<number | null> {
  const row = await db.selectFrom('slug_redirect').select('pick_id').where('slug', '=', slug).executeTakeFirst()
  return row?.pick_id ?? null
}

/** The same for topics. */
export async function findTopicSlugOwner(db: Db, slug: string): Promise<number | null> {
  const row = await db.selectFrom('topic_redirect').select('topic_id').where('slug', '=', slug).executeTakeFirst()
  return row?.topic_id ?? null
}

/** Has a pick's old address lead to the pick, and frees its new one if it had that before. */
export async function saveSlugRedirect(trx: Trx, { pickId, old, slug }: { pickId: number; old: string; slug: string }) {
  await trx.deleteFrom('slug_redirect').where('slug', '=', slug).where('pick_id', '=', pickId).execute()
  await trx.insertInto('slug_redirect').values({ slug: old, pick_id: pickId }).execute()
}

/** Has an address lead to a topic, and with it those that led to another one. */
export async function saveTopicRedirect(trx: Trx, { old, topicId, slug }: { old: string; topicId: number; slug: string }) {
  await trx.deleteFrom('topic_redirect').where('slug', '=', slug).where('topic_id', '=', topicId).execute()
  await trx.insertInto('topic_redirect').values({ slug: old, topic_id: topicId }).execute()
}

/** Has what led to one topic lead to another. */
export async function moveTopicRedirects(trx: Trx, { from, to }: { from: number; to: number }) {
  await trx.updateTable('topic_redirect').set({ topic_id: to }).where('topic_id', '=', from).execute()
}
