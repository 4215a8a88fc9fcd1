import { sql } from 'kysely'
import type { Linked } from '../domain/pick.ts'
import { isSlug } from '../domain/slug.ts'
import type { Db, Trx } from './schema.ts'
import type { Counted } from './topics.ts'

export async function findSource(db: Db, slug: string): Promise<(Linked & { id: number }) | null> {
  if (!isSlug(slug)) return null
  const row = await db.selectFrom('source').select(['id', 'slug', 'name']).where('slug', '=', slug).executeTakeFirst()
  return row ?? null
}

/** The sources quoted most often under a topic. */
export async function listMostQuoted(db: Db, topicId: number, { now, limit }: { now: Date; limit: number }): Promise<Counted[]> {
  const rows = await db
    .selectFrom('pick')
    .innerJoin('pick_topic', 'pick_topic.pick_id', 'pick.id')
    .innerJoin('source', 'source.id', 'pick.source_id')
    .where('pick_topic.topic_id', '=', topicId)
    .where('pick.published_at', '<=', now.toISOString())
    .groupBy(['source.id', 'source.slug', 'source.name'])
    .select((eb) => ['source.slug', 'source.name', eb.fn.countAll<number>().as('count')])
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('source.name')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ slug: row.slug, name: row.name, count: Number(row.count) }))
}

/** The authors of a source's picks with how many picks each, most often first. */
export async function listAuthorsOfSource(db: Db, sourceId: number, { now, limit }: { now: Date; limit: number }) {
  const rows = await db
    .selectFrom('pick')
    .where('source_id', '=', sourceId)
    .where('published_at', '<=', now.toISOString())
    .where('author', 'is not', null)
    .groupBy('author')
    .select((eb) => ['author as name', eb.fn.countAll<number>().as('count')])
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('author')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ name: row.name ?? '', count: Number(row.count) }))
}

/** The source of this name, made with a free slug when there is none yet. */
export async function saveSource(
  trx: Trx,
  name: string,
  slug: (isTaken: (slug: string) => Promise<boolean>) => Promise<string>,
): Promise<number> {
  const known = await trx.selectFrom('source').select('id').where('name', '=', name).executeTakeFirst()
  if (known) return known.id
  const free = await slug(
    async (wanted) => (await trx.selectFrom('source').select('id').where('slug', '=', wanted).executeTakeFirst()) !== undefined,
  )
  const row = await trx.insertInto('source').values({ name, slug: free }).returning('id').executeTakeFirstOrThrow()
  return row.id
}
