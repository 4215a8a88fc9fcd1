import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import { type Migration, magazineMigrations, migrate, refuseNewer } from '../../src/data/migrate.ts'
import { openSqlite } from '../../src/data/node-sqlite.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const statements = (...both: string[]) => ({ sqlite: both, postgres: both })
const boats: Migration = {
  name: '0002-boats',
  ...statements('create table boat (name text primary key)', "insert into boat values ('Gannet')"),
}
const broken: Migration = {
  name: '0003-oars',
  ...statements('create table oar (boat text)', "insert into boat values ('Tern')", 'insert into no_such_table values (1)'),
}

describe.each(engines)('migrations, on %s', (engine) => {
  let database: TestDatabase
  let db: Kysely<unknown>
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    db = database.db as Kysely<unknown>
  })
  afterEach(() => database.drop())

  const names = async (query = sql<{ name: string }>`select name from migration order by name`) =>
    (await query.execute(db)).rows.map((row) => row.name)
  const boatNames = () => names(sql<{ name: string }>`select name from boat order by name`)

  test('each runs once and is written down; what is up to date is left alone', async () => {
    const before = await names()
    expect(await migrate(db, engine, [...magazineMigrations, boats])).toEqual(['0002-boats'])
    expect(await migrate(db, engine, [...magazineMigrations, boats])).toEqual([])
    expect(await names()).toEqual([...before, '0002-boats'].sort())
    expect(await boatNames()).toEqual(['Gannet'])
  })

  test('one that fails leaves nothing behind, keeps those before it, and can be run again once it is mended', async () => {
    await expect(migrate(db, engine, [boats, broken])).rejects.toThrow(/no_such_table/)
    expect(await names()).toContain('0002-boats')
    expect(await names()).not.toContain('0003-oars')
    expect(await boatNames()).toEqual(['Gannet'])
    await expect(sql`select * from oar`.execute(db)).rejects.toThrow(/oar/)
    const mended = { ...broken, ...statements('create table oar (boat text)') }
    expect(await migrate(db, engine, [boats, mended])).toEqual(['0003-oars'])
  })

  test('a database that a newer Tessera has written is refused in a sentence, and nothing of it is changed', async () => {
    await migrate(db, engine, [boats])
    const sentence = 'This data was written by a newer Tessera (0002-boats). Start that version, or restore an older backup.'
    await expect(openDatabase(database.place)).rejects.toThrow(sentence)
    await expect(refuseNewer(db, [magazineMigrations])).rejects.toThrow('a newer Tessera')
    expect(await boatNames()).toEqual(['Gannet'])
  })
})

test('a magazine from before headlines and open excerpts had an index of their own is found by the same words as before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-migrations-'))
  const db = new Kysely<unknown>({ dialect: openSqlite(join(folder, 'magazine.db'), 'full') })
  const before = magazineMigrations.findIndex(({ name }) => name === '0020-search-parts')
  await migrate(db, 'sqlite', magazineMigrations.slice(0, before))
  const run = (query: string) => sql.raw(query).execute(db)
  await run(
    "insert into lead_search (rowid, headline, rest) values (1, 'old ferri', 'x'), (2, 'lamp', 'ferri'), (3, 'gone', 'ferri')",
  )
  await run(
    "insert into excerpt_search (rowid, body, access) values (1, 'tide open', ''), (2, 'tide rope', 'open'), (3, 'tide', 'open')",
  )
  for (const table of ['lead_search', 'excerpt_search']) await run(`delete from ${table} where rowid = 3`)
  await run('delete from lead_search where rowid = 1')
  await run("insert into lead_search (rowid, headline, rest) values (1, 'new ferri', 'x')")
  await migrate(db, 'sqlite', magazineMigrations)
  const found = async (table: string, words: string) =>
    (
      await sql<{ id: number }>`select rowid as id from ${sql.ref(table)} where ${sql.ref(table)} match ${words}`.execute(db)
    ).rows.map(({ id }) => id)
  expect(await found('headline_search', 'ferri')).toEqual([1])
  expect(await found('headline_search', 'new AND ferri')).toEqual([1])
  expect(await found('headline_search', 'old OR gone')).toEqual([])
  expect(await found('lead_search', 'ferri')).toEqual([1, 2])
  expect(await found('excerpt_search', 'tide')).toEqual([1, 2])
  expect(await found('open_excerpt_search', 'tide')).toEqual([2])
  expect(await found('open_excerpt_search', 'rope')).toEqual([2])
  await db.destroy()
  rmSync(folder, { recursive: true })
})
