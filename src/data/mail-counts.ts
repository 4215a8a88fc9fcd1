import { sql } from 'kysely'
import type { Db, Trx } from './schema.ts'
import type { AskLimit } from './sign-in-counts.ts'

/**
 * Counts a mail to an address that somebody else has typed, and says whether the limit allows it. One statement: of any number that
 * come at once one is allowed. Sign-in mails are counted with the sign-in they belong to.
 */
export async function countMailTo(
  trx: Trx,
  address: string,
  { now, again, since, most }: AskLimit & { now: Date },
): Promise<boolean> {
  const [at, free, from] = [now, again, since].map((date) => date.toISOString())
  const { rows } = await sql`insert into mail_count (address, count, newest_at, counted_from) values (${address}, 1, ${at}, ${at})
    on conflict (address) do update set
      newest_at = excluded.newest_at,
      count = case when mail_count.counted_from <= ${from} then 1 else mail_count.count + 1 end,
      counted_from = case when mail_count.counted_from <= ${from} then excluded.counted_from else mail_count.counted_from end
    where mail_count.newest_at <= ${free} and (mail_count.counted_from <= ${from} or mail_count.count < ${most})
    returning address`.execute(trx)
  return rows.length === 1
}

/** Forgets what was counted for an address. */
export async function deleteMailCount(trx: Trx, address: string): Promise<void> {
  await trx.deleteFrom('mail_count').where('address', '=', address).execute()
}

/** Forgets the addresses that nothing was sent to since then. */
export async function pruneMailCounts(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('mail_count').where('newest_at', '<', before.toISOString()).execute()
}
