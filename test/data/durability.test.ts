import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, unsafeSettings } from '../../src/data/database.ts'
import { isSafeSqlite, openSqlite } from '../../src/data/node-sqlite.ts'
import { countReading } from '../../src/data/readings.ts'
import { openTestDatabase } from '../support/database.ts'
import { pickWith } from '../support/pick-texts.ts'
import { publish } from './fill.ts'

const now = new Date('2026-11-10T12:00:00Z')
const reading = { period: '2026-11-01', newest: null, pickId: 1, limit: 3, openedAt: now } as const

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What this very connection runs with: `synchronous` is a setting of the connection and not of the file. */
async function settingOf(connection: Kysely<unknown>, name: string) {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.ref(name)}`.execute(connection)
  return Object.values(rows[0] ?? {})[0]
}

test('SQLite waits for the disk at each commit of the magazine, after a write and after reopening too [RL-02]', async () => {
  const place = { folder: join(folder, 'kept') }
  const full = 2
  const normal = 1
  for (const round of ['new', 'opened again', 'and again']) {
    const { db, ledger, close } = await openDatabase(place)
    const both = [db, ledger] as Kysely<unknown>[]
    const settings = () => Promise.all(both.map((connection) => settingOf(connection, 'synchronous')))
    expect(await settings(), round).toEqual([full, normal])
    await publish(db, now, [pickWith({ headline: round })])
    await countReading(ledger, { ...reading, reader: `v:${round}` })
    expect(await settings(), round).toEqual([full, normal])
    for (const connection of both) {
      expect(await settingOf(connection, 'journal_mode')).toBe('wal')
      expect(await settingOf(connection, 'foreign_keys')).toBe(1)
      expect(await settingOf(connection, 'trusted_schema')).toBe(0)
    }
    await close()
  }
})

test('a file that SQLite can’t keep a write-ahead log for is refused [RL-07]', () => {
  const file = `file:${join(folder, 'no-wal.db')}`
  expect(() => openSqlite(`${file}?vfs=unix-none`, 'full')).toThrow(
    'SQLite did not keep its setting journal_mode: it is delete, not wal',
  )
  expect(() => openSqlite(file, 'full')).not.toThrow()
})

test.each([
  ['3.51.2', false],
  ['3.51.3', true],
  ['3.51.10', true],
  ['3.9.9', false],
  ['3.45.0', false],
  ['3.52.0', true],
  ['3.53', true],
  ['4.0.0', true],
  ['2.99.99', false],
])('SQLite %s can be trusted with a write-ahead log: %s [RL-07]', (version, isSafe) => {
  expect(isSafeSqlite(version)).toBe(isSafe)
})

test('the SQLite of this Node can be trusted [RL-07]', () => {
  const version = new DatabaseSync(':memory:').prepare('select sqlite_version() as version').get()?.version
  expect(isSafeSqlite(String(version)), String(version)).toBe(true)
})

test.each([
  [{ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }, []],
  [{ fsync: 'on', synchronous_commit: 'remote_apply', full_page_writes: 'on' }, []],
  [{ fsync: 'on', synchronous_commit: 'local', full_page_writes: 'on' }, []],
  [{ fsync: 'off', synchronous_commit: 'on', full_page_writes: 'on' }, ['fsync']],
  [{ fsync: 'on', synchronous_commit: 'off', full_page_writes: 'off' }, ['synchronous_commit', 'full_page_writes']],
  [{}, ['fsync', 'synchronous_commit', 'full_page_writes']],
])('PostgreSQL with %j is refused for %j [RL-07]', (settings, unsafe) => {
  expect(unsafeSettings(settings)).toEqual(unsafe)
})

test('a PostgreSQL that answers before a commit is on the disk is refused, and nothing is done to it [RL-07]', async () => {
  const database = await openTestDatabase('postgres')
  if (!('url' in database.place)) throw new Error('PostgreSQL has an address')
  const name = sql.ref(new URL(database.place.url).pathname.slice(1))
  await sql`alter database ${name} set synchronous_commit = off`.execute(database.db)
  const sentence = 'PostgreSQL runs with synchronous_commit off and could lose what readers were told is saved. Switch it on.'
  await expect(openDatabase(database.place)).rejects.toThrow(sentence)
  await sql`alter database ${name} set synchronous_commit = on`.execute(database.db)
  const again = await openDatabase(database.place)
  await again.close()
  await database.drop()
})
