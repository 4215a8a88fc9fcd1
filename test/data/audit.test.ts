import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDesk } from '../../src/cli/desk-checks.ts'
import { appendAudit, findBrokenEntry, listAudit, loadAuditHead } from '../../src/data/audit.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { secrets } from '../support/secrets.ts'

const { hash } = secrets
const at = new Date('2026-11-10T12:00:00Z')

describe.each(engines)('the audit log, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())
  const write = (subject: string, detail: Record<string, unknown> = {}) =>
    database.db.transaction().execute((trx) => appendAudit(trx, { at, who: 'console', what: 'test', subject, detail }, hash))
  const broken = () => findBrokenEntry(database.db, hash)
  const writeMany = async (count: number) => {
    for (let number = 1; number <= count; number += 1) await write(`pick ${number}`)
  }

  test('is one chain however many write at once, and whole when nobody has touched it [DK-17]', async () => {
    expect(await broken()).toBeNull()
    await Promise.all(Array.from({ length: 20 }, (_, number) => write(`pick ${number}`)))
    const entries = (await listAudit(database.db, { before: null, limit: 100 })).toReversed()
    expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    for (const [index, { previous }] of entries.entries()) expect(previous).toBe(entries[index - 1]?.hash ?? '')
    expect(await broken()).toBeNull()
  })

  test('shows which entry was changed, taken out, put in or cut off [DK-17]', async () => {
    const { db } = database
    await writeMany(5)
    const kept = await db.selectFrom('audit').selectAll().orderBy('id').execute()
    const restore = async () => {
      await db.deleteFrom('audit').execute()
      await db.insertInto('audit').values(kept).execute()
      expect(await broken()).toBeNull()
    }
    for (const change of [{ who: 'member 9' }, { at: '2026-11-10T12:00:01.000Z' }, { detail: '{"a":1}' }, { previous: '' }]) {
      await db.updateTable('audit').set(change).where('id', '=', 3).execute()
      expect(await broken(), JSON.stringify(change)).toBe(3)
      await restore()
    }
    await db.deleteFrom('audit').where('id', '=', 3).execute()
    expect(await broken()).toBe(3)
    await restore()
    await db.deleteFrom('audit').where('id', '=', 5).execute()
    expect(await broken()).toBe(5)
    await restore()
    const { number, hash: head } = await loadAuditHead(db)
    await db
      .insertInto('audit')
      .values({ ...kept[4], id: number + 1, previous: head, hash: 'made up' } as never)
      .execute()
    expect(await broken()).toBe(6)
    expect((await checkDesk(database)).find(({ kind }) => kind === 'problem')?.text).toContain('entry 6')
  })

  test('keeps nothing of what is rolled back, and goes on with the next number [DK-17]', async () => {
    await write('one')
    const failing = database.db.transaction().execute(async (trx) => {
      await appendAudit(trx, { at, who: 'console', what: 'test', subject: 'lost', detail: {} }, hash)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await write('two')
    expect((await listAudit(database.db, { before: null, limit: 9 })).map(({ id, subject }) => [id, subject])).toEqual([
      [2, 'two'],
      [1, 'one'],
    ])
  })

  test('line ends and screen codes in what is written down stay inside its text [DK-17]', async () => {
    const evil = 'a\r\nmember 1 removeStaff\u001b[2K"},{"id":9'
    await write('pick 1', { evil })
    const [entry] = await listAudit(database.db, { before: null, limit: 1 })
    expect(JSON.parse(entry?.detail ?? '')).toEqual({ evil })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(entry?.detail).not.toMatch(/[\u0000-\u001f]/)
    expect(await broken()).toBeNull()
  })
})
