import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Visibility } from '../domain/pick.ts'

/** The magazine's database. Columns are portable: text, integer, real, blob; times are ISO 8601 text in UTC. */
export type Db = Kysely<Tables>
/** Inside a transaction only this may be used: on SQLite the outer `Db` would wait for ever. */
export type Trx = Transaction<Tables>
/** The meter's ledger: a file of its own on SQLite, connections of its own to the same database on PostgreSQL. */
export type Ledger = Kysely<LedgerTables>
export type Engine = 'sqlite' | 'postgres'

export type Tables = {
  setting: { name: string; value: string }
  signing_key: { id: string; secret: string; created_at: string }
  generation: { id: number; number: number }
  source: { id: Generated<number>; slug: string; name: string }
  topic: { id: Generated<number>; slug: string; name: string; description: string }
  pick: PickTable
  excerpt: { pick_id: number; content: string }
  /** `date` is the pick's, so that a topic's picks are read in their order. */
  pick_topic: { pick_id: number; topic_id: number; position: number; date: string }
  version: { pick_id: number; number: number; saved_at: string; saved_by: string; content: string }
  lead_search: SearchTable
  excerpt_search: SearchTable
}

export type LedgerTables = {
  reading: { reader: string; period: string; pick_id: number; nth: number; opened_at: string }
}

type PickTable = {
  id: Generated<number>
  slug: string
  headline: string
  date: string
  introduction: string
  author: string | null
  source_id: number
  source_url: string | null
  visibility: ColumnType<Visibility>
  published_at: string | null
  created_at: string
  updated_at: string
}

/** Both engines' search tables are only reached through `data/search.ts`, in SQL of their own. */
type SearchTable = { rowid: number; pick_id: number }
