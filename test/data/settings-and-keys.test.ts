import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/data/database.ts'
import { beginGeneration, loadGeneration } from '../../src/data/generations.ts'
import { deleteSetting, listSettings, saveSetting } from '../../src/data/settings.ts'
import { loadSigningKeys } from '../../src/data/signing-keys.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const now = new Date('2026-11-10T12:00:00Z')
const fresh = (id: string) => ({ id, secret: `secret-of-${id}` })

describe.each(engines)('settings, generations and keys, on %s', (engine) => {
  let database: TestDatabase
  let other: Database
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    other = await openDatabase(database.place)
  })
  afterEach(async () => {
    await other.close()
    await database.drop()
  })

  test('a setting holds what was saved last, whatever text that is, until it is left to its default', async () => {
    const { db } = database
    expect(await listSettings(db)).toEqual({})
    const awkward = 'It’s 100 % "theirs"; drop table setting; -- \\ 🦊\nשלום'
    await db.transaction().execute(async (trx) => {
      await saveSetting(trx, 'name', 'The Pier')
      await saveSetting(trx, 'name', awkward)
      await saveSetting(trx, 'imprint', '')
    })
    expect(await listSettings(other.db)).toEqual({ name: awkward, imprint: '' })
    await db.transaction().execute((trx) => deleteSetting(trx, 'name'))
    expect(await listSettings(other.db)).toEqual({ imprint: '' })
  })

  test('each change begins a generation that every process sees; one that is rolled back begins none', async () => {
    const before = await loadGeneration(database.db)
    const begin = ({ db }: Database) => db.transaction().execute(beginGeneration)
    await begin(database)
    await begin(other)
    expect(await loadGeneration(database.db)).toBe(before + 2)
    expect(await loadGeneration(other.db)).toBe(before + 2)
    const undone = database.db.transaction().execute(async (trx) => {
      await beginGeneration(trx)
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    expect(await loadGeneration(other.db)).toBe(before + 2)
  })

  test('the first key is kept for ever and is everybody’s', async () => {
    expect(await loadSigningKeys(database.db, fresh('first'), now)).toMatchObject([fresh('first')])
    expect(await loadSigningKeys(other.db, fresh('second'), now)).toMatchObject([fresh('first')])
    expect(await loadSigningKeys(database.db, fresh('third'), now)).toMatchObject([fresh('first')])
  })

  test('of several keys the newest signs', async () => {
    for (const [id, year] of [
      ['old', 2024],
      ['new', 2026],
      ['middle', 2025],
    ] as const) {
      const made = { ...fresh(id), created_at: new Date(Date.UTC(year, 0)).toISOString() }
      await database.db.insertInto('signing_key').values(made).execute()
    }
    const keys = await loadSigningKeys(database.db, fresh('fresh'), now)
    expect(keys.map(({ id }) => id)).toEqual(['new', 'middle', 'old'])
  })

  test('a process can start while another is in the middle of a long import', async () => {
    await loadSigningKeys(database.db, fresh('first'), now)
    await database.db.transaction().execute(async (trx) => {
      await beginGeneration(trx)
      const started = performance.now()
      const third = await openDatabase(database.place)
      expect(await loadSigningKeys(third.db, fresh('second'), now)).toMatchObject([fresh('first')])
      expect(performance.now() - started).toBeLessThan(4_000)
      await third.close()
    })
  })
})
