import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { ledgerMigrations, magazineMigrations, migrate, refuseNewer } from './migrate.ts'
import { openSqlite } from './node-sqlite.ts'
import type { Db, Engine, Ledger, LedgerTables, Tables } from './schema.ts'

/** Everything Tessera keeps, on either engine. The only file that knows there are two. */
export type Database = { engine: Engine; db: Db; ledger: Ledger; close: () => Promise<void> }

/** Where the magazine is kept: a PostgreSQL address, or a folder for the SQLite files. */
export type Place = { url: string } | { folder: string }

const connections = 16

/** Opens the database, creating and migrating what is missing. Throws when it can't promise durability. */
export async function openDatabase(place: Place): Promise<Database> {
  const database = 'url' in place ? openPostgres(place.url) : openFolder(place.folder)
  try {
    if (database.engine === 'postgres') await refuseUnsafePostgres(database.db)
    await prepare(database)
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
  mkdirSync(folder, { recursive: true })
  const db = new Kysely<Tables>({ dialect: openSqlite(join(folder, 'magazine.db'), 'full') })
  // A locked ledger must not hold a reader up: the lead is shown instead.
  const ledger = new Kysely<LedgerTables>({ dialect: openSqlite(join(folder, 'ledger.db'), 'normal', 250) })
  const close = async () => {
    await db.destroy()
    await ledger.destroy()
  }
  return { engine: 'sqlite', db, ledger, close }
}

function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 3_000 })
  pool.on('error', () => {}) // an idle connection that breaks is replaced; the query that needs it reports
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { engine: 'postgres', db, ledger: db as unknown as Ledger, close: () => db.destroy() }
}

async function prepare({ engine, db, ledger }: Database) {
  await migrate(db as Kysely<unknown>, engine, magazineMigrations)
  await migrate(ledger as Kysely<unknown>, engine, ledgerMigrations)
  await refuseNewer(db as Kysely<unknown>, [magazineMigrations, ledgerMigrations])
}

async function refuseUnsafePostgres(db: Db) {
  const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes')`.execute(db)
  const unsafe = unsafeSettings(Object.fromEntries(rows.map((row) => [row.name, row.setting])))
  if (unsafe.length > 0)
    throw new Error(`PostgreSQL runs with ${unsafe.join(', ')} off and could lose what readers were told is saved. Switch it on.`)
}
