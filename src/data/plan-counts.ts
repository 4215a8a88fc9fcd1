import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** How many subscriptions of each plan, by its id, give access at this moment. A plan without any isn't named. */
export async function countRunningByPlan(db: Db, now: Date): Promise<Map<number, number>> {
  const at = now.toISOString()
  const rows = await db
    .selectFrom('subscription')
    .innerJoin('access_grant', (join) =>
      join
        .onRef('access_grant.member_id', '=', 'subscription.member_id')
        .on('access_grant.source', '=', sql<string>`'subscription:' || cast(subscription.id as text)`),
    )
    .where('access_grant.from_at', '<=', at)
    .where((eb) => eb.or([eb('access_grant.until_at', 'is', null), eb('access_grant.until_at', '>', at)]))
    .groupBy('subscription.plan_id')
    .select(['subscription.plan_id', (eb) => eb.fn.countAll<number | string>().as('count')])
    .execute()
  return new Map(rows.map(({ plan_id, count }) => [plan_id, Number(count)]))
}
