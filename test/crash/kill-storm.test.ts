import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Import, importOnAndOn, writePicks } from './imports.ts'
import { type Acknowledged, randomFrom, readAsVisitors } from './readers.ts'
import { ensureProgram, kill, makeFolder, runTessera, type Served, serve } from './tessera.ts'

// Twenty times as many take about four minutes.
const cycles = 8
const answersACycle = 150
const clients = 8
const allowance = 4
const seed = 20_261_110

const folders = [makeFolder(), makeFolder()] as const
const [{ folder: data }, { folder: files }] = folders
beforeAll(ensureProgram)
afterAll(() => {
  for (const { remove } of folders) remove()
})

test('nothing that was answered for is lost, and nothing is half there, however often the server and the imports are killed [RL-01]', async () => {
  const slugs = await fillMagazine()
  const { readings, imports, readyMs } = await storm(slugs)
  const magazine = new DatabaseSync(join(data, 'magazine.db'))
  const ledger = new DatabaseSync(join(data, 'ledger.db'))
  expect(damages(magazine)).toEqual([])
  expect(damages(ledger)).toEqual([])

  const figures = `${readings.length} readings and ${imports.length} imports in ${cycles} cycles, ready after ${readyMs.map(Math.round)} ms`
  expect(readings.length, figures).toBeGreaterThan(cycles * 20)
  expect(new Set(imports.map(({ outcome }) => outcome)), figures).toContain('killed')
  expect(lostReadings(readings, magazine, ledger), figures).toEqual([])
  expect(brokenSeats(ledger), figures).toEqual([])
  expect(wrongImports(imports, magazine), figures).toEqual([])
  expect(halfPicks(magazine), figures).toEqual([])
  // Not each time: the machine may be busy with other things.
  expect(Math.min(...readyMs), figures).toBeLessThan(2_000)
  magazine.close()
  ledger.close()
  const doctor = await runTessera(['doctor', '--data', data]).finished
  expect(doctor.code, doctor.out + doctor.err).toBe(0)
}, 120_000)

async function fillMagazine(): Promise<string[]> {
  const picks = 30
  const file = writePicks(files, { name: 'Reading matter', picks })
  for (const args of [
    ['import', file, '--publish'],
    ['settings', 'set', 'allowance.visitors', String(allowance)],
    ['settings', 'set', 'newVisitorsPerHour', '0'],
  ]) {
    const { code, err } = await runTessera([...args, '--data', data]).finished
    expect(code, err).toBe(0)
  }
  return Array.from({ length: picks }, (_, index) => `reading-matter-${index + 1}`)
}

/** Serves, is read from and imported into, and is killed after so many answers: sometimes again while it starts. */
async function storm(slugs: string[]): Promise<{ readings: Acknowledged[]; imports: Import[]; readyMs: number[] }> {
  const random = randomFrom(seed)
  const readings: Acknowledged[] = []
  let server: Promise<Served> = serve(['--data', data])
  let isOver = false
  const visits = { slugs, allowance, onAcknowledged: (reading: Acknowledged) => readings.push(reading), until: () => isOver }
  const site = { url: async () => (await server).url }
  const everyone = Promise.all([
    importOnAndOn(data, files, randomFrom(seed - 1), () => isOver),
    ...Array.from({ length: clients }, (_, index) => readAsVisitors(site, { ...visits, random: randomFrom(seed + index) })),
  ])
  const readyMs: number[] = []
  const kills = async () => {
    for (let cycle = 1; cycle <= cycles; cycle++) {
      const served = await server
      readyMs.push(served.readyMs)
      const enough = readings.length + Math.ceil(random() * answersACycle)
      await expect.poll(() => readings.length, { timeout: 20_000, interval: 1 }).toBeGreaterThanOrEqual(enough)
      server = kill(served).then(() => restart(random))
    }
  }
  try {
    await Promise.race([kills(), everyone])
  } finally {
    isOver = true
  }
  const [imports] = await everyone
  await kill(await server)
  return { readings, imports, readyMs }
}

