import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadGeneration } from '../../src/data/generations.ts'
import { listNewestLeads } from '../../src/data/leads.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import { changeSetting } from '../../src/flows/change-setting.ts'
import { fillSamples } from '../../src/flows/fill-samples.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { loadMagazine } from '../../src/flows/load-magazine.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { fileOf, pickWith } from '../support/pick-texts.ts'

const folder = join(import.meta.dirname, '../../samples')
const shipped = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
const now = new Date('2027-01-31T12:30:00Z')

describe.each(engines)('filling an empty magazine, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const fill = (texts: string[]) => fillSamples({ db: database.db, now, style: englishStyle }, texts)
  const dates = async () => (await listNewestLeads(database.db, { now, limit: 100 })).map(({ date }) => date)

  test('the samples that ship are published over some three months that end today', async () => {
    const count = await fill(shipped)
    expect(count).toBeGreaterThan(20)
    const found = await dates()
    expect(found).toHaveLength(count)
    expect(found[0]).toBe('2027-01-31')
    expect(found.at(-1)).toMatch(/^2026-1[012]/)
  })

  test('dates move together, so that the days between picks stay as they were', async () => {
    await fill([
      fileOf(pickWith({ headline: 'A', date: '2026-02-27' })),
      fileOf(pickWith({ headline: 'B', date: '2026-03-01' }), pickWith({ headline: 'C', date: '2025-12-31' })),
    ])
    expect(await dates()).toEqual(['2027-01-31', '2027-01-29', '2026-12-02'])
  })

  test('today is today in the magazine’s zone', async () => {
    await changeSetting(database.db, 'zone', 'Pacific/Kiritimati')
    await fill([fileOf(pickWith())])
    expect(await dates()).toEqual(['2027-02-01'])
  })

  test('the magazine gets the sample’s words only where it has set none of its own', async () => {
    await changeSetting(database.db, 'name', 'The Pier')
    await fill([fileOf(pickWith())])
    const magazine = await loadMagazine(database.db)
    expect(magazine.name).toBe('The Pier')
    expect(magazine.imprint).not.toBe('')
    expect(magazine.about.join()).toContain('sample')
  })

  test('a magazine that has a pick, even a draft, is left as it is', async () => {
    await importPicks({ db: database.db, now, style: englishStyle }, { picks: [pickWith()], publish: false, by: 'test' })
    const generation = await loadGeneration(database.db)
    expect(await fill(shipped)).toBe(0)
    expect(await dates()).toEqual([])
    expect((await loadMagazine(database.db)).name).toBe('Tessera')
    expect(await loadGeneration(database.db)).toBe(generation)
  })
})
