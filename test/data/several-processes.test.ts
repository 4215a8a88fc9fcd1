import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase, type Place } from '../../src/data/database.ts'
import { loadGeneration } from '../../src/data/generations.ts'
import { engines, openTestDatabase } from '../support/database.ts'

const run = promisify(execFile)
const count = 5
const changes = 20

const program = `
  import { openDatabase } from './src/data/database.ts'
  import { beginGeneration } from './src/data/generations.ts'
  import { loadSigningKeys } from './src/data/signing-keys.ts'
  const [place, startAt] = [JSON.parse(process.argv[1]), Number(process.argv[2])]
  while (Date.now() < startAt) {}
  const { db, close } = await openDatabase(place)
  const keys = await loadSigningKeys(db, { id: 'key-' + process.pid, secret: 'of ' + process.pid }, new Date())
  for (let i = 0; i < ${changes}; i++) await db.transaction().execute(beginGeneration)
  await close()
  console.log(JSON.stringify(keys))
`

test.each(engines)(
  'processes that start at once where nothing is yet migrate it once, agree on one key and lose no change, on %s',
  async (engine) => {
    const { place, remove } = await emptyPlace(engine)
    const startAt = Date.now() + 700 // by then all of them have loaded, so that they meet
    const args = ['--input-type=module', '-e', program, JSON.stringify(place), String(startAt)]
    const outputs = await Promise.all(Array.from({ length: count }, () => run(process.execPath, args)))
    const keys = new Set(outputs.map(({ stdout }) => stdout.trim()))
    expect([...keys]).toEqual([expect.stringMatching(/^\[\{"id":"key-\d+","secret":"of \d+"\}\]$/)])
    const { db, close } = await openDatabase(place)
    expect(await loadGeneration(db)).toBe(count * changes)
    await close()
    await remove()
  },
)

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
