import type { Excerpt } from '../domain/pick.ts'
import type { Db } from './schema.ts'

/** A published pick with what it is filed under. For staff only: it holds the excerpt. */
export type FiledPick = { id: number; headline: string; introduction: string[]; excerpt: Excerpt; topics: string[] }

/** The published picks that are filed under a topic, the one begun last first; with `before`, those begun before that one. */
export async function listFiledPicks(db: Db, { before, limit }: { before: number | null; limit: number }): Promise<FiledPick[]> {
  let picks = db
    .selectFrom('pick')
    .innerJoin('excerpt', 'excerpt.pick_id', 'pick.id')
    .where('pick.published_at', 'is not', null)
    .where('pick.id', 'in', (eb) => eb.selectFrom('pick_topic').select('pick_topic.pick_id'))
  if (before !== null) picks = picks.where('pick.id', '<', before)
  const rows = await picks
    .select(['pick.id', 'pick.headline', 'pick.introduction', 'excerpt.content'])
    .orderBy('pick.id', 'desc')
    .limit(limit)
    .execute()
  const topics = await topicsOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map(({ id, headline, introduction, content }) => ({
    id,
    headline,
    introduction: JSON.parse(introduction) as string[],
    excerpt: JSON.parse(content) as Excerpt,
    topics: topics.get(id) ?? [],
  }))
}

async function topicsOf(db: Db, ids: number[]): Promise<Map<number, string[]>> {
  const topics = new Map<number, string[]>()
  if (ids.length === 0) return topics
  const rows = await db
    .selectFrom('pick_topic')
    .innerJoin('topic', 'topic.id', 'pick_topic.topic_id')
    .where('pick_topic.pick_id', 'in', ids)
    .orderBy('pick_topic.position')
    .select(['pick_topic.pick_id', 'topic.name'])
    .execute()
  for (const { pick_id, name } of rows) topics.set(pick_id, [...(topics.get(pick_id) ?? []), name])
  return topics
}
