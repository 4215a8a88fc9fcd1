import type { Db } from './schema.ts'

/** What a site's robots.txt said: its text, empty for none; null where it hasn't been read lately. */
export type HostRobots = { robots: string | null }

/**
 * Takes a site's turn: true for one of any number who ask at once, and then nobody may ask the site anything until `until`. False while
 * somebody's turn lasts.
 */
export async function claimHost(db: Db, host: string, { now, until }: { now: Date; until: Date }): Promise<boolean> {
  const row = await db
    .insertInto('watch_host')
    .values({ host, free_at: until.toISOString(), robots: null, robots_at: null })
    .onConflict((conflict) =>
      conflict.column('host').doUpdateSet({ free_at: until.toISOString() }).where('watch_host.free_at', '<=', now.toISOString()),
    )
    .returning('host')
    .executeTakeFirst()
  return row !== undefined
}

/** The robots.txt of a site if it was read after `since`. */
export async function findRobots(db: Db, host: string, since: Date): Promise<HostRobots> {
  const row = await db
    .selectFrom('watch_host')
    .where('host', '=', host)
    .where('robots_at', '>', since.toISOString())
    .select('robots')
    .executeTakeFirst()
  return { robots: row?.robots ?? null }
}

/** Keeps what a site's robots.txt says, and from when on the site may be asked again. */
export async function saveRobots(db: Db, host: string, { robots, now, freeAt }: { robots: string; now: Date; freeAt: Date }) {
  await db
    .updateTable('watch_host')
    .set({ robots, robots_at: now.toISOString(), free_at: freeAt.toISOString() })
    .where('host', '=', host)
    .execute()
}

/** Keeps a site from being asked before then. */
export async function restHost(db: Db, host: string, freeAt: Date): Promise<void> {
  await db.updateTable('watch_host').set({ free_at: freeAt.toISOString() }).where('host', '=', host).execute()
}

/** Forgets the sites that nothing is watched at. */
export async function pruneHosts(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('watch_host')
    .where('free_at', '<', before.toISOString())
    .where('host', 'not in', (eb) => eb.selectFrom('watch').select('host'))
    .execute()
}
