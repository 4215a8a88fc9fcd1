import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import { type Migration, magazineMigrations, migrate, refuseNewer } from '../../src/data/migrate.ts'
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
