import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import type { Db, Engine, Ledger } from './schema.ts'

/** How much of everything there is. */
export type Census = { published: number; drafts: number; topics: number; sources: number; readings: number }

/** What the engine calls itself: `SQLite 3.53.0`, `PostgreSQL 18.1`. */
export async function loadEngineVersion({ engine, db }: Database): Promise<string> {
  const query =
    engine === 'sqlite'
      ? sql<{ version: string }>`select sqlite_version() as version`
      : sql<{ version: string }>`show server_version`
  const { rows } = await query.execute(db)
  const values = Object.values(rows[0] ?? {})
  return `${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'} ${String(values[0]).split(' ')[0]}`
}

/** What SQLite itself finds damaged in its files, a sentence each. PostgreSQL looks after its own. */
export async function listDamages({ engine, db, ledger }: Database): Promise<string[]> {
  if (engine === 'postgres') return []
  const damages = [...(await checkFile(db as Kysely<unknown>)), ...(await checkFile(ledger as Kysely<unknown>))]
  const { rows } = await sql<{ table: string; rowid: number; parent: string }>`pragma foreign_key_check`.execute(db)
  return [
    ...damages,
    ...rows.map(({ table, rowid, parent }) => `Row ${rowid} of ${table} belongs to a ${parent} that isn’t there.`),
  ]
}

/** The slugs of picks that lack their excerpt, every version of their text and a draft of it, or their place in the search index. */
export async function listIncompletePicks({ engine, db }: Database): Promise<string[]> {
  const { lead, excerpt } = indexedIds[engine]
  const { rows } = await sql<{ slug: string }>`select slug from pick
    where id not in (select pick_id from excerpt) or id not in (select pick_id from version where kind = 'pick'
      union all select pick_id from draft where content is not null)
      or id not in (${lead}) or id not in (${excerpt}) order by slug`.execute(db)
  return rows.map((row) => row.slug)
}

/** Whether search knows picks that aren't there any more. */
export async function hasSearchLeftovers({ engine, db }: Database): Promise<boolean> {
  const { rows } =
    await sql`select 1 from (${anyIndexed[engine]}) as indexed where id not in (select id from pick) limit 1`.execute(db)
  return rows.length > 0
}

/** Counts everything; on a large ledger this takes a moment. */
export async function takeCensus({ db, ledger }: Database, now: Date): Promise<Census> {
  const published = sql`pick where published_at <= ${now.toISOString()}`
  const all = await count(db, sql`pick`)
  const shown = await count(db, published)
  return {
    published: shown,
    drafts: all - shown,
    topics: await count(db, sql`topic`),
    sources: await count(db, sql`source where name <> ''`),
    readings: await count(ledger, sql`reading`),
  }
}

type Fragment = ReturnType<typeof sql>

const indexedIds: Record<Engine, { lead: Fragment; excerpt: Fragment }> = {
  sqlite: { lead: sql`select id from lead_search_docsize`, excerpt: sql`select id from excerpt_search_docsize` },
  postgres: { lead: sql`select pick_id as id from lead_search`, excerpt: sql`select pick_id as id from excerpt_search` },
}

const anyIndexed: Record<Engine, Fragment> = {
  sqlite: sql`select id from lead_search_docsize union all select id from headline_search_docsize
    union all select id from excerpt_search_docsize union all select id from open_excerpt_search_docsize`,
  postgres: sql`select pick_id as id from lead_search union all select pick_id as id from excerpt_search`,
}

async function count(db: Db | Ledger, from: Fragment): Promise<number> {
  const query = sql<{ count: number | string }>`select count(*) as count from ${from}`
  const { rows } = await query.execute(db as Kysely<unknown>)
  return Number(rows[0]?.count)
}

/** `ok` is what SQLite answers when there is nothing to say. */
async function checkFile(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  return rows.map((row) => row.integrity_check).filter((finding) => finding !== 'ok')
}
