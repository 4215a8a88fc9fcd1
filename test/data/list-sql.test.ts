import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findExcerpt } from '../../src/data/excerpts.ts'
import { loadGeneration } from '../../src/data/generations.ts'
import { findLead, listLeadsBetween, listLeadsOfSource, listLeadsOfTopic, listNewestLeads } from '../../src/data/leads.ts'
import type { Db } from '../../src/data/schema.ts'
import { listExcerptHits, listLeadHits } from '../../src/data/search.ts'
import { deskPermit } from '../../src/domain/access.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { manyPicks } from '../support/pick-texts.ts'
import { publish } from './fill.ts'

const now = new Date('2026-11-10T12:00:00Z')
const part = { now, limit: 20, before: '2024-01-01' }

/** What a page asks for, by the function that asks. */
const hot: Record<string, (db: Db) => Promise<unknown>> = {
  loadGeneration,
  findLead: (db) => findLead(db, 'letter-1-from-the-lighthouse', now),
  findExcerpt: (db) => findExcerpt(db, deskPermit(1)),
  listNewestLeads: (db) => listNewestLeads(db, part),
  listLeadsBetween: (db) => listLeadsBetween(db, { now, limit: 20, first: '2022-01-01', last: '2022-01-31' }),
  listLeadsOfTopic: (db) => listLeadsOfTopic(db, 1, part),
  listLeadsOfSource: (db) => listLeadsOfSource(db, 1, part),
  listLeadHits: (db) => listLeadHits(db, { words: ['letter', 'one'], limit: 20 }),
  listExcerptHits: (db) => listExcerptHits(db, { words: ['lamp'], limit: 20 }, ['open', 'metered']),
}

describe.each(engines)('the SQL of the lists, on %s', (engine) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase(engine)
    await publish(database.db, now, manyPicks(60))
  })
  afterAll(() => database.drop())

  test('is the SQL that was reviewed', async () => {
    const statements: string[] = []
    for (const [name, ask] of Object.entries(hot)) {
      const asked = await queriesOf(database.db, ask)
      statements.push(`-- ${name}`, ...asked.map(({ sql }) => `${sql};`), '')
    }
    await expect(statements.join('\n')).toMatchFileSnapshot(`./list-sql/${engine}.sql`)
  })
})

test('no list reads more of the archive than it shows: each one follows an index, on SQLite', async () => {
  const database = await openTestDatabase('sqlite')
  await publish(database.db, now, manyPicks(2_000))
  const { db } = database
  for (const [name, ask] of Object.entries(hot)) {
    for (const { sql, parameters } of await queriesOf(db, ask)) {
      const { rows } = await db.executeQuery<{ detail: string }>({
        ...CompiledQuery.raw(`explain query plan ${sql}`),
        parameters,
      })
      const plan = rows.map((row) => row.detail).join('\n')
      expect(plan, name).not.toMatch(/SCAN (?!(lead|headline|excerpt|open_excerpt)_search VIRTUAL)\w+($|\n| (?!USING))/)
      // What is sorted is only what a page shows.
      if (!/order by "pick_topic"."position"|in \(select "pick_topic"|"rowid" in/.test(sql))
        expect(plan, name).not.toContain('TEMP B-TREE')
    }
  }
  await database.drop()
})

/** The statements that `ask` sends, with what is filled into them. */
async function queriesOf(db: Db, ask: (db: Db) => Promise<unknown>): Promise<CompiledQuery[]> {
  const queries: CompiledQuery[] = []
  const watch: KyselyPlugin = {
    transformQuery: ({ node }) => {
      queries.push(db.getExecutor().compileQuery(node as RootOperationNode, createQueryId()))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await ask(db.withPlugin(watch))
  return queries
}
