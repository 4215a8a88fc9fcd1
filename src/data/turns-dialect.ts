import { type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely'
import { Patience } from './patience.ts'
import type { Ledger } from './schema.ts'
import type { Turns } from './turns.ts'

/**
 * A SQLite file for Kysely whose connection can also be used in turns; what comes through Kysely ends the turn first. `patience` is how
 * long (ms) something waits for another process that writes, while everything else goes on.
 */
export function dialectWithTurns(database: SqliteDatabase, turns: Turns, patience: number): Dialect {
  return new DialectWithTurns(interrupting(database, turns), turns, patience)
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

  /** There is one, but the driver sees to it itself that nobody disturbs anybody else there. */
  override get supportsMultipleConnections() {
    return true
  }
}

class DriverWithTurns extends SqliteDriver {
  readonly #turns: Turns
  readonly #patience: Patience

  constructor(database: SqliteDatabase, turns: Turns, patience: number) {
    super({ database })
    this.#turns = turns
    this.#patience = new Patience(patience)
  }

  override async acquireConnection() {
    return this.#patience.take(await super.acquireConnection())
  }

  override async releaseConnection() {
    this.#patience.leave()
  }

  override async beginTransaction() {
    await this.#patience.begin()
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
  readonly #patience: number

  constructor(database: SqliteDatabase, turns: Turns, patience: number) {
    super({ database })
    this.#database = database
    this.#turns = turns
    this.#patience = patience
  }

  override createAdapter() {
    return new AdapterWithTurns(this.#turns)
  }

  override createDriver() {
    return new DriverWithTurns(this.#database, this.#turns, this.#patience)
  }
}
