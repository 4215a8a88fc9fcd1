import { CompiledQuery } from 'kysely'
import { engineOf } from './engine.ts'
import type { Db, Engine, Ledger } from './schema.ts'

/** Statements by name whose text never changes, so that they cost no building; numbered parameters are written `?1`. */
export type ConstantSql<Name extends string> = {
  /** Runs one; what it gives back has the form the caller knows it has. */
  run: <Row>(
    db: Db | Ledger,
    name: Name,
    parameters: readonly unknown[],
  ) => Promise<{ rows: Row[]; numAffectedRows?: bigint | undefined }>
  /** The statement as the engine reads it. */
  textOf: (engine: Engine, name: Name) => string
}

/** Prepares statements for both engines: PostgreSQL writes its placeholders with a dollar. */
export function constantSql<Name extends string>(statements: Readonly<Record<Name, string>>): ConstantSql<Name> {
  const compile = (write: (text: string) => string) =>
    Object.fromEntries(
      Object.entries<string>(statements).map(([name, text]) => [name, CompiledQuery.raw(write(text))]),
    ) as Record<Name, CompiledQuery>
  const compiled: Record<Engine, Record<Name, CompiledQuery>> = {
    sqlite: compile((text) => text),
    postgres: compile((text) => text.replaceAll('?', '$')),
  }
  return {
    run<Row>(db: Db | Ledger, name: Name, parameters: readonly unknown[]) {
      return db.executeQuery<Row>({ ...(compiled[engineOf(db)][name] as CompiledQuery<Row>), parameters })
    },
    textOf: (engine, name) => compiled[engine][name].sql,
  }
}
