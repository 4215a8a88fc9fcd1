import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { BoundedMap } from '../kit/bounded-map.ts'
import type { Ready } from '../kit/ready.ts'

/**
 * A statement about one reader, whose name is its first parameter. `kept`, for one that reads and has no other parameter: its rows are
 * remembered for as long as nothing has been written that could change them.
 */
export type Statement = { sql: string; writes: boolean; kept?: boolean }

const readersKept = 2_000

/** The rest of a statement's parameters, or a row: the values of its columns in their order. */
export type Values = readonly SQLInputValue[]

/**
 * Runs statements on a connection in one transaction for all that come in one turn of the event loop, since to commit costs as much
 * as what is committed. Nobody is told what isn't committed: whoever writes waits for the commit, and so does whoever asks about
 * the same reader meanwhile. When it fails, all of them are told.
 */
export class Turns {
  readonly #database: DatabaseSync
  /** What was found for a reader, in the state of the file that `#version` is the number of. */
  readonly #kept = new BoundedMap<string, Values[]>(readersKept)
  #version: unknown = null
  #isLookedAt = false
  readonly #statements = new Map<string, StatementSync>()
  #isOpen = false
  /** Null while this turn has only read. */
  #commit: PromiseWithResolvers<void> | null = null
  #written = new Set<string>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** The rows, at once where nothing has to be waited for. Throws, or rejects, with SQLite's error. */
  run<Row extends Values>({ sql, writes, kept = false }: Statement, reader: string, values: Values): Ready<Row[]> {
    // Inside somebody else's transaction rows may be found that will never have been there.
    const isKept = kept && !this.#written.has(reader) && (this.#isOpen || !this.#database.isTransaction)
    const known = isKept ? this.#findKept(reader) : undefined
    if (known) return known as Row[]
    this.#begin(writes)
    const rows = this.#all<Row>(sql, reader, values)
    if (isKept) this.#kept.set(reader, rows as Values[])
    if (writes) {
      this.#written.add(reader)
      this.#kept.delete(reader)
    }
    return this.#commit !== null && this.#written.has(reader) ? this.#commit.promise.then(() => rows) : rows
  }

  /** Ends the turn, for whatever else is going to use the connection and may write about any reader. */
  interrupt(): void {
    this.end()
    this.#kept.clear()
  }

  /** Commits what this turn has done so far. */
  end(): void {
    if (!this.#isOpen) return
    const commit = this.#commit
    this.#isOpen = false
    this.#commit = null
    if (this.#written.size > 0) this.#written = new Set()
    try {
      this.#statement('commit').run()
      commit?.resolve()
    } catch (error) {
      if (this.#database.isOpen && this.#database.isTransaction) this.#statement('rollback').run()
      commit?.reject(error)
    }
  }

  /** SQLite says by a number whether anybody else has written to the file; it is asked once a turn. */
  #findKept(reader: string): Values[] | undefined {
    if (!this.#isLookedAt) {
      const version = this.#statement('pragma data_version').get()?.[0]
      if (version !== this.#version) this.#kept.clear()
      this.#version = version
      this.#isLookedAt = true
      setImmediate(() => {
        this.#isLookedAt = false
      })
    }
    return this.#kept.get(reader)
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
