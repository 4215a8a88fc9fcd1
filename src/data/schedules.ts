import type { Lack } from '../domain/draft.ts'
import type { LocalTime } from '../domain/zone.ts'
import type { Db, Trx } from './schema.ts'

/** When a pick goes out: the time on the magazine's clock that was asked for, the moment that is, and what held it when it had come. */
export type StoredSchedule = { local: LocalTime; at: Date; setBy: number; held: Lack[] | null }

export async function findSchedule(db: Db, pickId: number): Promise<StoredSchedule | null> {
  const row = await db
    .selectFrom('schedule')
    .select(['local_time', 'at', 'set_by', 'held'])
    .where('pick_id', '=', pickId)
    .executeTakeFirst()
  return row ? scheduleOf(row) : null
}

/** A row of the table as it is meant. */
export function scheduleOf(row: { local_time: string; at: string; set_by: number; held: string | null }): StoredSchedule {
  const held = row.held === null ? null : (JSON.parse(row.held) as Lack[])
  return { local: row.local_time, at: new Date(row.at), setBy: row.set_by, held }
}

/** Plans a pick, in place of any time it was planned for. */
export async function saveSchedule(
  trx: Trx,
  { pickId, local, at, setBy }: { pickId: number; local: LocalTime; at: Date; setBy: number },
): Promise<void> {
  const row = { local_time: local, at: at.toISOString(), set_by: setBy, held: null }
  await trx
    .insertInto('schedule')
    .values({ pick_id: pickId, ...row })
    .onConflict((conflict) => conflict.column('pick_id').doUpdateSet(row))
    .execute()
}

/** Takes a pick out of the plan; false when it isn't in it. */
export async function deleteSchedule(trx: Trx, pickId: number): Promise<boolean> {
  const result = await trx.deleteFrom('schedule').where('pick_id', '=', pickId).executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** The picks whose time has come, the one that waits longest first. */
export async function listDue(db: Db, now: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('schedule')
    .select('pick_id')
    .where('held', 'is', null)
    .where('at', '<=', now.toISOString())
    .orderBy('at')
    .orderBy('pick_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.pick_id)
}

/**
 * Takes a pick whose time has come out of the plan, for whoever is to publish it; of any number who try one does. Null for the others,
 * and where whoever planned it may publish no more.
 */
export async function claimDue(trx: Trx, pickId: number, now: Date): Promise<StoredSchedule | null> {
  const row = await trx
    .deleteFrom('schedule')
    .where('pick_id', '=', pickId)
    .where('held', 'is', null)
    .where('at', '<=', now.toISOString())
    .where('set_by', 'in', (eb) => eb.selectFrom('staff').select('member_id').where('role', 'in', ['owner', 'editor']))
    .returning(['local_time', 'at', 'set_by', 'held'])
    .executeTakeFirst()
  return row ? scheduleOf(row) : null
}

/** Keeps a pick whose time has come from going out until somebody plans it anew; false when it has gone out, or was planned anew. */
export async function holdDue(trx: Trx, pickId: number, now: Date, lacks: readonly Lack[]): Promise<boolean> {
  const result = await trx
    .updateTable('schedule')
    .set({ held: JSON.stringify(lacks) })
    .where('pick_id', '=', pickId)
    .where('held', 'is', null)
    .where('at', '<=', now.toISOString())
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Does so with all that one person has planned, and says how many that are. */
export async function holdSchedulesOf(trx: Trx, memberId: number, lacks: readonly Lack[]): Promise<number> {
  const result = await trx
    .updateTable('schedule')
    .set({ held: JSON.stringify(lacks) })
    .where('set_by', '=', memberId)
    .where('held', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Moves every planned pick to the moment that its time is now, where the magazine's clock is another. */
export async function moveSchedules(trx: Trx, momentOf: (local: LocalTime) => Date): Promise<void> {
  const rows = await trx.selectFrom('schedule').select(['pick_id', 'local_time']).execute()
  for (const { pick_id, local_time } of rows)
    await trx
      .updateTable('schedule')
      .set({ at: momentOf(local_time).toISOString() })
      .where('pick_id', '=', pick_id)
      .where('local_time', '=', local_time)
      .execute()
}
