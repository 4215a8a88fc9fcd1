import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countReading, findStanding } from '../../src/data/readings.ts'
import { Turns } from '../../src/data/turns.ts'
import { openTestDatabase } from '../support/database.ts'

const add = { sql: 'insert into seat (reader, nth) values (?1, ?2) returning nth', writes: true }
const list = { sql: 'select nth from seat where reader = ?1', writes: false }

describe('statements that come in one turn of the event loop', () => {
  let folder = ''
  let own: DatabaseSync
  let other: DatabaseSync
  let turns: Turns
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tessera-turns-'))
    const file = join(folder, 'seats.db')
    own = new DatabaseSync(file, { timeout: 5 })
    own.exec('pragma journal_mode = wal')
    own.exec('create table room (id integer primary key)')
    own.exec('create table seat (reader text, nth integer references room (id) deferrable initially deferred)')
    own.exec('insert into room values (1), (2), (3)')
    other = new DatabaseSync(file, { timeout: 5 })
    turns = new Turns(own)
  })
  afterEach(() => {
    if (own.isOpen) own.close()
    other.close()
    rmSync(folder, { recursive: true })
  })
  const kept = () => other.prepare('select count(*) as count from seat').get()?.count

  test('are committed together, and nobody who wrote is answered before', async () => {
    const answers = ['a', 'b', 'c'].map((reader) => turns.run(add, reader, [1]))
    expect([own.isTransaction, kept()]).toEqual([true, 0])
    expect(await Promise.all(answers)).toEqual([[[1]], [[1]], [[1]]])
    expect([own.isTransaction, kept()]).toEqual([false, 3])
  })

  test('are answered at once where they only read, unless it is about what was just written', async () => {
    await turns.run(add, 'a', [1])
    expect(turns.run(list, 'a', [])).toEqual([[1]])
    const written = turns.run(add, 'a', [2])
    expect(turns.run(list, 'b', [])).toEqual([])
    const about = turns.run(list, 'a', [])
    expect(about).toBeInstanceOf(Promise)
    expect([await written, await about]).toEqual([[[2]], [[1], [2]]])
  })

  test('all fail when the commit does, and leave nothing', async () => {
    const answers = [turns.run(add, 'a', [1]), turns.run(add, 'b', [99]), turns.run(list, 'a', [])]
    const settled = await Promise.allSettled(answers)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect([own.isTransaction, kept()]).toEqual([false, 0])
    expect(await turns.run(add, 'c', [3])).toEqual([[3]])
  })

  test('all fail when SQLite gives up the transaction in the middle of it', async () => {
    const before = turns.run(add, 'a', [1])
    own.exec('rollback')
    expect(() => turns.run({ sql: 'insert into seat values (?1, no_such_column())', writes: true }, 'b', [])).toThrow('no such')
    const after = turns.run(add, 'c', [1])
    await expect(before).rejects.toThrow('no transaction is active')
    expect([await after, kept()]).toEqual([[[1]], 1])
  })

  test('give the lock up with the turn, and say so when somebody else has it', async () => {
    turns.run(list, 'a', [])
    other.exec('begin immediate')
    expect(() => turns.run(add, 'a', [1])).toThrow('locked')
    expect(turns.run(list, 'a', [])).toEqual([])
    other.exec('commit')
    expect(await turns.run(add, 'a', [1])).toEqual([[1]])
    other.exec("insert into seat values ('z', 1)")
  })

  test('remember what they found for a reader until anybody writes about that reader', async () => {
    const keptList = { ...list, kept: true }
    const nextTurn = () => new Promise((done) => setImmediate(done))
    await turns.run(add, 'a', [1])
    const first = turns.run(keptList, 'a', [])
    await nextTurn()
    expect(turns.run(keptList, 'a', [])).toBe(first)
    expect(await turns.run(add, 'a', [2])).toEqual([[2]])
    expect(await turns.run(keptList, 'a', [])).toEqual([[1], [2]])
    await nextTurn()
    other.exec("insert into seat values ('a', 3)")
    expect(turns.run(keptList, 'a', [])).toEqual([[1], [2], [3]])
    await nextTurn()
    turns.interrupt()
    own.exec("begin; insert into seat values ('a', 1)")
    expect(turns.run(keptList, 'a', [])).toHaveLength(4)
    own.exec('rollback')
    expect(turns.run(keptList, 'a', [])).toHaveLength(3)
  })

  test('see what others committed since the turn began as soon as they write', async () => {
    expect(turns.run(list, 'a', [])).toEqual([])
    other.exec("insert into seat values ('a', 1)")
    expect(await turns.run(add, 'a', [2])).toEqual([[2]])
    expect(turns.run(list, 'a', [])).toEqual([[1], [2]])
  })

  test('that were waiting when the connection is closed end with it', async () => {
    const answer = turns.run(add, 'a', [1])
    own.close()
    await expect(answer).rejects.toThrow('not open')
  })
})

test('a query of any other kind finds committed what the turn has done so far', async () => {
  const database = await openTestDatabase('sqlite')
  const counting = { period: '2026-11-01', newest: null, pickId: 1, limit: 3, openedAt: new Date('2026-11-02T09:00:00Z') }
  const counted = countReading(database.ledger, { ...counting, reader: 'v:a' })
  const rows = await database.ledger.transaction().execute((trx) => trx.selectFrom('reading').select('reader').execute())
  expect(rows).toEqual([{ reader: 'v:a' }])
  expect(await counted).toEqual({ kind: 'counted', nth: 1 })
  const inside = await database.ledger.transaction().execute(async (trx) => findStanding(trx, 'v:a'))
  expect(inside?.nthOf).toEqual(new Map([[1, 1]]))
  await database.drop()
})

test('what a query of any other kind writes about a reader is known at once', async () => {
  const database = await openTestDatabase('sqlite')
  expect(await findStanding(database.ledger, 'v:a')).toBeNull()
  const row = { reader: 'v:a', period: '2026-11-01', pick_id: 7, nth: 1, opened_at: '2026-11-02T09:00:00Z' }
  await database.ledger.insertInto('reading').values(row).execute()
  expect(await findStanding(database.ledger, 'v:a')).toEqual({ period: '2026-11-01', nthOf: new Map([[7, 1]]) })
  await database.drop()
})

test('what a query of any other kind writes is known, and in the file, however others read while it gets its connection', async () => {
  const database = await openTestDatabase('sqlite')
  const folder = 'folder' in database.place ? database.place.folder : ''
  const file = new DatabaseSync(join(folder, 'ledger.db'), { readOnly: true })
  for (let steps = 0; steps < 20; steps++) {
    const reader = `v:${steps}` as const
    const row = { reader, period: '2026-11-01', pick_id: 7, nth: 1, opened_at: '2026-11-02T09:00:00Z' }
    const written = database.ledger.insertInto('reading').values(row).execute()
    for (let step = 0; step < steps; step++) await null
    await findStanding(database.ledger, reader)
    await written
    expect(file.prepare('select count(*) as count from reading').get()).toEqual({ count: steps + 1 })
    expect(await findStanding(database.ledger, reader)).not.toBeNull()
  }
  file.close()
  await database.drop()
})
