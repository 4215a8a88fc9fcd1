import { type Kysely, sql } from 'kysely'
import { ledger } from './migrations/0001-ledger.ts'
import { magazine } from './migrations/0001-magazine.ts'
import { ledgerOneIndex } from './migrations/0002-ledger-one-index.ts'
import { members } from './migrations/0002-members.ts'
import { access } from './migrations/0003-access.ts'
import { invoices } from './migrations/0004-invoices.ts'
import { stripe } from './migrations/0005-stripe.ts'
import { groups } from './migrations/0006-groups.ts'
import { gifts } from './migrations/0007-gifts.ts'
import { passkeys } from './migrations/0008-passkeys.ts'
import { account } from './migrations/0009-account.ts'
import { stripeAddress } from './migrations/0010-stripe-address.ts'
import { signIns } from './migrations/0011-sign-ins.ts'
import { captures } from './migrations/0012-captures.ts'
import { desk } from './migrations/0013-desk.ts'
import { pictures } from './migrations/0016-pictures.ts'
import { proofsAndPastSeats } from './migrations/0018-proofs-and-past-seats.ts'
import { sources } from './migrations/0019-sources.ts'
import { searchParts } from './migrations/0020-search-parts.ts'
import { runMap } from './migrations/0021-run-map.ts'
import type { Engine } from './schema.ts'

/** One step of the schema's history. Once released it never changes. */
export type Migration = { name: string; sqlite: string[]; postgres: string[] }

/** In the order they run; append only. */
export const magazineMigrations: Migration[] = [
  ...[magazine, members, access, invoices, stripe, groups, gifts, passkeys, account],
  ...[stripeAddress, signIns, captures, desk, pictures, proofsAndPastSeats, sources, searchParts, runMap],
]
/** The same for the ledger, which may be another file. */
export const ledgerMigrations: Migration[] = [ledger, ledgerOneIndex]

/**
 * Brings a database up to date, one transaction a migration, and returns the names of those it ran.
 * Refuses a database that knows a migration this program doesn't: it was written by a newer Tessera.
 */
export async function migrate(db: Kysely<unknown>, engine: Engine, list: Migration[]): Promise<string[]> {
  await makeList(db, engine)
  // Looked up first: a database that is up to date opens while an import holds the writer's lock.
  const known = new Set(await listRan(db))
  const ran: string[] = []
  for (const migration of list) if (!known.has(migration.name) && (await runOnce(db, engine, migration))) ran.push(migration.name)
  return ran
}

/** Throws when the database has been through a migration that none of `lists` holds. */
export async function refuseNewer(db: Kysely<unknown>, lists: Migration[][]): Promise<void> {
  const known = new Set(lists.flat().map((migration) => migration.name))
  const unknown = (await listRan(db)).filter((name) => !known.has(name))
  if (unknown.length > 0)
    throw new Error(
      `This data was written by a newer Tessera (${unknown.join(', ')}). Start that version, or restore an older backup.`,
    )
}

/** Outside a transaction SQLite takes the writer's lock only where the list is missing. */
async function makeList(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const list = sql`create table if not exists migration (name text primary key, ran_at text not null)`
  if (engine === 'sqlite') return void (await list.execute(db))
  await db.transaction().execute(async (trx) => {
    await takeTurns(trx, engine)
    await list.execute(trx)
  })
}

async function listRan(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db)
  return rows.map((row) => row.name)
}

function runOnce(db: Kysely<unknown>, engine: Engine, migration: Migration): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await takeTurns(trx, engine)
    const claim = await sql`insert into migration (name, ran_at) values (${migration.name}, cast(current_timestamp as text))
      on conflict do nothing returning name`.execute(trx)
    if (claim.rows.length === 0) return false
    for (const statement of migration[engine]) await sql.raw(statement).execute(trx)
    return true
  })
}

/** Two processes that start at once migrate one after the other, however long one takes. SQLite has one writer anyway. */
async function takeTurns(trx: Kysely<unknown>, engine: Engine) {
  if (engine !== 'postgres') return
  await sql`set local lock_timeout = 0`.execute(trx)
  await sql`select pg_advisory_xact_lock(7365737365)`.execute(trx)
}
