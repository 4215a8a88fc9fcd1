import { sql } from 'kysely'
import type { LocalDate } from '../domain/pick.ts'
import type { Db, Trx } from './schema.ts'

/** How often a pick's way to its source was taken on a day of the magazine's calendar. */
export type DayOfFollows = { pickId: number; day: LocalDate; count: number }

/** Adds to what was counted before, whoever counted it. */
export async function addFollows(trx: Trx, follows: readonly DayOfFollows[]): Promise<void> {
  for (const { pickId, day, count } of follows)
    await trx
      .insertInto('source_follow')
      .values({ pick_id: pickId, day, count })
      .onConflict((conflict) =>
        conflict
          .columns(['pick_id', 'day'])
          .doUpdateSet((eb) => ({ count: sql<number>`${eb.ref('source_follow.count')} + ${count}` })),
      )
      .execute()
}

/** How many readers were sent to a source, month by month, the newest first. */
export async function listFollowsOfSource(db: Db, sourceId: number): Promise<{ month: string; count: number }[]> {
  const month = sql<string>`substr(source_follow.day, 1, 7)`
  const rows = await db
    .selectFrom('source_follow')
    .innerJoin('pick', 'pick.id', 'source_follow.pick_id')
    .where('pick.source_id', '=', sourceId)
    .groupBy(month)
    .select((eb) => [month.as('month'), eb.fn.sum<number>('source_follow.count').as('count')])
    .orderBy('month', 'desc')
    .execute()
  return rows.map((row) => ({ month: row.month, count: Number(row.count) }))
}

/** How many readers each of a source's picks has sent there. */
export async function countFollowsOfPicks(db: Db, sourceId: number): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('source_follow')
    .innerJoin('pick', 'pick.id', 'source_follow.pick_id')
    .where('pick.source_id', '=', sourceId)
    .groupBy('source_follow.pick_id')
    .select((eb) => ['source_follow.pick_id', eb.fn.sum<number>('source_follow.count').as('count')])
    .execute()
  return new Map(rows.map((row) => [row.pick_id, Number(row.count)]))
}

/** Forgets the days before that one. */
export async function pruneFollows(db: Db, before: LocalDate): Promise<void> {
  await db.deleteFrom('source_follow').where('day', '<', before).execute()
}
