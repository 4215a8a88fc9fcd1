import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openDatabase, type Place } from '../../src/data/database.ts'
import { loadGeneration } from '../../src/data/generations.ts'
import { engines, openTestDatabase } from '../support/database.ts'

const run = promisify(execFile)
const count = 5
const rounds = 12

const program = `
  import { openDatabase } from './src/data/database.ts'
  import { beginGeneration } from './src/data/generations.ts'
  import { loadSigningKeys } from './src/data/signing-keys.ts'
  const [place, startAt] = [JSON.parse(process.argv[1]), Number(process.argv[2])]
  while (Date.now() < startAt) {}
  const all = new Set()
  for (let round = 0; round < ${rounds}; round++) {
    const { db, close } = await openDatabase(place)
    all.add(JSON.stringify(await loadSigningKeys(db, { id: 'key-' + process.pid, secret: 'of ' + process.pid }, new Date())))
    await db.transaction().execute(beginGeneration)
    await close()
  }
  console.log([...all].join())
`

test.each(engines)(
  'processes that start at once where nothing is yet migrate it once, agree on one key and lose no change, on %s',
  async (engine) => {
    const { place, remove } = await emptyPlace(engine)
    const startAt = Date.now() + 700 // by then all of them have loaded, so that they meet
    const args = ['--input-type=module', '-e', program, JSON.stringify(place), String(startAt)]
    const outputs = await Promise.all(Array.from({ length: count }, () => run(process.execPath, args)))
    const keys = new Set(outputs.map(({ stdout }) => stdout.trim()))
    expect([...keys]).toEqual([expect.stringMatching(/^\[\{"id":"key-\d+","secret":"of \d+","signsFrom":"[^"]+"\}\]$/)])
    const { db, close } = await openDatabase(place)
    expect(await loadGeneration(db)).toBe(count * rounds)
    await close()
    await remove()
  },
)

const holder = `
  import { DatabaseSync } from 'node:sqlite'
  const [file, statements] = process.argv.slice(1)
  const database = new DatabaseSync(file)
  database.exec(statements)
  console.log('held')
  setTimeout(() => database.close(), 400)
`

/** Another process has the file like that, and lets go of it a moment after this. */
async function hold(file: string, statements: string): Promise<void> {
  const args = ['--input-type=module', '-e', holder, file, statements]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
}

const making = 'begin immediate; create table made (a)'
const holds = {
  'is making it': making,
  'is writing the first thing into it': `pragma journal_mode = wal; ${making}`,
  'is about to let go of it': 'pragma journal_mode = wal; pragma locking_mode = exclusive; begin immediate; rollback',
}

describe.each(Object.entries(holds))('a start that meets another process that %s', (_, statements) => {
  test.each(['magazine.db', 'ledger.db'])('waits for %s, and is not patient with its ledger afterwards', async (file) => {
    const folder = mkdtempSync(join(tmpdir(), 'tessera-test-'))
    await hold(join(folder, file), statements)
    const { db, ledger, close } = await openDatabase({ folder })
    expect(await loadGeneration(db)).toBe(0)
    const { rows } = await sql<{ timeout: number }>`pragma busy_timeout`.execute(ledger)
    expect(rows[0]?.timeout).toBeLessThan(800)
    await close()
    rmSync(folder, { recursive: true, force: true })
  })
})

/** Where nothing has ever been opened. */
async function emptyPlace(engine: (typeof engines)[number]): Promise<{ place: Place; remove: () => Promise<void> }> {
  if (engine === 'sqlite') {
    const parent = mkdtempSync(join(tmpdir(), 'tessera-test-'))
    return { place: { folder: join(parent, 'data') }, remove: async () => rmSync(parent, { recursive: true, force: true }) }
  }
  const near = await openTestDatabase('postgres')
  if (!('url' in near.place)) throw new Error('PostgreSQL has an address')
  const url = new URL(near.place.url)
  url.pathname = `${url.pathname}_empty`
  const name = sql.ref(url.pathname.slice(1))
  await sql`create database ${name}`.execute(near.db)
  const remove = async () => {
    await sql`drop database ${name} with (force)`.execute(near.db)
    await near.drop()
  }
  return { place: { url: url.href }, remove }
}
