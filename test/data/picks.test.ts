import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findExcerpt } from '../../src/data/excerpts.ts'
import { listIncompletePicks, loadEngineVersion, takeCensus } from '../../src/data/health.ts'
import { findLead } from '../../src/data/leads.ts'
import { countPicks, eachPickText, isSlugTaken, listPicksLike, publishPick } from '../../src/data/picks.ts'
import { deskPermit } from '../../src/domain/access.ts'
import type { PickText } from '../../src/domain/pick.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { fileOf, manyPicks, pickWith } from '../support/pick-texts.ts'
import { keepAsDrafts, publish } from './fill.ts'

const monday = new Date('2026-11-09T12:00:00Z')
const tuesday = new Date('2026-11-10T12:00:00Z')
const paragraph = (text: string): PickText['excerpt'] => [[{ kind: 'run', text }]]

describe.each(engines)('picks, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const texts = async (publishedOnly = false) => {
    const all: string[] = []
    for await (const text of eachPickText(database.db, { publishedOnly })) all.push(text)
    return all
  }
  const idOf = async (slug: string) =>
    (await database.db.selectFrom('pick').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

  test('a pick keeps every version of its text, the first as it was, and shows the last', async () => {
    const { db } = database
    const said = ['first', 'second', 'third'].map((word) => pickWith({ excerpt: paragraph(`The ${word} word on it.`) }))
    for (const pick of said) await publish(db, monday, [pick])
    const versions = await db.selectFrom('version').select(['number', 'content', 'saved_by']).orderBy('number').execute()
    expect(versions).toEqual(said.map((pick, index) => ({ number: index + 1, content: fileOf(pick), saved_by: 'test' })))
    expect(await texts()).toEqual([fileOf(pickWith({ excerpt: paragraph('The third word on it.') }))])
    const id = await idOf('the-lamp-at-gannet-point')
    expect(await findExcerpt(db, deskPermit(id))).toEqual({ excerpt: paragraph('The third word on it.'), runMap: null })
    expect(await countPicks(db)).toBe(1)
  })

  test('an update replaces the parts and keeps address, publication and day of making', async () => {
    const { db } = database
    await publish(db, monday, [pickWith({ topics: ['Lights', 'The sea'] })])
    const columns = ['slug', 'created_at', 'updated_at', 'published_at'] as const
    const before = await db.selectFrom('pick').select(columns).executeTakeFirstOrThrow()
    await publish(db, tuesday, [pickWith({ topics: ['The sea', 'Keepers'], source: { name: 'Pilot’s Log', url: null } })])
    const after = await db.selectFrom('pick').select(columns).executeTakeFirstOrThrow()
    expect(after).toEqual({ ...before, updated_at: tuesday.toISOString() })
    const lead = await findLead(db, 'the-lamp-at-gannet-point', tuesday)
    expect(lead?.topics.map(({ name }) => name)).toEqual(['The sea', 'Keepers'])
    expect(lead?.source.name).toBe('Pilot’s Log')
  })

  test('a draft is published once: a second time doesn’t move the moment', async () => {
    const { db } = database
    await keepAsDrafts(db, monday, [pickWith()])
    const id = await idOf('the-lamp-at-gannet-point')
    const publishAt = (at: Date) => db.transaction().execute((trx) => publishPick(trx, id, at))
    await publishAt(monday)
    await publishAt(tuesday)
    const row = await db.selectFrom('pick').select('published_at').executeTakeFirstOrThrow()
    expect(row.published_at).toBe(monday.toISOString())
  })

  test('import compares with the picks of that headline and day, and with the one of that address', async () => {
    const { db } = database
    await publish(db, monday, [pickWith(), pickWith({ slug: 'another-lamp' }), pickWith({ headline: 'Elsewhere' })])
    const like = (pick: PickText) => db.transaction().execute((trx) => listPicksLike(trx, pick))
    expect((await like(pickWith())).map(({ slug }) => slug)).toEqual(['the-lamp-at-gannet-point', 'another-lamp'])
    expect(await like(pickWith({ date: '2026-10-03' }))).toEqual([])
    expect(await like(pickWith({ headline: 'Elsewhere', slug: 'another-lamp' }))).toMatchObject([
      { slug: 'another-lamp', isPublished: true },
      { slug: 'elsewhere', text: fileOf(pickWith({ headline: 'Elsewhere' })) },
    ])
    expect(await db.transaction().execute((trx) => isSlugTaken(trx, 'elsewhere'))).toBe(true)
    expect(await db.transaction().execute((trx) => isSlugTaken(trx, 'nowhere'))).toBe(false)
  })

  test('every text is given once, by day, also when there are more than are asked for at a time', async () => {
    const { db } = database
    const picks = manyPicks(230).map((pick, index) => ({ ...pick, date: `2026-0${(index % 7) + 1}-01` }))
    await publish(db, monday, picks)
    await keepAsDrafts(db, monday, [pickWith({ headline: 'A Draft', date: '2026-04-01' })])
    const all = await texts()
    expect(all).toHaveLength(231)
    expect(new Set(all).size).toBe(231)
    expect(await texts(true)).toHaveLength(230)
    const days = all.map((text) => Date.parse(text.split('\n\n')[1] ?? ''))
    expect(days).toEqual(days.toSorted((a, b) => a - b))
  })

  test('a census counts everything once, drafts apart', async () => {
    await publish(database.db, monday, manyPicks(3))
    await keepAsDrafts(database.db, monday, [pickWith()])
    expect(await takeCensus(database, tuesday)).toEqual({ published: 3, drafts: 1, topics: 5, sources: 4, readings: 0 })
    expect(await loadEngineVersion(database)).toMatch(engine === 'sqlite' ? /^SQLite 3\.\d+\.\d+$/ : /^PostgreSQL \d+\.\d+$/)
    expect(await listIncompletePicks(database)).toEqual([])
  })
})
