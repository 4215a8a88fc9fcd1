import type { Finding, WatchState } from '../domain/source-watch.ts'
import type { Db } from './schema.ts'

/** What a page was known by when the excerpt with this hash was last held against it; null where its server gave nothing. */
export type PageMarks = { etag: string | null; lastModified: string | null; excerpt: string }

/** An article that is due, to whom nobody else is going: the row is this look's until `until`. */
export type ClaimedWatch = {
  pickId: number
  url: string
  host: string
  state: WatchState
  mark: string
  misses: number
  known: PageMarks
  canonical: string | null
  publishedAt: Date
  until: Date
}

/** A pick whose article isn't watched yet, or was watched at another address. */
export type Unwatched = { pickId: number; url: string; publishedAt: Date }

/** Published picks with an article that isn't watched as it should be, the oldest ids first after `after`. */
export async function listUnwatched(db: Db, { after, limit }: { after: number; limit: number }): Promise<Unwatched[]> {
  const rows = await db
    .selectFrom('pick')
    .leftJoin('watch', 'watch.pick_id', 'pick.id')
    .where('pick.published_at', 'is not', null)
    .where('pick.source_url', 'is not', null)
    .where('pick.id', '>', after)
    .where((eb) => eb.or([eb('watch.pick_id', 'is', null), eb('watch.url', '!=', eb.ref('pick.source_url'))]))
    .select(['pick.id', 'pick.source_url', 'pick.published_at'])
    .orderBy('pick.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ pickId: row.id, url: row.source_url ?? '', publishedAt: new Date(row.published_at ?? 0) }))
}

/** Begins to watch articles, or begins anew at another address. `url` is the pick's to the letter. */
export async function beginWatches(
  db: Db,
  begun: readonly { pickId: number; url: string; host: string; nextAt: Date }[],
): Promise<void> {
  if (begun.length === 0) return
  const fresh = {
    ...{ state: 'new' as const, finding: '{}', mark: '', since: null, looked_at: null, is_wanted: 0, misses: 0 },
    ...{ validators: '{}', canonical: null },
    ...{ settled_mark: null, settled_as: null, settled_note: '', settled_at: null, settled_by: null },
  }
  await db
    .insertInto('watch')
    .values(
      begun.map(({ pickId, url, host, nextAt }) => ({ ...fresh, pick_id: pickId, url, host, next_at: nextAt.toISOString() })),
    )
    .onConflict((conflict) =>
      conflict
        .column('pick_id')
        .doUpdateSet((eb) => ({
          ...fresh,
          url: eb.ref('excluded.url'),
          host: eb.ref('excluded.host'),
          next_at: eb.ref('excluded.next_at'),
        }))
        .whereRef('watch.url', '!=', 'excluded.url'),
    )
    .execute()
}

/** What is due at sites that may be asked, what an editor asked for first. */
export function listDueWatches(db: Db, now: Date, limit: number): Promise<{ pickId: number; host: string }[]> {
  const at = now.toISOString()
  return db
    .selectFrom('watch')
    .leftJoin('watch_host', 'watch_host.host', 'watch.host')
    .where('watch.next_at', '<=', at)
    .where((eb) => eb.or([eb('watch_host.free_at', 'is', null), eb('watch_host.free_at', '<=', at)]))
    .select(['watch.pick_id as pickId', 'watch.host'])
    .orderBy('watch.is_wanted', 'desc')
    .orderBy('watch.next_at')
    .orderBy('watch.pick_id')
    .limit(limit)
    .execute()
}

/** Takes an article to look at it; null when another process has it, or the pick isn't published any more, and then it is forgotten. */
export async function claimWatch(
  db: Db,
  pickId: number,
  { now, until }: { now: Date; until: Date },
): Promise<ClaimedWatch | null> {
  const row = await db
    .updateTable('watch')
    .set({ next_at: until.toISOString() })
    .where('pick_id', '=', pickId)
    .where('next_at', '<=', now.toISOString())
    .returning(['url', 'host', 'state', 'mark', 'misses', 'validators', 'canonical'])
    .executeTakeFirst()
  if (!row) return null
  const pick = await db.selectFrom('pick').where('id', '=', pickId).select(['published_at', 'source_url']).executeTakeFirst()
  if (!pick?.published_at || pick.source_url !== row.url) {
    await db.deleteFrom('watch').where('pick_id', '=', pickId).where('url', '=', row.url).execute()
    return null
  }
  const { validators, ...rest } = row
  const known = { etag: null, lastModified: null, excerpt: '', ...(JSON.parse(validators) as Partial<PageMarks>) }
  return { pickId, ...rest, known, publishedAt: new Date(pick.published_at), until }
}

/** What a look came to. */
export type Look = {
  finding: Finding
  /** A hash of the finding. */
  mark: string
  misses: number
  known: PageMarks
  canonical: string | null
  nextAt: Date
}

/** Writes down what a look came to, unless somebody else has had a look since it was claimed, or the pick has another address. */
export async function saveLook(
  db: Db,
  claimed: ClaimedWatch,
  { finding, mark, now, ...look }: Look & { now: Date },
): Promise<boolean> {
  const isNews = mark !== claimed.mark
  const result = await db
    .updateTable('watch')
    .set({
      state: finding.state,
      finding: JSON.stringify(finding),
      mark,
      looked_at: now.toISOString(),
      next_at: look.nextAt.toISOString(),
      is_wanted: 0,
      misses: look.misses,
      validators: JSON.stringify(look.known),
      canonical: look.canonical,
      ...(isNews && { since: now.toISOString() }),
    })
    .where('pick_id', '=', claimed.pickId)
    .where('url', '=', claimed.url)
    .where('next_at', '=', claimed.until.toISOString())
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Puts a look off: what was known stays known. `misses` counts how often in a row nothing came of it. */
export async function putOffLook(
  db: Db,
  { pickId, until }: ClaimedWatch,
  { nextAt, misses, lookedAt = null }: { nextAt: Date; misses?: number; lookedAt?: Date | null },
): Promise<void> {
  await db
    .updateTable('watch')
    .set({
      next_at: nextAt.toISOString(),
      ...(misses !== undefined && { misses, is_wanted: 0 }),
      ...(lookedAt && { looked_at: lookedAt.toISOString() }),
    })
    .where('pick_id', '=', pickId)
    .where('next_at', '=', until.toISOString())
    .execute()
}

/** Has an article looked at as soon as its site may be asked again. False where it isn't watched. */
export async function wantLook(db: Db, pickId: number, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('watch')
    .set({ next_at: now.toISOString(), is_wanted: 1 })
    .where('pick_id', '=', pickId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
