import { countOf, type Standing } from '../domain/meter.ts'
import type { LocalDate } from '../domain/pick.ts'
import { type Ready, whenReady } from '../kit/ready.ts'
import { constantSql } from './constant-sql.ts'
import { engineOf } from './engine.ts'
import type { Engine, Ledger } from './schema.ts'
import type { Values } from './turns.ts'
import { turnsOf } from './turns-dialect.ts'

/** A reader's name in the ledger. It says nothing about the person. */
export type ReaderKey = `v:${string}` | `m:${string}`

/** A reading to count. `newest` is the newest period the ledger held for the reader when it was decided to count (null: none). */
export type Counting = {
  reader: ReaderKey
  period: LocalDate
  newest: LocalDate | null
  pickId: number
  limit: number
  openedAt: Date
}

/** `out-of-date`: the reader has got into another period meanwhile; look up the standing and decide again. */
export type Counted = { kind: 'counted' | 'already'; nth: number } | { kind: 'spent' } | { kind: 'out-of-date' }

/** One reader's readings of one period. */
export type ReaderPeriod = { reader: ReaderKey; period: LocalDate }

/** What the ledger holds for one reader: the newest period's readings in order, and how many each earlier period had, newest first. */
export type ReadingHistory = {
  period: LocalDate
  readings: { pickId: number; nth: number; openedAt: Date }[]
  /** How many of the period's readings the reader has had forgotten. */
  forgotten: number
  earlier: { period: LocalDate; count: number }[]
}

/** The SQL of the ledger, as SQLite reads it; PostgreSQL writes its placeholders with a dollar. */
export const readingStatements = {
  findStanding: `select period, pick_id, nth from reading
    where reader = ?1 and period = (select max(period) from reading where reader = ?1)`,
  // One statement decides and counts: the seat after the last one, if there is one, and if no other period has begun meanwhile.
  countReading: `insert into reading (reader, period, pick_id, nth, opened_at)
    select ?1, ?2, cast(?3 as integer), coalesce(max(nth), 0) + 1, ?4 from reading where reader = ?1 and period = ?2
    having coalesce(max(nth), 0) < cast(?5 as integer)
      and not exists (select 1 from reading as other where other.reader = ?1 and other.period > ?6 and other.period <> ?2)
    on conflict do nothing returning nth`,
  // Only for PostgreSQL: until the transaction is over, others who ask for the same wait.
  waitForReader: 'select pg_advisory_xact_lock(hashtextextended(?1, 0))',
  recordFirstReading: `insert into reading (reader, period, pick_id, nth, opened_at)
    select ?1, ?2, cast(?3 as integer), 1, ?4
    where not exists (select 1 from reading where reader = ?1 and period = ?2 and nth = 1) on conflict do nothing`,
  listReadings: 'select period, pick_id, nth, opened_at from reading where reader = ?1 order by period desc, nth',
  // What was forgotten keeps a number of its own, so that uniting two readers counts it neither twice nor not at all.
  forgetReadings:
    'update reading set pick_id = -(cast(?2 as integer) + nth), opened_at = period where reader = ?1 and pick_id > 0',
  forgetAlike: `update reading set opened_at = period, pick_id = -(cast(?2 as integer) + (select own.nth from reading as own
      where own.reader = ?3 and own.period = reading.period and own.pick_id = reading.pick_id))
    where reader = ?1 and pick_id > 0 and exists (select 1 from reading as own
      where own.reader = ?3 and own.period = reading.period and own.pick_id = reading.pick_id)`,
  forgetEarlier: `update reading set pick_id = -(cast(?2 as integer) + nth), opened_at = period
    where reader = ?1 and period < ?3 and pick_id > 0`,
  uniteReadings: `insert into reading (reader, period, pick_id, nth, opened_at)
    select ?1, ?2, source.pick_id, cast(row_number() over (order by source.opened_at, source.nth) as integer)
      + (select coalesce(max(seat.nth), 0) from reading as seat where seat.reader = ?1 and seat.period = ?2), source.opened_at
    from reading as source where source.reader = ?3 and source.period = ?4
      and not exists (select 1 from reading as own where own.reader = ?1 and own.period = ?2 and own.pick_id = source.pick_id)
    order by source.opened_at, source.nth
    on conflict do nothing`,
  deleteEarlier: `delete from reading where reader = ?1
    and period < (select max(newest.period) from reading as newest where newest.reader = ?1)`,
  deleteReadings: 'delete from reading where reader = ?1',
  endOfSlice: 'select reader from reading where reader > ?1 order by reader limit 1 offset 999',
  pruneSlice: 'delete from reading where reader > ?1 and reader <= ?2 and period < ?3',
  pruneRest: 'delete from reading where reader > ?1 and period < ?2',
} as const

