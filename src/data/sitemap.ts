import type { Db } from './schema.ts'

/** The slugs of everything that has a public page: the newest picks up to `limit`, all topics and sources that have one. */
export async function listPagesForRobots(
  db: Db,
  { now, limit }: { now: Date; limit: number },
): Promise<{ picks: string[]; topics: string[]; sources: string[] }> {
  const published = db.selectFrom('pick').where('published_at', '<=', now.toISOString())
  const picks = await published.select('slug').orderBy('date', 'desc').orderBy('id', 'desc').limit(limit).execute()
  const topics = await db
    .selectFrom('topic')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('pick_topic')
        .innerJoin('pick', 'pick.id', 'pick_topic.pick_id')
        .where('pick.published_at', '<=', now.toISOString())
        .select('topic_id'),
    )
    .select('slug')
    .orderBy('slug')
    .execute()
  const sources = await db
    .selectFrom('source')
    .where('id', 'in', published.select('source_id'))
    .select('slug')
    .orderBy('slug')
    .execute()
  const slugs = (rows: { slug: string }[]) => rows.map((row) => row.slug)
  return { picks: slugs(picks), topics: slugs(topics), sources: slugs(sources) }
}
