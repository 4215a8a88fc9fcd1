import type { Excerpt } from '../domain/pick.ts'
import type { Db } from './schema.ts'

/** The excerpt of a published pick, to hold against its source. For what runs for the magazine itself, and never for an answer to a reader. */
export async function findQuotedExcerpt(db: Db, pickId: number): Promise<Excerpt | null> {
  const row = await db
    .selectFrom('excerpt')
    .innerJoin('pick', 'pick.id', 'excerpt.pick_id')
    .where('excerpt.pick_id', '=', pickId)
    .where('pick.published_at', 'is not', null)
    .select('excerpt.content')
    .executeTakeFirst()
  return row ? (JSON.parse(row.content) as Excerpt) : null
}
