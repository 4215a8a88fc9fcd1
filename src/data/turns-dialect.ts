import { type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely'
import type { Ledger } from './schema.ts'
import type { Turns } from './turns.ts'

/** A SQLite file for Kysely whose connection can also be used in turns; what comes through Kysely ends the turn first. */
export function dialectWithTurns(database: SqliteDatabase, turns: Turns): Dialect {
  return new DialectWithTurns(database, turns)
}

/** The turns of a ledger that is a SQLite file; null on PostgreSQL. */
export function turnsOf(ledger: Pick<Ledger, 'getExecutor'>): Turns | null {
  const { adapter } = ledger.getExecutor()
  return adapter instanceof AdapterWithTurns ? adapter.turns : null
}

class AdapterWithTurns extends SqliteAdapter {
  readonly turns: Turns

  constructor(turns: Turns) {
    super()
    this.turns = turns
  }
}

class DriverWithTurns extends SqliteDriver {
  readonly #turns: Turns

  constructor(database: SqliteDatabase, turns: Turns) {
    super({ database: interrupting(database, turns) })
    this.#turns = turns
  }

  override destroy() {
    this.#turns.end()
    return super.destroy()
  }
}

/**
 * A statement is prepared in the moment it runs. To have the connection is too early a sign: until Kysely runs what it wants it for, others
 * begin a turn and remember what they find.
 */
function interrupting(database: SqliteDatabase, turns: Turns): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (text) => {
      turns.interrupt()
      return database.prepare(text)
    },
  }
}

class DialectWithTurns extends SqliteDialect {
  readonly #database: SqliteDatabase
  readonly #turns: Turns

  constructor(database: SqliteDatabase, turns: Turns) {
    super({ database })
    this.#database = database
    this.#turns = turns
  }

  override createAdapter() {
    return new AdapterWithTurns(this.#turns)
  }

  override createDriver() {
    return new DriverWithTurns(this.#database, this.#turns)
  }
}
