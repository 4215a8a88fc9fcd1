import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadGeneration } from '../../src/data/generations.ts'
import { findLead } from '../../src/data/leads.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import type { PickText } from '../../src/domain/pick.ts'
import { parsePicks } from '../../src/domain/pick-text.ts'
import { slugOf } from '../../src/domain/slug.ts'
import { exportPicks } from '../../src/flows/export-picks.ts'
import { type ImportInput, importPicks } from '../../src/flows/import-picks.ts'
import { picks as anyPick } from '../support/arbitrary.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { manyPicks, pickWith } from '../support/pick-texts.ts'

const now = new Date('2026-11-10T12:00:00Z')
const later = new Date('2026-11-11T12:00:00Z')

describe.each(engines)('importing picks, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const importAll = (picks: PickText[], input: Partial<ImportInput> = {}, at = now) =>
    importPicks({ db: database.db, now: at, style: englishStyle }, { picks, publish: true, by: 'test', ...input })
  const exportAll = () => readAll(database)
  const versions = () =>
    database.db.selectFrom('version').select(['number', 'content', 'saved_by', 'saved_at']).orderBy('number').execute()

  test('a pick comes in with every part, and its topics and source have pages of their own', async () => {
    const pick = pickWith({ source: { name: 'Tidewater Quarterly', url: 'https://tidewater.example/lamp' }, visibility: 'open' })
    expect(await importAll([pick])).toEqual({ ok: true, created: 1, updated: 0, unchanged: 0, published: 1 })
    expect(await findLead(database.db, 'the-lamp-at-gannet-point', now)).toMatchObject({
      headline: pick.headline,
      date: pick.date,
      introduction: pick.introduction,
      author: 'Ines Corrie',
      source: { slug: 'tidewater-quarterly', name: 'Tidewater Quarterly' },
      sourceUrl: 'https://tidewater.example/lamp',
      topics: [
        { slug: 'lights', name: 'Lights' },
        { slug: 'the-sea', name: 'The sea' },
      ],
      visibility: 'open',
    })
    expect(await exportAll()).toEqual([pick])
  })

  test('importing the same picks again changes nothing, not even the generation', async () => {
    await importAll([pickWith(), pickWith({ headline: 'Second Light' })])
    const generation = await loadGeneration(database.db)
    const again = await importAll([pickWith(), pickWith({ headline: 'Second Light' })], {}, later)
    expect(again).toEqual({ ok: true, created: 0, updated: 0, unchanged: 2, published: 0 })
    expect(await loadGeneration(database.db)).toBe(generation)
    expect(await versions()).toHaveLength(2)
  })

  test('an import that changes something begins one new generation', async () => {
    const generation = await loadGeneration(database.db)
    await importAll(manyPicks(3))
    expect(await loadGeneration(database.db)).toBe(generation + 1)
  })

  test('without publishing they are drafts, and importing them again with it makes them public', async () => {
    await importAll([pickWith()], { publish: false })
    expect(await findLead(database.db, 'the-lamp-at-gannet-point', later)).toBeNull()
    expect(await importAll([pickWith()])).toEqual({ ok: true, created: 0, updated: 0, unchanged: 1, published: 1 })
    expect(await findLead(database.db, 'the-lamp-at-gannet-point', later)).not.toBeNull()
  })

  test('a pick that is public stays so when it is imported again without publishing', async () => {
    await importAll([pickWith()])
    await importAll([pickWith({ topics: ['Lights'] })], { publish: false })
    expect(await findLead(database.db, 'the-lamp-at-gannet-point', later)).toMatchObject({ topics: [{ name: 'Lights' }] })
  })

  test('the same headline on the same day with other text is a new version, and the one before it is kept', async () => {
    await importAll([pickWith()])
    const changed = pickWith({ introduction: ['It was put out in spring. Ines Corrie asks:'], topics: ['The sea', 'Keepers'] })
    expect(await importAll([changed], { by: 'Ada' }, later)).toEqual({
      ok: true,
      created: 0,
      updated: 1,
      unchanged: 0,
      published: 0,
    })
    expect(await exportAll()).toEqual([changed])
    const kept = await versions()
    expect(kept.map(({ number, saved_by, saved_at }) => [number, saved_by, saved_at])).toEqual([
      [1, 'test', now.toISOString()],
      [2, 'Ada', later.toISOString()],
    ])
    expect(kept[0]?.content).toContain('The last keeper left in spring.')
  })

  test('a pick that stands twice in a file is one pick', async () => {
    expect(await importAll([pickWith(), pickWith()])).toMatchObject({ created: 1, unchanged: 0 })
    expect(await exportAll()).toHaveLength(1)
  })

  test('two texts for one headline and day are refused, since one of them would be lost', async () => {
    const two = [pickWith(), pickWith({ headline: 'Between' }), pickWith({ topics: [] })]
    const reason = expect.stringMatching(/“The Lamp at Gannet Point” of 2026-10-02 stands here twice.*Slug/)
    expect(await importAll(two)).toEqual({ ok: false, problems: [{ pick: 2, part: 'headline', reason }] })
    expect(await exportAll()).toEqual([])
  })

  test('the same headline on another day, or with a slug of its own, is another pick', async () => {
    const column = [
      pickWith({ date: '2026-10-01' }),
      pickWith({ date: '2026-10-02' }),
      pickWith({ slug: 'evening-lamp', topics: [] }),
    ]
    expect(await importAll(column)).toMatchObject({ created: 3 })
    expect((await exportAll()).map(({ slug }) => slug)).toEqual([null, 'the-lamp-at-gannet-point-2', 'evening-lamp'])
    expect(await importAll(column)).toMatchObject({ unchanged: 3, created: 0, updated: 0 })
  })

  test('a slug that a pick in the file asks for is not given to another one', async () => {
    const taker = pickWith({ headline: 'Low Water' })
    const asker = pickWith({ headline: 'High Water', slug: 'low-water' })
    expect(await importAll([taker, asker])).toMatchObject({ ok: true, created: 2 })
    expect((await exportAll()).map(({ slug }) => slug)).toEqual(['low-water-2', 'low-water'])
  })

  test('a slug that another pick has is refused with the reason, and nothing of the file is imported', async () => {
    await importAll([pickWith({ headline: 'Low Water', date: '2026-09-09' })])
    const generation = await loadGeneration(database.db)
    const result = await importAll([pickWith(), pickWith({ headline: 'High Water', slug: 'low-water' })])
    expect(result).toEqual({
      ok: false,
      problems: [{ pick: 1, part: 'headline', reason: expect.stringContaining('“Low Water” of 2026-09-09') }],
    })
    expect(await exportAll()).toHaveLength(1)
    expect(await loadGeneration(database.db)).toBe(generation)
  })

  test('two picks with one slug are refused', async () => {
    const two = [pickWith({ headline: 'One', slug: 'lamp' }), pickWith({ headline: 'Two', slug: 'lamp' })]
    expect(await importAll(two)).toEqual({
      ok: false,
      problems: [{ pick: 1, part: 'headline', reason: expect.stringContaining('lamp') }],
    })
  })

  test('a renamed pick keeps its slug, and its old text comes back as another version', async () => {
    await importAll([pickWith({ headline: 'Low Water' })])
    await importAll([pickWith({ headline: 'High Water', slug: 'low-water' })])
    expect(await exportAll()).toEqual([pickWith({ headline: 'High Water', slug: 'low-water' })])
    expect(await versions()).toHaveLength(2)
  })

  test('a slug put onto a pick that has another is refused: addresses don’t change', async () => {
    await importAll([pickWith()])
    const result = await importAll([pickWith({ slug: 'lamp' })])
    expect(result).toEqual({
      ok: false,
      problems: [{ pick: 0, part: 'headline', reason: expect.stringContaining('the-lamp-at-gannet-point') }],
    })
  })

  test('topics and sources whose names give one slug get one each', async () => {
    const names = ['U.S.', 'US', 'u.s']
    await importAll(
      names.map((name, index) => pickWith({ headline: `Light ${index}`, topics: [name], source: { name, url: null } })),
    )
    for (const table of ['topic', 'source'] as const) {
      const rows = await database.db.selectFrom(table).select(['name', 'slug']).orderBy('id').execute()
      expect(rows.map(({ name, slug }) => `${name} ${slug}`)).toEqual(['U.S. us', 'US us-2', 'u.s us-3'])
    }
  })

  test('an import that is stopped half way changes nothing and leaves the database usable', async () => {
    const stop = new AbortController()
    const onProgress = (doing: string, done: number) => {
      if (doing === 'imported' && done === 60) stop.abort(new Error('Ctrl-C'))
    }
    await expect(importAll(manyPicks(200), { onProgress, signal: stop.signal })).rejects.toThrow('Ctrl-C')
    expect(await exportAll()).toEqual([])
    expect(await importAll(manyPicks(2))).toMatchObject({ created: 2 })
  })

  test('progress is told after every pick, up to all of them', async () => {
    const told: string[] = []
    await importAll(manyPicks(3), { onProgress: (doing, done, total) => told.push(`${doing} ${done}/${total}`) })
    const expected = ['compared', 'imported'].flatMap((doing) => [1, 2, 3].map((done) => `${doing} ${done}/3`))
    expect(told).toEqual(expected)
  })

  test('two imports of the same picks at once make them once', async () => {
    const results = await Promise.all([importAll(manyPicks(20)), importAll(manyPicks(20))])
    expect(results.map((result) => result.ok && result.created).sort()).toEqual([0, 20])
    expect(await exportAll()).toHaveLength(20)
  })
})

