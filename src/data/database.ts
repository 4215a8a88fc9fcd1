import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Pool, PoolConfig } from 'pg'
import { ledgerMigrations, magazineMigrations, migrate, refuseNewer } from './migrate.ts'
import { openSqlite } from './node-sqlite.ts'
import type { Db, Engine, Ledger, LedgerTables, Tables } from './schema.ts'

/** Everything Tessera keeps, on either engine. `migrate.ts`, `search.ts` and `readings.ts` know there are two; nothing else does. */
export type Database = { engine: Engine; db: Db; ledger: Ledger; close: () => Promise<void> }

/** Where the magazine is kept: a PostgreSQL address, or a folder for the SQLite files. */
export type Place = { url: string } | { folder: string }

const connections = { magazine: 12, ledger: 8 }
/** A writer's lock on the ledger that lasts longer than this (ms) gives the reader the lead. */
const ledgerPatience = 700
/** While SQLite itself waits for another process (ms) everybody does: for the ledger a moment, for the magazine not at all. */
const busyTimeout = { magazine: 0, ledger: 5 }
/** What is about the magazine waits by itself (ms) for whoever has what it needs, and nobody with it. */
const magazinePatience = 5_000

/** Opens the database, creating and migrating what is missing. Throws when it can't promise durability. */
export async function openDatabase(place: Place): Promise<Database> {
  const database = 'url' in place ? await openPostgres(place.url) : openFolder(place.folder)
  try {
    if (database.engine === 'postgres') await refuseUnsafePostgres(database.db)
    await prepare(database)
    if (database.engine === 'sqlite') await beImpatient(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Why PostgreSQL's own settings would lose an acknowledged commit; empty when they are safe. */
export function unsafeSettings(settings: Record<string, string>): string[] {
  return ['fsync', 'synchronous_commit', 'full_page_writes'].filter(
    (name) => settings[name] === 'off' || settings[name] === undefined,
  )
}

function openFolder(folder: string): Database {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = new Kysely<Tables>({ dialect: openSqlite(join(folder, 'magazine.db'), 'full', magazinePatience) })
  const ledger = new Kysely<LedgerTables>({ dialect: openSqlite(join(folder, 'ledger.db'), 'normal') })
  return { engine: 'sqlite', db, ledger, close: closing(db, ledger) }
}

/** Only now: a file that is being opened may have to wait until another process has closed it, or made it whole after a crash. */
async function beImpatient({ db, ledger }: Database) {
  await sql`pragma busy_timeout = ${sql.lit(busyTimeout.magazine)}`.execute(db)
  await sql`pragma busy_timeout = ${sql.lit(busyTimeout.ledger)}`.execute(ledger)
}

async function openPostgres(url: string): Promise<Database> {
  // Loaded only where it is used: a magazine in a folder does without the memory it takes.
  const { default: pg } = await import('pg')
  const postgres = (config: PoolConfig) => pooled(new pg.Pool({ ...config, connectionTimeoutMillis: 3_000 }))
  const atMost = { lock_timeout: magazinePatience }
  const db = new Kysely<Tables>({ dialect: postgres({ connectionString: url, max: connections.magazine, ...atMost }) })
  // Connections of its own: readers that wait for a stuck ledger take none from those who need only the magazine.
  const patience = { statement_timeout: ledgerPatience }
  const ledger = new Kysely<LedgerTables>({ dialect: postgres({ connectionString: url, max: connections.ledger, ...patience }) })
  return { engine: 'postgres', db, ledger, close: closing(db, ledger) }
}

function pooled(pool: Pool): PostgresDialect {
  // A connection that breaks is replaced, and the query that needs it reports; without these the process would end.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool })
}

function closing(...parts: { destroy: () => Promise<void> }[]) {
  return async () => {
    for (const part of parts) await part.destroy()
  }
}

async function prepare({ engine, db, ledger }: Database) {
  const place = (engine === 'postgres' ? db : ledger) as Kysely<unknown>
  await migrate(db as Kysely<unknown>, engine, magazineMigrations)
  await migrate(place, engine, ledgerMigrations)
  for (const part of [db as Kysely<unknown>, place]) await refuseNewer(part, [magazineMigrations, ledgerMigrations])
}

async function refuseUnsafePostgres(db: Db) {
  const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes')`.execute(db)
  const unsafe = unsafeSettings(Object.fromEntries(rows.map((row) => [row.name, row.setting])))
  if (unsafe.length > 0)
    throw new Error(`PostgreSQL runs with ${unsafe.join(', ')} off and could lose what readers were told is saved. Switch it on.`)
}
