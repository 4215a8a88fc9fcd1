import { readdirSync } from 'node:fs'
import { Agent } from 'node:http'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import { publish } from '../data/fill.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { manyPicks } from '../support/pick-texts.ts'
import { type Acknowledged, ask, leftIn, randomFrom, readAsVisitors } from './readers.ts'
import { ensureProgram, kill, makeFolder, runTessera, type Served, serve } from './tessera.ts'

const now = new Date('2026-11-10T12:00:00Z')
const slugs = manyPicks(12).map((_, index) => `letter-${index + 1}-from-the-lighthouse`)

beforeAll(ensureProgram)

test('a server that is asked to stop finishes what is under way, takes nothing new and ends with 0', async () => {
  const database = await openTestDatabase('postgres')
  await publish(database.db, now, manyPicks(3))
  const url = 'url' in database.place ? database.place.url : ''
  const served = await serve([], { env: { DATABASE_URL: url } })
  const agent = new Agent({ keepAlive: true })
  const page = (index: number, cookie: string | null) => ask(agent, `${served.url}/picks/${slugs[index]}`, cookie)
  const { cookie } = await page(0, null)

  // The ledger is held for a moment, so that a reading is under way when the signal comes.
  const underWay = await database.db.transaction().execute(async (trx) => {
    await sql`lock table reading in access exclusive mode`.execute(trx)
    const answer = page(1, cookie)
    await expect.poll(() => waitingFor(database), { timeout: 5_000, interval: 5 }).toBeGreaterThan(0)
    served.child.kill('SIGTERM')
    await expect.poll(() => isTaking(served), { timeout: 5_000, interval: 5 }).toBe(false)
    return { answer }
  })
  const answer = await underWay.answer
  expect(answer.status).toBe(200)
  expect(answer.body).toContain('</html>')
  const stopping = performance.now()
  const { code, err } = await served.finished
  expect(performance.now() - stopping, 'a kept connection holds nothing up').toBeLessThan(5_000)
  expect({ code, err: err.replace(/.*the ledger does not answer.*\n/, '') }).toEqual({ code: 0, err: '' })
  const rows = await database.ledger.selectFrom('reading').select('nth').execute()
  expect(rows.length).toBeGreaterThanOrEqual(leftIn(answer.body) === null ? 0 : 2)
  agent.destroy()
  await database.drop()
})

test('readers who are in full flow when it stops lose no reading they were told of, and half a page reaches nobody', async () => {
  const { folder, remove } = makeFolder()
  const database = await openDatabase({ folder })
  await publish(database.db, now, manyPicks(12))
  await database.close()
  await runTessera(['settings', 'set', 'newVisitorsPerHour', '0', '--data', folder]).finished
  const readings: Acknowledged[] = []
  let served = await serve(['--data', folder])
  let isOver = false
  const visits = { slugs, allowance: 3, onAcknowledged: (reading: Acknowledged) => readings.push(reading), until: () => isOver }
  const site = { url: async () => served.url }
  const readers = [1, 2, 3, 4].map((seed) => readAsVisitors(site, { ...visits, random: randomFrom(seed) }))
  for (const wanted of [30, 60, 90]) {
    await expect.poll(() => readings.length, { timeout: 15_000, interval: 5 }).toBeGreaterThan(wanted)
    served.child.kill('SIGTERM')
    const asked = performance.now()
    expect(await served.finished).toMatchObject({ code: 0, err: '' })
    expect(performance.now() - asked).toBeLessThan(5_000)
    served = await serve(['--data', folder])
  }
  isOver = true
  await Promise.all(readers)
  await kill(served)
  const { ledger, close } = await openDatabase({ folder })
  const rows = await ledger.selectFrom('reading').select(['reader', 'nth']).execute()
  const kept = new Set(rows.map(({ reader, nth }) => `${reader} ${nth}`))
  const counted = readings.filter(({ left }) => left < 2) // a first reading may still be in its cookie
  expect(counted.filter(({ visitor, left }) => !kept.has(`v:${visitor} ${3 - left}`))).toEqual([])
  await close()
  remove()
})

test('a signal that comes twice, as npm passes it on, ends it in order all the same', async () => {
  const { folder, remove } = makeFolder()
  const served = await serve(['--data', folder])
  served.child.kill('SIGINT')
  served.child.kill('SIGINT')
  served.child.kill('SIGTERM')
  expect(await served.finished).toMatchObject({ code: 0, err: '' })
  // A database that was closed in order leaves no log behind.
  expect(readdirSync(folder).filter((name) => name.includes('-'))).toEqual([])
  remove()
})

/** How many sessions wait for a lock in this database. */
async function waitingFor({ db }: TestDatabase): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return Number(rows[0]?.count)
}

async function isTaking({ url }: Served): Promise<boolean> {
  const agent = new Agent()
  return ask(agent, `${url}/health`, null).then(
    () => true,
    () => false,
  )
}
