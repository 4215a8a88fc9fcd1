import { SqliteAdapter } from 'kysely'
import type { Db, Engine, Ledger } from './schema.ts'

/** Which engine a connection speaks to, so that callers needn't carry it along. */
export function engineOf(db: Pick<Db | Ledger, 'getExecutor'>): Engine {
  return db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'
}
