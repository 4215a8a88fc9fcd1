import { sql } from 'kysely'
import type { MonthUsage, UsageWay } from '../domain/group.ts'
import type { Db, Trx } from './schema.ts'

/** One mark of the running month: for a reader, or for one pick that one reader has read. It names neither. */
export type Mark = { groupId: number; month: string; way: UsageWay; kind: 'reader' | 'reading'; mark: string }

/** The key of a month's marks: `fresh` where the month has none yet. Every process gets the same one. */
export async function loadMonthKey(trx: Trx, month: string, fresh: string): Promise<string> {
  await trx
    .insertInto('group_month')
    .values({ month, hash_key: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await trx.selectFrom('group_month').select('hash_key').where('month', '=', month).executeTakeFirstOrThrow()
  return row.hash_key
}

/** Writes marks; those that are there already change nothing. */
export async function saveMarks(trx: Trx, marks: readonly Mark[]): Promise<void> {
  for (let at = 0; at < marks.length; at += slice) {
    const rows = marks.slice(at, at + slice).map(({ groupId, ...mark }) => ({ group_id: groupId, ...mark }))
    await trx
      .insertInto('group_mark')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** What a group has read by month, the newest first; the running month as far as it has come. */
export async function listUsage(db: Db, groupId: number): Promise<MonthUsage[]> {
  const { rows } = await sql<CountedUsage>`
    select month, way, readers, readings from group_usage where group_id = ${groupId}
    union all
    select month, way, sum(case when kind = 'reader' then 1 else 0 end), sum(case when kind = 'reading' then 1 else 0 end)
      from group_mark where group_id = ${groupId}
        and not exists (select 1 from group_usage as done where done.group_id = group_mark.group_id
          and done.month = group_mark.month and done.way = group_mark.way)
      group by month, way
    order by 1 desc, 2 desc`.execute(db)
  return rows.map(({ readers, readings, ...row }) => ({ ...row, readers: Number(readers), readings: Number(readings) }))
}

/** Turns the marks of every month before this one into numbers, and deletes them and their keys for good. */
export async function closeMonths(trx: Trx, before: string): Promise<void> {
  await sql`insert into group_usage (group_id, month, way, readers, readings)
    select group_id, month, way, sum(case when kind = 'reader' then 1 else 0 end), sum(case when kind = 'reading' then 1 else 0 end)
    from group_mark where month < ${before} group by group_id, month, way
    on conflict do nothing`.execute(trx)
  await trx.deleteFrom('group_mark').where('month', '<', before).execute()
  await trx.deleteFrom('group_month').where('month', '<', before).execute()
}

const slice = 500

type CountedUsage = { month: string; way: UsageWay; readers: number | string; readings: number | string }