async function restart(random: () => number): Promise<Served> {
  if (random() < 0.3) {
    const unlucky = runTessera(['start', '--port', '0', '--empty', '--data', data])
    setTimeout(() => kill(unlucky), random() * 400)
    await unlucky.finished
  }
  return serve(['--data', data])
}

function rows<Row>(database: DatabaseSync, text: string): Row[] {
  return database.prepare(text).all() as Row[]
}

/** What SQLite finds wrong with a file: its pages, its references, its search index. */
function damages(database: DatabaseSync): string[] {
  const found = [...rows<object>(database, 'pragma integrity_check'), ...rows<object>(database, 'pragma foreign_key_check')]
  const tables = rows<{ name: string }>(database, "select name from sqlite_schema where sql like '%using fts5%'")
  for (const { name } of tables) {
    try {
      database.exec(`insert into ${name} (${name}) values ('integrity-check')`)
    } catch (error) {
      found.push({ [name]: String(error) })
    }
  }
  return found.map((row) => Object.values(row).join(' ')).filter((text) => text !== 'ok')
}

/** Readings that a reader was told are counted and that the ledger doesn't hold with that number. */
function lostReadings(readings: Acknowledged[], magazine: DatabaseSync, ledger: DatabaseSync): Acknowledged[] {
  const slugOf = new Map(
    rows<{ id: number; slug: string }>(magazine, 'select id, slug from pick').map(({ id, slug }) => [id, slug]),
  )
  const held = rows<{ reader: string; pick_id: number; nth: number }>(ledger, 'select reader, pick_id, nth from reading')
  const kept = new Set(held.map(({ reader, pick_id, nth }) => `${reader} ${slugOf.get(pick_id)} ${nth}`))
  const perVisitor = Map.groupBy(readings, ({ visitor }) => visitor)
  return readings.filter(({ visitor, slug, left }) => {
    // A first reading stays in the visitor's own cookie until it comes back.
    const isInCookie = perVisitor.get(visitor)?.length === 1
    return !isInCookie && !kept.has(`v:${visitor} ${slug} ${allowance - left}`)
  })
}

/** Readers whose readings aren't numbered from 1 on without a gap, or who have read more than the allowance. */
function brokenSeats(ledger: DatabaseSync): object[] {
  return rows(
    ledger,
    `select reader, period, min(nth), max(nth), count(*) from reading group by reader, period
      having min(nth) <> 1 or max(nth) <> count(*) or count(*) > ${allowance}`,
  )
}

/** Imports of which too much or too little is there. */
function wrongImports(imports: Import[], magazine: DatabaseSync): string[] {
  const titles = rows<{ headline: string }>(magazine, 'select headline from pick where published_at is not null')
  const counts = new Map<string, number>()
  for (const { headline } of titles) {
    const name = headline.replace(/ \d+$/, '')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const isRight = { acknowledged: [1], refused: [0], killed: [0, 1] }
  return imports.flatMap(({ name, picks, outcome }) => {
    const there = counts.get(name) ?? 0
    return isRight[outcome].some((part) => there === part * picks) ? [] : [`${name}: ${outcome}, ${there} of ${picks}`]
  })
}

/** Picks without their excerpt, version, topics or place in the index, and parts of picks that aren't there. */
function halfPicks(magazine: DatabaseSync): object[] {
  const parts = [
    'excerpt where pick_id',
    'version where pick_id',
    'pick_topic where pick_id',
    'lead_search_docsize where id',
    'excerpt_search_docsize where id',
  ]
  const missing = parts
    .map((part) => `select id, slug from pick where not exists (select 1 from ${part} = pick.id)`)
    .join(' union ')
  return [
    ...rows<object>(magazine, missing),
    ...rows<object>(magazine, 'select id from lead_search_docsize where id not in (select id from pick)'),
  ]
}
