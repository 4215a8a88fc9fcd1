import { createHash, randomBytes } from 'node:crypto'
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { type Database, openDatabase, type Place } from '../src/data/database.ts'
import { insertPick, publishPick } from '../src/data/picks.ts'
import type { Trx } from '../src/data/schema.ts'
import { saveSource } from '../src/data/sources.ts'
import { saveTopic } from '../src/data/topics.ts'
import { englishStyle } from '../src/domain/house-style.ts'
import { printPick } from '../src/domain/pick-text.ts'
import { slugOf } from '../src/domain/slug.ts'
import { changeMagazine } from '../src/flows/change-magazine.ts'
import { say } from './say.ts'
import { inventPick } from './text.ts'
import { signingKey } from './visitors.ts'

/** How much there is in a magazine. */
export type Size = { picks: number; readings: number }

const here = fileURLToPath(new URL('.', import.meta.url))
const cache = join(here, '../node_modules/.cache/bench')
const data = join(here, '../src/data')
const newestDay = '2026-09-30'

/** A folder with a magazine of this size, in a copy of its own, since measuring writes into it. Made once and kept for the next run. */
export async function magazineFolder({ picks, readings }: Size): Promise<{ folder: string; remove: () => void }> {
  const kept = join(cache, fingerprint())
  dropOthers(kept)
  const magazine = await keptFile(kept, `${picks}-picks`, (folder) => fill({ folder }, { picks, readings: 0 }), 'magazine.db')
  const ledger = await keptFile(kept, `${readings}-readings`, (folder) => fill({ folder }, { picks: 0, readings }), 'ledger.db')
  const folder = mkdtempSync(join(kept, 'run-'))
  copyFileSync(magazine, join(folder, 'magazine.db'), constants.COPYFILE_FICLONE)
  copyFileSync(ledger, join(folder, 'ledger.db'), constants.COPYFILE_FICLONE)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Fills an empty database on either engine. */
export async function fill(place: Place, { picks, readings }: Size): Promise<void> {
  const database = await openDatabase(place)
  if (picks > 0) await fillPicks(database, picks)
  if (readings > 0) await fillReadings(database, readings)
  await database.close()
}

async function keptFile(kept: string, name: string, make: (folder: string) => Promise<void>, file: string): Promise<string> {
  const folder = join(kept, name)
  if (!existsSync(folder)) {
    const fresh = `${folder}-${process.pid}`
    mkdirSync(fresh, { recursive: true })
    await make(fresh)
    renameSync(fresh, folder)
  }
  return join(folder, file)
}

async function fillPicks({ db }: Database, count: number) {
  await changeMagazine(db, async (trx) => {
    const savedAt = new Date(`${newestDay}T12:00:00Z`)
    await trx
      .insertInto('signing_key')
      .values({ ...signingKey, created_at: savedAt.toISOString() })
      .execute()
    const known = { sources: new Map<string, number>(), topics: new Map<string, number>() }
    for (let number = 0; number < count; number++) {
      await fillPick(trx, { number, count, savedAt, known })
      if (number % 5_000 === 4_999) say(`  ${number + 1} of ${count} picks made`)
    }
    return { changed: true, result: null }
  })
}

type Known = { sources: Map<string, number>; topics: Map<string, number> }

async function fillPick(
  trx: Trx,
  { number, count, savedAt, known }: { number: number; count: number; savedAt: Date; known: Known },
) {
  const pick = inventPick(number, count, newestDay)
  const idOf = async (ids: Map<string, number>, name: string, save: typeof saveTopic) => {
    const id = ids.get(name) ?? (await save(trx, name, async () => slugOf(name)))
    ids.set(name, id)
    return id
  }
  const topicIds: number[] = []
  for (const topic of pick.topics) topicIds.push(await idOf(known.topics, topic, saveTopic))
  const sourceId = await idOf(known.sources, pick.source.name, saveSource)
  const text = printPick(pick, englishStyle)
  const id = await insertPick(trx, { pick, slug: pick.slug ?? '', sourceId, topicIds, text, savedAt, savedBy: 'bench' })
  await publishPick(trx, id, savedAt)
}

/** Three readings each of visitors with random ids, so that the rows lie as far apart as real ones. */
async function fillReadings({ engine, ledger }: Database, count: number) {
  if (engine === 'sqlite') for (const pragma of fasterOnce) await sql.raw(pragma).execute(ledger)
  const perStep = 300
  for (let done = 0; done < count; done += perStep) {
    const rows = Array.from({ length: Math.min(perStep, count - done) }, (_, index) => ({ index, visitor: index % 100 }))
    const visitors = Array.from({ length: 100 }, () => `v:${randomBytes(16).toString('base64url')}`)
    await ledger
      .insertInto('reading')
      .values(rows.map(({ index, visitor }) => readingOf(visitors[visitor] ?? '', Math.floor(index / 100) + 1)))
      .execute()
    if (done % 300_000 === 0 && done > 0) say(`  ${done} of ${count} readings made`)
  }
}

const fasterOnce = ['pragma synchronous = off', 'pragma cache_size = -1000000']

function readingOf(reader: string, nth: number) {
  const period = `${newestDay.slice(0, 8)}01`
  return { reader, period, pick_id: nth * 7, nth, opened_at: `${newestDay}T09:00:00.000Z` }
}

/** Changes with whatever the files depend on, so that none is used that the present program wouldn't have made. */
function fingerprint(): string {
  const files = [
    ...readdirSync(join(data, 'migrations')).map((name) => join(data, 'migrations', name)),
    ...['picks.ts', 'search.ts', 'topics.ts', 'sources.ts'].map((name) => join(data, name)),
    ...['text.ts', 'magazine.ts', 'visitors.ts'].map((name) => join(here, name)),
  ]
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

function dropOthers(kept: string) {
  mkdirSync(kept, { recursive: true })
  for (const name of readdirSync(cache)) {
    if (join(cache, name) !== kept) rmSync(join(cache, name), { recursive: true, force: true })
  }
}
