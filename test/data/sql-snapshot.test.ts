import { expect, test } from 'vitest'
import { readingStatement, readingStatements } from '../../src/data/readings.ts'
import { engines } from '../support/database.ts'

const names = Object.keys(readingStatements) as (keyof typeof readingStatements)[]

test.each(engines)('the SQL that the ledger is asked on %s is the SQL that was reviewed', (engine) => {
  const statements = names.map((name) => `-- ${name}\n${readingStatement(engine, name)};\n`)
  return expect(statements.join('\n')).toMatchFileSnapshot(`./sql-snapshot/${engine}.sql`)
})
