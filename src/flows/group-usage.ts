import { listRunningSeats } from '../data/group-seats.ts'
import { loadMonthKey, type Mark, saveMarks } from '../data/group-usage.ts'
import type { Db } from '../data/schema.ts'
import type { UsageWay } from '../domain/group.ts'
import { BoundedMap } from '../kit/bounded-map.ts'

/** Somebody who read a pick: a member, or the visitor of a browser on a group's network. `isNew`: the browser hasn't brought its cookie back yet. */
export type UsageReader = { kind: 'member'; id: number } | { kind: 'visitor'; id: string; isNew: boolean }

/** One pick that opened for a reader. `network` is the group whose network opened it; null where the reader's own rights did. */
export type UsageReading = { reader: UsageReader; network: number | null; pickId: number; month: string }

export type GroupUsage = {
  /** Takes a reading note of, in memory; costs the request nothing else. */
  note: (reading: UsageReading) => void
  /** Writes down what was noted, in one transaction. What can't be written stays noted. */
  flush: (now: Date) => Promise<void>
}

export type GroupUsageDeps = {
  db: Db
  hash: (key: string, text: string) => string
  randomKey: () => string
  /** Told how many readings were lost because too many waited to be written. */
  onLost: (readings: number) => void
}

/** The most readings that wait, and browsers of which it isn't known yet whether they keep cookies. */
export const usageBounds = { waiting: 50_000, newcomers: 10_000 }

/**
 * Counts what groups read, without keeping who read what: while the month lasts a reader and a reading are marks under a key that is
 * deleted with it. A browser counts once it has brought its cookie back, as a robot never does. A crash loses what was noted since
 * the last flush.
 */
export function createGroupUsage({ db, hash, randomKey, onLost }: GroupUsageDeps): GroupUsage {
  let waiting = new Map<string, UsageReading>()
  const newcomers = new BoundedMap<string, UsageReading>(usageBounds.newcomers)
  let lost = 0
  let last = Promise.resolve()

  function note(reading: UsageReading) {
    const { reader } = reading
    if (reader.kind === 'visitor') {
      if (reader.isNew) return newcomers.set(reader.id, reading)
      const first = newcomers.get(reader.id)
      newcomers.delete(reader.id)
      if (first) keep(first)
    }
    keep(reading)
  }

  function keep(reading: UsageReading) {
    const { reader, network, pickId, month } = reading
    const key = `${nameOf(reader)} ${network ?? ''} ${pickId} ${month}`
    if (waiting.size < usageBounds.waiting || waiting.has(key)) waiting.set(key, reading)
    else lost += 1
  }

  async function write(now: Date) {
    if (lost > 0) onLost(lost)
    lost = 0
    if (waiting.size === 0) return
    const taken = waiting
    waiting = new Map()
    try {
      await save([...taken.values()], now)
    } catch (error) {
      for (const reading of taken.values()) keep(reading)
      throw error
    }
  }

  async function save(readings: UsageReading[], now: Date) {
    const members = readings.flatMap(({ reader, network }) => (reader.kind === 'member' && network === null ? [reader.id] : []))
    const seats = Map.groupBy(await seatsOf(db, [...new Set(members)], now), ({ memberId }) => memberId)
    const counted = readings.flatMap((reading) => countedFor(reading, seats))
    if (counted.length === 0) return
    await db.transaction().execute(async (trx) => {
      for (const [month, ofMonth] of Map.groupBy(counted, (one) => one.month)) {
        const key = await loadMonthKey(trx, month, randomKey())
        const marks = ofMonth.flatMap((one) => marksOf(one, (text) => hash(key, text).slice(0, 22)))
        await saveMarks(trx, sortedOnce(marks))
      }
    })
  }

  // One after the other: what is put back by one that failed must be there for the next.
  const flush = (now: Date) => {
    last = last.catch(() => {}).then(() => write(now))
    return last
  }
  return { note, flush }
}

type CountedReading = { groupId: number; way: UsageWay; reader: string; pickId: number; month: string }

function countedFor(
  { reader, network, pickId, month }: UsageReading,
  seats: Map<number, { groupId: number }[]>,
): CountedReading[] {
  const name = nameOf(reader)
  if (network !== null) return [{ groupId: network, way: 'network', reader: name, pickId, month }]
  const own = reader.kind === 'member' ? (seats.get(reader.id) ?? []) : []
  return own.map(({ groupId }) => ({ groupId, way: 'seat', reader: name, pickId, month }))
}

/** The group stands in what is hashed, so that the marks of two groups can't be laid beside each other. */
function marksOf({ groupId, way, reader, pickId, month }: CountedReading, hash: (text: string) => string): Mark[] {
  const common = { groupId, month, way }
  return [
    { ...common, kind: 'reader', mark: hash(`${groupId} ${way} ${reader}`) },
    { ...common, kind: 'reading', mark: hash(`${groupId} ${way} ${reader} ${pickId}`) },
  ]
}

/** Each mark once, and in one order for all processes: so that two that write at once wait for each other and never in a circle. */
function sortedOnce(marks: readonly Mark[]): Mark[] {
  const byKey = new Map(marks.map((mark) => [`${mark.groupId} ${mark.way} ${mark.kind} ${mark.mark}`, mark]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, mark]) => mark)
}

async function seatsOf(db: Db, members: readonly number[], now: Date) {
  const seats = []
  for (let at = 0; at < members.length; at += slice)
    seats.push(...(await listRunningSeats(db, members.slice(at, at + slice), now)))
  return seats
}

const slice = 500

function nameOf(reader: UsageReader): string {
  return reader.kind === 'member' ? `m:${reader.id}` : `v:${reader.id}`
}
