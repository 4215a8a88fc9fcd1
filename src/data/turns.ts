import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

/** A statement about one reader, whose name is its first parameter. */
export type Statement = { sql: string; writes: boolean }

/** The rest of a statement's parameters, or a row: the values of its columns in their order. */
export type Values = readonly SQLInputValue[]

/**
 * Runs statements on a connection in one transaction for all that come in one turn of the event loop, since to commit costs as much
 * as what is committed. Nobody is told what isn't committed: whoever writes waits for the commit, and so does whoever asks about
 * the same reader meanwhile. When it fails, all of them are told.
 */
export class Turns {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  #isOpen = false
  /** Null while this turn has only read. */
  #commit: PromiseWithResolvers<void> | null = null
  readonly #written = new Set<string>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** The rows, at once where nothing has to be waited for. Throws, or rejects, with SQLite's error. */
  run<Row extends Values>({ sql, writes }: Statement, reader: string, values: Values): Row[] | Promise<Row[]> {
    this.#begin(writes)
    const rows = this.#all<Row>(sql, reader, values)
    if (writes) this.#written.add(reader)
    return this.#commit !== null && this.#written.has(reader) ? this.#commit.promise.then(() => rows) : rows
  }

  /** Commits what this turn has done so far. Whatever else uses the connection has to call it first. */
  end(): void {
    if (!this.#isOpen) return
    const commit = this.#commit
    this.#isOpen = false
    this.#commit = null
    this.#written.clear()
    try {
      this.#statement('commit').run()
      commit?.resolve()
    } catch (error) {
      if (this.#database.isOpen && this.#database.isTransaction) this.#statement('rollback').run()
      commit?.reject(error)
    }
  }

  #begin(writes: boolean): void {
    if (this.#isOpen ? this.#commit !== null || !writes : this.#database.isTransaction) return
    // What began as reading can't always go on to write.
    this.end()
    this.#statement('begin').run()
    this.#isOpen = true
    if (writes) this.#commit = Promise.withResolvers()
    // There may be nobody who waits for it.
    this.#commit?.promise.catch(() => {})
    setImmediate(() => this.end())
  }

  #all<Row>(sql: string, reader: string, values: Values): Row[] {
    try {
      return this.#statement(sql).all(reader, ...values) as unknown as Row[]
    } catch (error) {
      // SQLite ends a transaction itself when the disk is full or fails; then nothing of this turn is kept.
      if (this.#database.isOpen && !this.#database.isTransaction) this.end()
      throw error
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    statement.setReturnArrays(true)
    this.#statements.set(sql, statement)
    return statement
  }
}
