import { writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Place } from '../../src/data/database.ts'
import { loadGeneration } from '../../src/data/generations.ts'
import { hasSearchLeftovers, listDamages, listIncompletePicks, takeCensus } from '../../src/data/health.ts'
import { recordFirstReading } from '../../src/data/readings.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { envOf, runCli } from '../support/cli.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { fileOf, manyPicks } from '../support/pick-texts.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'
import { writePicks } from './imports.ts'
import { ask, leftIn } from './readers.ts'
import { ensureProgram, kill, makeFolder, runTessera, serve } from './tessera.ts'

const now = new Date('2026-11-10T12:00:00Z')
const roomy = 1_000_000
const picks = manyPicks(40)
const { folder, remove } = makeFolder()
const file = join(folder, 'picks.txt')
writeFileSync(file, fileOf(...picks))
afterAll(remove)

/** Lets a database file grow by so many pages and no further: SQLite then says that the disk is full, exactly as when it is. */
async function leaveRoom(connection: object, pages: number): Promise<void> {
  const db = connection as Kysely<unknown>
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + pages)}`.execute(db)
}

describe('when the disk is full', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase('sqlite')
  })
  afterEach(() => database.drop())

  const state = async () => ({
    census: await takeCensus(database, now),
    generation: await loadGeneration(database.db),
    damages: await listDamages(database),
    incomplete: await listIncompletePicks(database),
    leftovers: await hasSearchLeftovers(database),
  })
  const openWithRoom = (pages: number) => async (place: Place) => {
    const opened = await openDatabase(place)
    await leaveRoom(opened.db, pages)
    return opened
  }

  test('an import says so and leaves nothing behind, wherever in it the room ends, and works once there is room [RL-04]', async () => {
    const before = await state()
    const run = (pages: number) => runCli(['import', file, '--publish'], { env: envOf(database), open: openWithRoom(pages) })
    let refused = 0
    for (let pages = 0; ; pages += 1) {
      const { code, out, err } = await run(pages)
      if (code === 0) break
      refused += 1
      expect({ out, err }).toEqual({
        out: '',
        err: `${file}: nothing was imported. The disk is full. Make room and try again; what was under way has been undone.\n`,
      })
      expect(await state(), `room for ${pages} pages`).toEqual(before)
    }
    expect(refused).toBeGreaterThan(5)
    expect(await state()).toMatchObject({ census: { published: 40 }, damages: [], incomplete: [], leftovers: false })
  })

  test('a process that met it goes on reading, and writes again as soon as there is room [RL-04]', async () => {
    const { db } = database
    const deps = { db, now, style: englishStyle }
    await importPicks(deps, { picks: picks.slice(0, 5), publish: true, by: 'test' })
    const before = await state()
    await leaveRoom(db, 3)
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(importPicks(deps, { picks, publish: true, by: 'test' })).rejects.toThrow(/full/)
      expect(await state()).toEqual(before)
    }
    await leaveRoom(db, roomy)
    expect(await importPicks(deps, { picks, publish: true, by: 'test' })).toMatchObject({ ok: true, created: 35, unchanged: 5 })
    expect(await state()).toMatchObject({ census: { published: 40 }, damages: [], incomplete: [] })
  })
})

describe('when the ledger’s disk is full', () => {
  let site: TestSite
  beforeEach(async () => {
    const texts = ['One', 'Two', 'Three', 'Four'].map((headline) => pickText({ headline, secret: `canary-${headline}` }))
    site = await openTestSite({
      picks: [...texts, pickText({ headline: 'Open', secret: 'canary-Open', access: 'open' })].join('\n'),
    })
  })
  afterEach(() => site.drop())

  test('readers get the lead and no error, keep what they have read, and are counted again once there is room [RL-04]', async () => {
    const { ledger } = site.database
    const browser = site.browser()
    await browser.get('/picks/one')
    await browser.get('/picks/two')
    await leaveRoom(ledger, 0)
    let readers = 0
    const fill = () =>
      recordFirstReading(ledger, { reader: `v:filler-${readers++}`, period: '2026-11-01', pickId: 1, openedAt: now })
    await expect(
      (async () => {
        for (;;) await fill()
      })(),
    ).rejects.toThrow(/full/)

    for (let attempt = 0; attempt < 2; attempt++) {
      const three = await browser.get('/picks/three')
      const body = await three.text()
      expect(three.status).toBe(200)
      expect(body).toContain('What the editors have to say about three.')
      expect(body).not.toContain('canary-Three')
    }
    expect(leftIn(await browser.text('/picks/two'))).toBe(1)
    expect(await browser.text('/picks/open')).toContain('canary-Open')
    expect(await site.browser().text('/picks/four')).toContain('canary-Four') // a first reading needs no ledger
    expect((await browser.get('/reading')).status).toBe(200)
    expect(site.logged.join()).toContain('the ledger does not answer')

    await leaveRoom(ledger, roomy)
    expect(leftIn(await browser.text('/picks/three'))).toBe(0)
    expect(leftIn(await browser.text('/picks/four'))).toBeNull()
  })
})

describe('when the system refuses to write', () => {
  const { folder: data, remove: removeData } = makeFolder()
  const importing = (name: string, limits?: string) =>
    runTessera(['import', join(folder, name), '--publish', '--data', data], limits === undefined ? {} : { limits }).finished
  beforeAll(async () => {
    ensureProgram()
    writePicks(folder, { name: 'Few', picks: 12 })
    writePicks(folder, { name: 'Many', picks: 150 })
    expect(await importing('Few.txt')).toMatchObject({ code: 0 })
  })
  afterAll(removeData)

  // A file may not grow beyond the limit (blocks of 512 bytes): each further write fails, as on a disk that breaks.
  test('an import is refused in a sentence, leaves nothing behind, and works when it is repeated [RL-04] [RL-05]', async () => {
    for (const blocks of [80, 200, 400]) {
      const { code, out, err } = await importing('Many.txt', `ulimit -f ${blocks}`)
      expect({ code, out }, err).toEqual({ code: 1, out: '' })
      const said = err.replace(/^(compared|imported) .*\n/gm, '') // how far it had come, where that took a second
      expect(said).toBe(
        `${join(folder, 'Many.txt')}: nothing was imported. The disk failed to read or write the database. Check the disk, then run \`tessera doctor\`.\n`,
      )
    }
    expect(await importing('Many.txt')).toMatchObject({
      code: 0,
      out: expect.stringContaining('150 picks imported and published'),
    })
    expect(await runTessera(['doctor', '--data', data]).finished).toMatchObject({ code: 0 })
  })

  test('a first start that finds no room says so, and the next one finds nothing half made [RL-04] [RL-05]', async () => {
    const { folder: fresh, remove: removeFresh } = makeFolder()
    for (const blocks of [4, 40, 90]) {
      const limits = `ulimit -f ${blocks}`
      const { code, err } = await runTessera(['start', '--port', '0', '--empty', '--data', fresh], { limits }).finished
      expect(code, err).toBe(1)
      expect(err, `${blocks} blocks`).toMatch(/^The disk (failed to read or write the database|is full)[^\n]*\n$/)
    }
    const served = await serve(['--data', fresh])
    expect((await kill(served)).err).toBe('')
    expect(await runTessera(['doctor', '--data', fresh]).finished).toMatchObject({ code: 0 })
    removeFresh()
  })

  test('a server whose ledger can’t grow shows leads instead of errors, and loses nothing it counted [RL-05]', async () => {
    const limited = await serve(['--data', data], { limits: 'ulimit -f 250' })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    let counted = 0
    let cookie: string | null = null
    let left: number | null = 0
    for (let index = 0; left !== null || index % 3 === 0; index++) {
      if (index % 3 === 0) cookie = null
      const answer = await ask(agent, `${limited.url}/picks/few-${(index % 12) + 1}`, cookie)
      expect(answer.status).toBe(200)
      cookie = answer.cookie ?? cookie
      left = leftIn(answer.body)
      if (left !== null && index % 3 > 0) counted += 1
      expect(index).toBeLessThan(600)
    }
    expect(counted).toBeGreaterThan(5)
    expect((await ask(agent, `${limited.url}/`, null)).status).toBe(200)
    await kill(limited)
    const again = await serve(['--data', data])
    expect(leftIn((await ask(agent, `${again.url}/picks/few-1`, cookie)).body)).not.toBeNull()
    agent.destroy()
    await kill(again)
    const opened = await openDatabase({ folder: data })
    const rows = await opened.ledger.selectFrom('reading').select('nth').where('nth', '>', 1).execute()
    expect(rows.length).toBeGreaterThanOrEqual(counted)
    expect(await listDamages(opened)).toEqual([])
    await opened.close()
  })
})
