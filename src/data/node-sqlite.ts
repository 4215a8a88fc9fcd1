import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { Dialect, SqliteDatabase, SqliteStatement } from 'kysely'
import { Turns } from './turns.ts'
import { dialectWithTurns } from './turns-dialect.ts'

/** How much of the last second a power cut may take: `full` nothing, `normal` what was not yet checkpointed. */
export type Durability = 'full' | 'normal'

/** The first SQLite without the WAL-reset race of 3.7.0–3.51.2. */
const oldestSafeSqlite = '3.51.3'

const statementsKept = 300
const busyMs = 5_000
const switchAttempts = 500
const pause = new Int32Array(new SharedArrayBuffer(4))

/**
 * Opens a SQLite file for Kysely with the promised durability and reads every setting back. `patience` as for `dialectWithTurns`.
 * Throws when the library is too old or a setting didn't hold, so that nothing is served on a database that might lose a commit.
 */
export function openSqlite(path: string, durability: Durability, patience = 0): Dialect {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: busyMs })
  try {
    configure(database, durability)
  } catch (error) {
    database.close()
    throw error
  }
  return dialectWithTurns(forKysely(database), new Turns(database), patience)
}

/** True when `version` ("3.53.0") has the fix that `oldestSafeSqlite` names. */
export function isSafeSqlite(version: string): boolean {
  const parts = (text: string) => text.split('.').map(Number)
  const [have, need] = [parts(version), parts(oldestSafeSqlite)]
  for (let i = 0; i < 3; i++) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

function configure(database: DatabaseSync, durability: Durability) {
  const version = String(first(database, 'select sqlite_version()'))
  if (!isSafeSqlite(version))
    throw new Error(`SQLite ${version} can corrupt a database under load; ${oldestSafeSqlite} or newer is needed.`)
  // Only a new file takes it. What is written often and here and there is copied by the page.
  if (durability === 'normal') database.exec('pragma page_size = 2048')
  switchToWal(database)
  // Said after WAL is on: a WAL database falls back to NORMAL on its own otherwise.
  database.exec(`pragma synchronous = ${durability}`)
  database.exec('pragma trusted_schema = off')
  database.exec('pragma temp_store = memory')
  if (durability === 'normal') database.exec('pragma wal_autocheckpoint = 16000')
  expectSetting(database, 'journal_mode', ['wal', 'memory'])
  expectSetting(database, 'synchronous', [durability === 'full' ? 2 : 1])
  expectSetting(database, 'foreign_keys', [1])
}

/** Of two processes that meet at a new file SQLite tells one at once that it is locked, however long it was told to wait. */
function switchToWal(database: DatabaseSync) {
  for (let attempt = 1; ; attempt++) {
    try {
      return database.exec('pragma journal_mode = wal')
    } catch (error) {
      if (attempt === switchAttempts || !(error instanceof Error && /locked/.test(error.message))) throw error
      Atomics.wait(pause, 0, 0, 10)
    }
  }
}

function expectSetting(database: DatabaseSync, name: string, allowed: unknown[]) {
  const value = first(database, `pragma ${name}`)
  if (!allowed.includes(value)) throw new Error(`SQLite did not keep its setting ${name}: it is ${value}, not ${allowed[0]}.`)
}

function first(database: DatabaseSync, text: string): unknown {
  return Object.values(database.prepare(text).get() ?? {})[0]
}

function forKysely(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  const undo = rollback(database)
  return {
    close: () => database.close(),
    prepare(text) {
      const known = text === 'rollback' ? undo : kept.get(text)
      if (known) return known
      const statement = adapt(database.prepare(text))
      if (kept.size >= statementsKept) kept.delete(kept.keys().next().value ?? '')
      kept.set(text, statement)
      return statement
    },
  }
}

/** SQLite ends a transaction itself when the disk is full or fails. To undo it again is no error, or it would hide the first one. */
function rollback(database: DatabaseSync): SqliteStatement {
  const run = () => {
    if (database.isTransaction) database.exec('rollback')
    return { changes: 0, lastInsertRowid: 0 }
  }
  return { reader: false, run, all: () => [], iterate: () => [].values() }
}

function adapt(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)) as IterableIterator<unknown>,
  }
}
