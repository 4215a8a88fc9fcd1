import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import { countReading, type ReaderKey } from '../../src/data/readings.ts'
import { publish } from '../data/fill.ts'
import { pickWith } from '../support/pick-texts.ts'
import { randomFrom } from './readers.ts'
import { makeFolder } from './tessera.ts'

const now = new Date('2026-11-10T12:00:00Z')
const seed = 3_111
const changes = 10
const logHeader = 32
const frameHeader = 24

/** The log as it stood, and how long it was after each change that was answered for. */
type History = { file: string; log: Buffer; frame: number; lengths: number[] }

const { folder, remove } = makeFolder()
const base = join(folder, 'base')
const cut = join(folder, 'cut')
let magazine: History
let ledger: History

beforeAll(async () => {
  await openDatabase({ folder: base }).then((database) => database.close())
  const database = await openDatabase({ folder: base })
  const lengths = { magazine: [] as number[], ledger: [] as number[] }
  for (let change = 1; change <= changes; change++) {
    await publish(database.db, now, [pickWith({ headline: `Change ${change}`, topics: [`Topic ${change}`] })])
    lengths.magazine.push(statSync(join(base, 'magazine.db-wal')).size)
    const reader: ReaderKey = `v:reader-${change % 3}`
    await countReading(database.ledger, { reader, period: '2026-11-01', newest: null, pickId: change, limit: 9, openedAt: now })
    lengths.ledger.push(statSync(join(base, 'ledger.db-wal')).size)
  }
  magazine = historyOf('magazine.db', lengths.magazine)
  ledger = historyOf('ledger.db', lengths.ledger)
  // What a power cut finds: the files as they are, not closed.
  for (const { file } of [magazine, ledger]) copyFileSync(join(base, file), join(folder, file))
  await database.close()
})
afterAll(remove)

test('a magazine whose log was cut after any of its frames, or anywhere, is what it was after one of its changes [RL-03]', async () => {
  for (const length of cuts(magazine)) {
    const found = await reopen(magazine, magazine.log.subarray(0, length))
    expect(found.damage, `cut at ${length}`).toBe('ok')
    expect(found.changes, `cut at ${length}`).toBe(answeredBy(magazine, length))
  }
})

test('a magazine whose log holds torn or foreign bytes is what it was before them [RL-03]', async () => {
  const random = randomFrom(seed)
  for (let attempt = 0; attempt < 60; attempt++) {
    const at = Math.floor(random() * magazine.log.length)
    const log = Buffer.from(magazine.log)
    // A sector of zeros, the tail never written, or one bit that turned.
    if (attempt % 3 === 0) log.fill(0, at, at + 512)
    else if (attempt % 3 === 1) log.fill(0xa5, at)
    else log[at] = (log[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    const found = await reopen(magazine, log)
    expect(found.damage, `attempt ${attempt} at ${at}`).toBe('ok')
    expect(found.changes).toBeGreaterThanOrEqual(answeredBy(magazine, at))
    expect(found.changes).toBeLessThanOrEqual(changes)
  }
})

test('a ledger whose log was cut anywhere has its readings up to there, numbered without a gap [RL-03]', async () => {
  for (const length of cuts(ledger)) {
    const found = await reopen(ledger, ledger.log.subarray(0, length))
    expect(found.damage, `cut at ${length}`).toBe('ok')
    expect(found.changes, `cut at ${length}`).toBe(answeredBy(ledger, length))
  }
})

test('a log that was lost leaves the magazine as it was when it was last closed [RL-03]', async () => {
  for (const history of [magazine, ledger]) expect(await reopen(history, null)).toEqual({ damage: 'ok', changes: 0 })
})

function historyOf(file: string, lengths: number[]): History {
  const log = readFileSync(join(base, `${file}-wal`))
  const frame = frameHeader + log.readUInt32BE(8)
  expect((log.length - logHeader) % frame).toBe(0)
  return { file, log, frame, lengths }
}

/** Each end of a frame, and some forty places in the middle of one. */
function cuts({ log, frame }: History): number[] {
  const random = randomFrom(seed)
  const ends = Array.from({ length: (log.length - logHeader) / frame + 1 }, (_, index) => logHeader + index * frame)
  const middles = Array.from({ length: 40 }, () => Math.floor(random() * log.length))
  return [0, 1, logHeader - 1, ...ends, ...middles]
}

/** How many changes the log holds whole in its first bytes. */
function answeredBy({ lengths }: History, length: number): number {
  return lengths.filter((end) => end <= length).length
}

/** Opens a copy of the file with this log as the product does, and says how many changes it holds; all of them must be whole. */
async function reopen({ file }: History, log: Buffer | null): Promise<{ damage: unknown; changes: number }> {
  rmSync(cut, { recursive: true, force: true })
  mkdirSync(cut)
  for (const name of ['magazine.db', 'ledger.db']) copyFileSync(join(folder, name), join(cut, name))
  if (log) writeFileSync(join(cut, `${file}-wal`), log)
  await openDatabase({ folder: cut }).then((database) => database.close())
  const opened = new DatabaseSync(join(cut, file))
  const [first] = opened.prepare('pragma integrity_check').all()
  const count = file === 'magazine.db' ? countWholePicks(opened) : countReadings(opened)
  opened.close()
  return { damage: first?.integrity_check, changes: count }
}

function countWholePicks(opened: DatabaseSync): number {
  expect(opened.prepare('pragma foreign_key_check').all()).toEqual([])
  const [row] = opened
    .prepare(
      `select count(*) as picks, sum(headline = 'Change ' || pick.id) as expected, (select count(*) from excerpt) as excerpts,
        (select count(*) from version) as versions, (select count(*) from lead_search_docsize) as indexed,
        (select number from generation) as generation, (select count(*) from topic) as topics from pick`,
    )
    .all()
  const { picks, ...parts } = row ?? {}
  const none = picks === 0 ? null : picks
  expect(parts).toEqual({ expected: none, excerpts: picks, versions: picks, indexed: picks, generation: picks, topics: picks })
  return Number(picks)
}

function countReadings(opened: DatabaseSync): number {
  const broken = opened.prepare('select reader from reading group by reader having min(nth) <> 1 or max(nth) <> count(*)').all()
  expect(broken).toEqual([])
  const ids = opened
    .prepare('select pick_id from reading order by pick_id')
    .all()
    .map((row) => row.pick_id)
  expect(ids).toEqual(ids.map((_, index) => index + 1))
  return ids.length
}
