import type { Db } from './schema.ts'

/** Somebody who has a pick open. */
export type Presence = { memberId: number; since: Date }

/** Writes down that somebody has a pick open. `goneBefore`: who wasn't seen since then had left, and comes anew. */
export async function savePresence(
  db: Db,
  { pickId, memberId, now, goneBefore }: { pickId: number; memberId: number; now: Date; goneBefore: Date },
): Promise<void> {
  const at = now.toISOString()
  await db
    .insertInto('presence')
    .values({ pick_id: pickId, member_id: memberId, since: at, seen_at: at })
    .onConflict((conflict) =>
      conflict.columns(['pick_id', 'member_id']).doUpdateSet((eb) => ({
        seen_at: at,
        since: eb.case().when('presence.seen_at', '<', goneBefore.toISOString()).then(at).else(eb.ref('presence.since')).end(),
      })),
    )
    .execute()
}

/** Who else has a pick open, the first to come first. */
export async function listOthers(
  db: Db,
  { pickId, memberId, goneBefore }: { pickId: number; memberId: number; goneBefore: Date },
): Promise<Presence[]> {
  const rows = await db
    .selectFrom('presence')
    .select(['member_id', 'since'])
    .where('pick_id', '=', pickId)
    .where('member_id', '!=', memberId)
    .where('seen_at', '>=', goneBefore.toISOString())
    .orderBy('since')
    .execute()
  return rows.map((row) => ({ memberId: row.member_id, since: new Date(row.since) }))
}

/** Forgets who had a pick open before that moment. */
export async function prunePresences(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('presence').where('seen_at', '<', before.toISOString()).execute()
}

/** Forgets where a member was. */
export async function deletePresencesOf(db: Db, memberId: number): Promise<void> {
  await db.deleteFrom('presence').where('member_id', '=', memberId).execute()
}
