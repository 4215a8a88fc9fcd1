import type { Db } from './schema.ts'

/** A network under its keyed hash, and how often it was counted in an hour by all processes. */
type NetworkCount = { network: string; count: number }
type Place = { purpose: string; hour: number }

const mostAtOnce = 500
const mostListed = 10_000

/** The key of an hour, the same for every process: the first that asks makes it. */
export async function loadNetworkKey(db: Db, hour: number, fresh: string): Promise<string> {
  const find = () => db.selectFrom('network_key').select('key').where('hour', '=', hour)
  const known = await find().executeTakeFirst()
  if (known) return known.key
  await db
    .insertInto('network_key')
    .values({ hour, key: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await find().executeTakeFirstOrThrow()).key
}

/** Adds to what all processes have counted. */
export async function addNetworkCounts(db: Db, { purpose, hour }: Place, counts: readonly NetworkCount[]): Promise<void> {
  for (let from = 0; from < counts.length; from += mostAtOnce) {
    const values = counts.slice(from, from + mostAtOnce).map(({ network, count }) => ({ purpose, hour, network, count }))
    await db
      .insertInto('network_count')
      // In one order everywhere, so that two processes never wait for each other.
      .values(values.toSorted((a, b) => (a.network < b.network ? -1 : 1)))
      .onConflict((conflict) =>
        conflict
          .columns(['purpose', 'hour', 'network'])
          .doUpdateSet((eb) => ({ count: eb('network_count.count', '+', eb.ref('excluded.count')) })),
      )
      .execute()
  }
}

/** What all processes have counted. */
export function listNetworkCounts(db: Db, { purpose, hour }: Place): Promise<NetworkCount[]> {
  return db
    .selectFrom('network_count')
    .select(['network', 'count'])
    .where('purpose', '=', purpose)
    .where('hour', '=', hour)
    .orderBy('count', 'desc')
    .limit(mostListed)
    .execute()
}

/** Deletes the hours that are over: their counts first, and then the key, without which they are nothing. */
export async function deleteNetworkCounts(db: Db, before: number): Promise<void> {
  await db.deleteFrom('network_count').where('hour', '<', before).execute()
  await db.deleteFrom('network_key').where('hour', '<', before).execute()
}
