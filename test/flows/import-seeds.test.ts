import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadGeneration } from '../../src/data/generations.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import { parsePicks, printPicks } from '../../src/domain/pick-text.ts'
import { exportPicks } from '../../src/flows/export-picks.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { engines, openTestDatabase } from '../support/database.ts'

const seeds = join(import.meta.dirname, '../../../shared/seeds')
const files = existsSync(seeds) ? readdirSync(seeds).filter((name) => name.endsWith('.txt')) : []
const now = new Date('2026-11-10T12:00:00Z')

describe.skipIf(files.length === 0 /* no seeds */).each(engines)('the pages saved from a real magazine, on %s', (engine) => {
  test.each(files)('%s is imported once however often, and exported as the text it was', async (name) => {
    const parsed = parsePicks(readFileSync(join(seeds, name), 'utf8'))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const { picks } = parsed
    const database = await openTestDatabase(engine)
    try {
      const deps = { db: database.db, now, style: englishStyle }
      expect(await importPicks(deps, { picks, publish: true, by: 'test' })).toMatchObject({
        created: picks.length,
        published: picks.length,
      })
      const generation = await loadGeneration(database.db)
      expect(await importPicks(deps, { picks, publish: true, by: 'test' })).toMatchObject({
        unchanged: picks.length,
        published: 0,
      })
      expect(await loadGeneration(database.db)).toBe(generation)
      let text = ''
      for await (const part of exportPicks(database.db, { publishedOnly: true })) text += part
      expect(text).toBe(
        printPicks(
          [...picks].sort((a, b) => (a.date < b.date ? -1 : 1)),
          englishStyle,
        ),
      )
    } finally {
      await database.drop()
    }
  })
})