describe.each(engines)('the round trip through the database, on %s', (engine) => {
  test('any picks imported and exported are the same picks, and importing what was exported changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(differentPicks, async (picks) => {
        const database = await openTestDatabase(engine)
        try {
          const deps = { db: database.db, now, style: englishStyle }
          expect(await importPicks(deps, { picks, publish: true, by: 'test' })).toMatchObject({ created: picks.length })
          const exported = await readAll(database)
          expect(exported.map(withoutGivenSlug(picks)).sort(byText)).toEqual([...picks].sort(byText))
          const again = await importPicks(deps, { picks: exported, publish: true, by: 'test' })
          expect(again).toEqual({ ok: true, created: 0, updated: 0, unchanged: picks.length, published: 0 })
        } finally {
          await database.drop()
        }
      }),
      { numRuns: engine === 'sqlite' ? 40 : 8 },
    )
  })
})

const differentPicks = fc
  .uniqueArray(anyPick, { selector: ({ headline, date }) => `${date} ${headline}`, minLength: 1, maxLength: 5 })
  .filter((picks) => new Set(picks.map(({ slug }) => slug ?? Symbol())).size === picks.length)

/** A slug that was numbered because another pick had the first one isn't in the text that came in. */
function withoutGivenSlug(picks: PickText[]) {
  const asked = new Set(picks.map(({ slug }) => slug))
  return (pick: PickText): PickText => {
    const isNumbered = pick.slug !== null && !asked.has(pick.slug) && pick.slug.startsWith(slugOf(pick.headline).slice(0, 60))
    return isNumbered ? { ...pick, slug: null } : pick
  }
}

function byText(a: PickText, b: PickText): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}

async function readAll({ db }: TestDatabase): Promise<PickText[]> {
  let text = ''
  for await (const part of exportPicks(db, { publishedOnly: false })) text += part
  if (text === '') return []
  const parsed = parsePicks(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.picks
}
