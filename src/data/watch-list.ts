import { sql } from 'kysely'
import { type Finding, toldStates, type WatchState } from '../domain/source-watch.ts'
import type { Db, Trx } from './schema.ts'

/** How an editor has seen to a finding. */
export type SettledAs = 'seen' | 'quoted-before'
export type Settled = { as: SettledAs; note: string; at: Date; by: number | null }

/** An article with what has become of it, as the desk lists it. */
export type WatchLine = {
  pickId: number
  headline: string
  slug: string
  source: { id: number; name: string }
  url: string
  finding: Finding
  mark: string
  since: Date
  lookedAt: Date
  nextAt: Date
  isWanted: boolean
  settled: Settled | null
}

type WatchFilter = { show: 'open' | 'settled'; after: { since: string; id: number } | null; limit: number }

/** What there is to see to, or what was seen to and is so still; the newest first. */
export async function listWatchLines(db: Db, { show, after, limit }: WatchFilter): Promise<WatchLine[]> {
  let lines = told(db).orderBy('watch.since', 'desc').orderBy('watch.pick_id', 'desc').limit(limit)
  lines = show === 'open' ? lines.where(isOpen) : lines.whereRef('watch.settled_mark', '=', 'watch.mark')
  if (after)
    lines = lines.where(
      sql<boolean>`(watch.since < ${after.since} or (watch.since = ${after.since} and watch.pick_id < ${after.id}))`,
    )
  return (await lines.execute()).map(lineOf)
}

/** One of them; null where there is nothing to tell of this pick's article. */
export async function findWatchLine(db: Db, pickId: number): Promise<WatchLine | null> {
  const row = await told(db).where('watch.pick_id', '=', pickId).executeTakeFirst()
  return row ? lineOf(row) : null
}

/** How many articles are watched, in which state, and since when the longest overdue has waited. */
export type WatchCounts = { open: number; watched: number; states: Partial<Record<WatchState, number>>; oldestDue: Date | null }

/** See `WatchCounts`. */
export async function countWatches(db: Db): Promise<WatchCounts> {
  const published = db
    .selectFrom('watch')
    .innerJoin('pick', (join) => join.onRef('pick.id', '=', 'watch.pick_id').onRef('pick.source_url', '=', 'watch.url'))
    .where('pick.published_at', 'is not', null)
  const rows = await published
    .select((eb) => ['watch.state', eb.fn.countAll<number>().as('count'), eb.fn.min('watch.next_at').as('next')])
    .groupBy('watch.state')
    .execute()
  const open = await countOpenWatches(db)
  const next = rows.map((row) => row.next).toSorted()[0]
  return {
    open,
    watched: rows.reduce((sum, row) => sum + Number(row.count), 0),
    states: Object.fromEntries(rows.map((row) => [row.state, Number(row.count)])),
    oldestDue: next === undefined ? null : new Date(next),
  }
}

/** How many there are to see to. */
async function countOpenWatches(db: Db): Promise<number> {
  const row = await db
    .selectFrom('watch')
    .innerJoin('pick', (join) => join.onRef('pick.id', '=', 'watch.pick_id').onRef('pick.source_url', '=', 'watch.url'))
    .where('pick.published_at', 'is not', null)
    .where('watch.state', 'in', [...toldStates])
    .where(isOpen)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Writes down that an editor has seen to this very finding. False when there is another by now. */
export async function settleWatch(
  trx: Trx,
  { pickId, mark, as, note, at, by }: Settled & { pickId: number; mark: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('watch')
    .set({ settled_mark: mark, settled_as: as, settled_note: note, settled_at: at.toISOString(), settled_by: by })
    .where('pick_id', '=', pickId)
    .where('mark', '=', mark)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Takes that back. False when it wasn't so. */
export async function unsettleWatch(trx: Trx, pickId: number): Promise<boolean> {
  const result = await trx
    .updateTable('watch')
    .set({ settled_mark: null, settled_as: null, settled_note: '', settled_at: null, settled_by: null })
    .where('pick_id', '=', pickId)
    .where('settled_mark', 'is not', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const isOpen = sql<boolean>`(watch.settled_mark is null or watch.settled_mark <> watch.mark)`

function told(db: Db) {
  return db
    .selectFrom('watch')
    .innerJoin('pick', (join) => join.onRef('pick.id', '=', 'watch.pick_id').onRef('pick.source_url', '=', 'watch.url'))
    .innerJoin('source', 'source.id', 'pick.source_id')
    .where('pick.published_at', 'is not', null)
    .where('watch.state', 'in', [...toldStates])
    .select(['watch.pick_id', 'watch.url', 'watch.finding', 'watch.mark', 'watch.since', 'watch.looked_at', 'watch.next_at'])
    .select(['watch.is_wanted', 'watch.settled_mark', 'watch.settled_as', 'watch.settled_note', 'watch.settled_at'])
    .select(['watch.settled_by', 'pick.headline', 'pick.slug', 'source.id as source_id', 'source.name as source_name'])
}

type Row = Awaited<ReturnType<ReturnType<typeof told>['execute']>>[number]

function lineOf(row: Row): WatchLine {
  const { settled_as, settled_at } = row
  const isSettled = row.settled_mark === row.mark && settled_as !== null && settled_at !== null
  return {
    pickId: row.pick_id,
    headline: row.headline,
    slug: row.slug,
    source: { id: row.source_id, name: row.source_name },
    url: row.url,
    finding: JSON.parse(row.finding) as Finding,
    mark: row.mark,
    since: new Date(row.since ?? 0),
    lookedAt: new Date(row.looked_at ?? 0),
    nextAt: new Date(row.next_at),
    isWanted: row.is_wanted === 1,
    settled: isSettled ? { as: settled_as, note: row.settled_note, at: new Date(settled_at), by: row.settled_by } : null,
  }
}