/** The standing in the newest period the ledger holds for the reader, at once where the ledger answers at once; null when it holds none. */
export function findStanding(ledger: Ledger, reader: ReaderKey): Ready<Standing | null> {
  return whenReady(ask<StandingColumns>(ledger, 'findStanding', reader, []), standingOf)
}

function standingOf(rows: StandingColumns[]): Standing | null {
  const [first] = rows
  if (!first) return null
  const nthOf = new Map<number, number>()
  for (const [, pickId, nth] of rows) nthOf.set(pickId, nth)
  return { period: first[0], nthOf }
}

/**
 * Counts a reading if the period has one left, in one step that parallel requests can't get between: of any number of them that
 * meet at the last seat exactly one is counted. Counting a pick twice gives the number of the first time.
 */
export async function countReading(ledger: Ledger, counting: Counting): Promise<Counted> {
  const { reader, limit } = counting
  // An attempt that comes to nothing lost its seat to another request, so there are never more of them than seats.
  for (let attempt = 0; attempt <= limit; attempt++) {
    const nth = await takeSeat(ledger, counting)
    if (nth !== null) return { kind: 'counted', nth }
    const refusal = refusalOf(counting, await findStanding(ledger, reader))
    if (refusal) return refusal
  }
  return { kind: 'out-of-date' }
}

/** The number of the seat taken; null when there was none to take. */
async function takeSeat(ledger: Ledger, counting: Counting): Promise<number | null> {
  const { reader, period, newest, pickId, limit, openedAt } = counting
  const insert = async (where: Ledger) => {
    const values = [period, pickId, openedAt.toISOString(), limit, newest ?? '']
    const [row] = await ask<[nth: number]>(where, 'countReading', reader, values)
    return row ? row[0] : null
  }
  if (newest === period || engineOf(ledger) === 'sqlite') return insert(ledger)
  // Two requests either side of midnight would each open a rolling period of their own, and PostgreSQL shows neither the other's: one waits.
  return ledger.transaction().execute(async (trx) => {
    await run(trx, 'waitForReader', [reader])
    return insert(trx)
  })
}

/**
 * Enters a visitor's first reading, which their cookie carried until now, as the first of its period. Entering it again, from
 * however old a cookie, changes nothing.
 */
export async function recordFirstReading(ledger: Ledger, first: Omit<Counting, 'newest' | 'limit'>): Promise<void> {
  const { reader, period, pickId, openedAt } = first
  await ask(ledger, 'recordFirstReading', reader, [period, pickId, openedAt.toISOString()])
}

/** Everything the ledger holds for a reader, for their own eyes; null when that is nothing. */
export async function listReadings(ledger: Ledger, reader: ReaderKey): Promise<ReadingHistory | null> {
  const { rows } = await run<Row>(ledger, 'listReadings', [reader])
  const period = rows[0]?.period
  if (period === undefined) return null
  const counts = new Map<LocalDate, number>()
  for (const row of rows) counts.set(row.period, (counts.get(row.period) ?? 0) + 1)
  const newest = rows.filter((row) => row.period === period)
  const kept = newest.filter((row) => row.pick_id > 0)
  return {
    period,
    readings: kept.map((row) => ({ pickId: row.pick_id, nth: row.nth, openedAt: new Date(row.opened_at) })),
    forgotten: newest.length - kept.length,
    earlier: [...counts].slice(1).map(([earlier, count]) => ({ period: earlier, count })),
  }
}

/** Every reading the ledger holds for a reader, in the order of opening. Of a forgotten one only the period is left. */
export async function listAllReadings(
  ledger: Ledger,
  reader: ReaderKey,
): Promise<{ period: LocalDate; pickId: number | null; openedAt: Date | null }[]> {
  const { rows } = await run<Row>(ledger, 'listReadings', [reader])
  const inOrder = rows.toSorted((a, b) => (a.period === b.period ? a.nth - b.nth : a.period < b.period ? -1 : 1))
  return inOrder.map(({ period, pick_id, opened_at }) =>
    pick_id > 0 ? { period, pickId: pick_id, openedAt: new Date(opened_at) } : { period, pickId: null, openedAt: null },
  )
}

/** Forgets what a reader has read and when, and returns how many readings that were. They stay counted, so nothing is given again. */
export async function forgetReadings(ledger: Ledger, reader: ReaderKey): Promise<number> {
  return changed(await run(ledger, 'forgetReadings', [reader, numberOf(reader)]))
}

