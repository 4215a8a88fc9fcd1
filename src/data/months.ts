import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** A month (`YYYY-MM`) and how many published picks are dated in it. */
export type MonthCount = { month: string; count: number }

/** Which picks are counted: all of them, one topic's or one source's. */
export type CountOf = { topicId?: number; sourceId?: number }

/** The months that have published picks, the earliest first. Months without any are left out. */
export async function listMonths(db: Db, now: Date, { topicId, sourceId }: CountOf = {}): Promise<MonthCount[]> {
  const month = sql<string>`substr(date, 1, 7)`
  let picks = db.selectFrom('pick').where('published_at', '<=', now.toISOString())
  if (sourceId !== undefined) picks = picks.where('source_id', '=', sourceId)
  if (topicId !== undefined)
    picks = picks.where('id', 'in', (eb) => eb.selectFrom('pick_topic').select('pick_id').where('topic_id', '=', topicId))
  const rows = await picks
    .groupBy(month)
    .select((eb) => [month.as('month'), eb.fn.countAll<number>().as('count')])
    .orderBy('month')
    .execute()
  return rows.map((row) => ({ month: row.month, count: Number(row.count) }))
}
