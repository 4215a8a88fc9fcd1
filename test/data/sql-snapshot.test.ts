import { expect, test } from 'vitest'
import { giftStatement, giftStatements } from '../../src/data/gift-openings.ts'
import { readingStatement, readingStatements } from '../../src/data/readings.ts'
import { sessionStatement, sessionStatements } from '../../src/data/sessions.ts'
import { engines } from '../support/database.ts'

const names = Object.keys(readingStatements) as (keyof typeof readingStatements)[]

test.each(engines)('the SQL that the ledger is asked on %s is the SQL that was reviewed', (engine) => {
  const statements = names.map((name) => `-- ${name}\n${readingStatement(engine, name)};\n`)
  return expect(statements.join('\n')).toMatchFileSnapshot(`./sql-snapshot/${engine}.sql`)
})

test.each(engines)('the SQL that a session is found with on %s is the SQL that was reviewed', (engine) => {
  const names = Object.keys(sessionStatements) as (keyof typeof sessionStatements)[]
  const statements = names.map((name) => `-- ${name}\n${sessionStatement(engine, name)};\n`)
  return expect(statements.join('\n')).toMatchFileSnapshot(`./sql-snapshot/sessions-${engine}.sql`)
})

test.each(engines)('the SQL that a gift is opened with on %s is the SQL that was reviewed', (engine) => {
  const names = Object.keys(giftStatements) as (keyof typeof giftStatements)[]
  const statements = names.map((name) => `-- ${name}\n${giftStatement(engine, name)};\n`)
  return expect(statements.join('\n')).toMatchFileSnapshot(`./sql-snapshot/gifts-${engine}.sql`)
})