/**
 * Forgets what a reader has read that `other` has read as well, in such a way that both will have forgotten the same once `other`'s is
 * forgotten too: united later, it counts once.
 */
export async function forgetReadingsLike(ledger: Ledger, reader: ReaderKey, other: ReaderKey): Promise<void> {
  await run(ledger, 'forgetAlike', [reader, numberOf(other), other])
}

/** Forgets what was read in the periods that began before that day only. */
export async function forgetReadingsBefore(ledger: Ledger, reader: ReaderKey, before: LocalDate): Promise<void> {
  await run(ledger, 'forgetEarlier', [reader, numberOf(reader), before])
}

/**
 * Gives one reader's readings of a period to another, or to another period of the same: what `into` hasn't got yet takes the seats
 * after those it has, even beyond the allowance. Done again it changes nothing. A reading counted at the same moment may take
 * one of those seats first; that one is left out, so look whether any is missing and do it again.
 */
export async function uniteReadings(ledger: Ledger, { from, into }: { from: ReaderPeriod; into: ReaderPeriod }): Promise<void> {
  await run(ledger, 'uniteReadings', [into.reader, into.period, from.reader, from.period])
}

/** Deletes what a reader has read in every period but the newest, which says how far their calendar has got. */
export async function deleteEarlierReadings(ledger: Ledger, reader: ReaderKey): Promise<void> {
  await run(ledger, 'deleteEarlier', [reader])
}

/** Deletes everything the ledger holds for a reader; their next reading is the first of its period. */
export async function deleteReadings(ledger: Ledger, reader: ReaderKey): Promise<void> {
  await run(ledger, 'deleteReadings', [reader])
}

/**
 * Deletes the readings of every period that started before that day and returns how many there were. The day has to be further
 * back than any period may still last. Goes through the ledger in small steps, so that readers are served in between.
 */
export async function pruneReadings(ledger: Ledger, before: LocalDate): Promise<number> {
  let pruned = 0
  let after = ''
  for (;;) {
    const { rows } = await run<{ reader: string }>(ledger, 'endOfSlice', [after])
    const upTo = rows[0]?.reader
    if (upTo === undefined) return pruned + changed(await run(ledger, 'pruneRest', [after, before]))
    pruned += changed(await run(ledger, 'pruneSlice', [after, upTo, before]))
    after = upTo
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The statement as the engine reads it. */
export function readingStatement(engine: Engine, name: keyof typeof readingStatements): string {
  return textOf(engine, name)
}

type StandingColumns = [period: LocalDate, pickId: number, nth: number]
type Row = { period: LocalDate; pick_id: number; nth: number; opened_at: string }
type Asked = keyof typeof inTurns

const inTurns = {
  findStanding: { sql: readingStatements.findStanding, writes: false, kept: true },
  countReading: { sql: readingStatements.countReading, writes: true },
  recordFirstReading: { sql: readingStatements.recordFirstReading, writes: true },
}

const { run, textOf } = constantSql(readingStatements)

/** Asks what every metered request asks: its own way on SQLite, where it would otherwise cost less than what goes on around it. */
function ask<Columns extends Values>(ledger: Ledger, name: Asked, reader: ReaderKey, values: Values): Ready<Columns[]> {
  const turns = turnsOf(ledger)
  if (turns) return turns.run<Columns>(inTurns[name], reader, values)
  const found = run<Record<string, unknown>>(ledger, name, [reader, ...values])
  return found.then(({ rows }) => rows.map((row) => Object.values(row) as unknown as Columns))
}

/** Why nothing was counted; null when another request took the seat and there may be one more. */
function refusalOf({ period, newest, pickId, limit }: Counting, standing: Standing | null): Counted | null {
  if (standing && standing.period !== period && standing.period > (newest ?? '')) return { kind: 'out-of-date' }
  if (standing?.period !== period) return limit < 1 ? { kind: 'spent' } : null
  const nth = standing.nthOf.get(pickId)
  if (nth !== undefined) return { kind: 'already', nth }
  return countOf(standing) >= limit ? { kind: 'spent' } : null
}

function changed(result: { numAffectedRows?: bigint | undefined }): number {
  return Number(result.numAffectedRows ?? 0)
}

/** A number of 30 bits for a reader, so that forgotten readings of different readers get different ids. */
function numberOf(reader: ReaderKey): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < reader.length; i++) hash = Math.imul(hash ^ reader.charCodeAt(i), 0x01000193)
  return hash >>> 2
}
