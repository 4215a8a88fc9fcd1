import { sql } from 'kysely'
import type { Db, Trx } from './schema.ts'

/** How often one address may be asked for: not again before `again`, and `most` times since `since` with nobody signing in. */
export type AskLimit = { again: Date; since: Date; most: number }

/** What is counted apart: an address together with a browser that has signed in as it before, with `strangers`, or with `acquaintances`. */
export type Counted = { email: string; browser: string }

/** All browsers together that have never signed in as an address. */
export const strangers = ''
/** All browsers together that have, which each have a count of their own as well. */
export const acquaintances = '*'

/**
 * Makes whoever else has to do with this address's sign-ins wait until the transaction is over. Comes before everything else in one that
 * asks for a mail; one that confirms takes its turn with `takeTurn`. Tries from before `since` are over, and the row that turns are taken
 * at then lasts as long as the mail does (`pruneSignInCounts`).
 */
export async function beginTurn(trx: Trx, email: string, { now, since }: { now: Date; since: Date }): Promise<void> {
  const [at, from] = [now.toISOString(), since.toISOString()]
  const isOver = sql<boolean>`sign_in_count.tried_from <= ${from}`
  await trx
    .insertInto('sign_in_count')
    .values({ address: email, browser: strangers, asked: 0, asked_at: at, asked_from: at, tried: 0, tried_from: at })
    .onConflict((conflict) =>
      conflict.columns(['address', 'browser']).doUpdateSet({
        tried: sql<number>`case when ${isOver} then 0 else sign_in_count.tried end`,
        tried_from: sql<string>`case when ${isOver} then ${at} else sign_in_count.tried_from end`,
      }),
    )
    .execute()
}

/** The same for an address that was asked for; false when it was deleted meanwhile with all that waited for it. */
export async function takeTurn(trx: Trx, email: string): Promise<boolean> {
  const turn = trx.updateTable('sign_in_count').set({ address: email })
  const result = await turn.where('address', '=', email).where('browser', '=', strangers).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * Counts a mail that is asked for, and says whether the limit allows it. Over the limit one is still allowed when the last was before
 * `slow`: nobody is locked out for longer than that.
 */
export async function countAsk(
  trx: Trx,
  { email, browser }: Counted,
  { now, again, since, most, slow }: AskLimit & { now: Date; slow: Date | null },
): Promise<boolean> {
  const [at, free, from] = [now, again, since].map((date) => date.toISOString())
  const isNew = sql`(sign_in_count.asked = 0 or sign_in_count.asked_from <= ${from})`
  const { rows } = await sql`insert into sign_in_count (address, browser, asked, asked_at, asked_from, tried, tried_from)
    values (${email}, ${browser}, 1, ${at}, ${at}, 0, ${at})
    on conflict (address, browser) do update set
      asked_at = excluded.asked_at,
      asked = case when ${isNew} then 1 else sign_in_count.asked + 1 end,
      asked_from = case when ${isNew} then excluded.asked_from else sign_in_count.asked_from end
    where sign_in_count.asked = 0 or (sign_in_count.asked_at <= ${free}
      and (sign_in_count.asked_from <= ${from} or sign_in_count.asked < ${most} or sign_in_count.asked_at <= ${slow?.toISOString() ?? ''}))
    returning asked`.execute(trx)
  return rows.length === 1
}

/** Counts a try with a code, and says how many there have been since `since`, this one among them. */
export async function countTry(
  trx: Trx,
  { email, browser }: Counted,
  { now, since }: { now: Date; since: Date },
): Promise<number> {
  const [at, from] = [now.toISOString(), since.toISOString()]
  const isNew = sql`tried = 0 or tried_from <= ${from}`
  const { rows } = await sql<{ tried: number }>`update sign_in_count set
      tried = case when ${isNew} then 1 else tried + 1 end, tried_from = case when ${isNew} then ${at} else tried_from end
    where address = ${email} and browser = ${browser} returning tried`.execute(trx)
  return rows[0]?.tried ?? 1
}

/** Somebody has signed in: the mails that were asked for before count no more. The tries do. */
export async function forgetAsks(trx: Trx, { email, browser }: Counted): Promise<void> {
  const counts = trx.updateTable('sign_in_count').set({ asked: 0 })
  await counts.where('address', '=', email).where('browser', '=', browser).execute()
}

/** Forgets what was counted for an address. */
export async function deleteSignInCounts(trx: Trx, email: string): Promise<void> {
  await trx.deleteFrom('sign_in_count').where('address', '=', email).execute()
}

/** Forgets what was last counted before then: so long ago that it counts for no limit, and that nobody waits for a mail any more. */
export async function pruneSignInCounts(db: Db, before: Date): Promise<void> {
  const moment = before.toISOString()
  await db.deleteFrom('sign_in_count').where('asked_at', '<', moment).where('tried_from', '<', moment).execute()
}
