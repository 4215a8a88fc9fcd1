import { CompiledQuery, type DatabaseConnection } from 'kysely'

/** Between two tries (ms): the longer the more are trying, and never longer than this. */
const pause = { forEach: 20, most: 500 }

/**
 * One connection for many: each has it alone until they leave it. Who finds the file locked by another process steps aside, lets the
 * others go on, and tries again; nothing stands still meanwhile, as it would if SQLite itself waited.
 */
export class Patience {
  readonly #milliseconds: number
  readonly #waiting: (() => void)[] = []
  #isTaken = false
  #isInside = false
  #aside = 0
  #connection: DatabaseConnection | null = null

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds
  }

  /** Resolves once the connection is free, and takes it. */
  async take(connection: DatabaseConnection): Promise<DatabaseConnection> {
    await this.#wait()
    this.#connection ??= {
      executeQuery: (query) => this.#run(connection, query),
      streamQuery: connection.streamQuery.bind(connection),
    }
    return this.#connection
  }

  leave(): void {
    this.#isInside = false
    const next = this.#waiting.shift()
    if (next) next()
    else this.#isTaken = false
  }

  /** Begins a transaction that is sure to be able to write: to find out in the middle of it would be too late to step aside. */
  async begin(): Promise<void> {
    await this.#connection?.executeQuery(CompiledQuery.raw('begin immediate'))
    this.#isInside = true
  }

  async #wait(): Promise<void> {
    if (this.#isTaken) await new Promise<void>((free) => this.#waiting.push(free))
    this.#isTaken = true
  }

  async #run<Row>(connection: DatabaseConnection, query: CompiledQuery) {
    const until = performance.now() + this.#milliseconds
    for (;;) {
      try {
        return await connection.executeQuery<Row>(query)
      } catch (error) {
        if (this.#isInside || !isLocked(error) || performance.now() >= until) throw error
      }
      await this.#stepAside()
    }
  }

  async #stepAside(): Promise<void> {
    this.leave()
    this.#aside++
    await new Promise((done) => setTimeout(done, Math.min(pause.forEach * this.#aside, pause.most)))
    this.#aside--
    await this.#wait()
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && /database is locked/.test(error.message)
}
