import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkNode } from '../../src/cli/checks.ts'
import type { Env } from '../../src/config.ts'
import { saveSetting } from '../../src/data/settings.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { pickWith } from '../support/pick-texts.ts'

describe.each(engines)('tessera doctor, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    const deps = { db: database.db, now: new Date('2026-11-10T12:00:00Z'), style: englishStyle }
    await importPicks(deps, { picks: [pickWith()], publish: true, by: 'test' })
  })
  afterEach(() => database.drop())

  const run = (env: Env = {}) => runCli(['doctor'], { env: { ...envOf(database), ...env } })
  const problems = async (env: Env = {}) => {
    const { code, out } = await run(env)
    const lines = out.split('\n').filter((line) => line.startsWith('PROBLEM'))
    expect(code).toBe(lines.length === 0 ? 0 : 1)
    return lines
  }

  test('a magazine that is in order gets a line for everything that was looked at', async () => {
    const { code, out, err } = await run()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(engine === 'sqlite' ? /^ok +SQLite 3\.\d+\.\d+$/m : /^ok +PostgreSQL \d+/m)
    expect(out).toMatch(/^ok +Tessera keeps the calendar of UTC, where it is 2026-11-10$/m)
    expect(out).toMatch(/^ok +1 pick, 0 drafts, 2 topics, 1 source, 0 readings$/m)
    expect(out.endsWith('Everything is in order.\n')).toBe(true)
  })

  test('a setting that can’t be used is a problem, and so is one that isn’t a setting', async () => {
    await database.db.transaction().execute(async (trx) => {
      await saveSetting(trx, 'zone', 'Mars/Base')
      await saveSetting(trx, 'colour', 'red')
    })
    const found = await problems()
    expect(found.map((line) => /setting (\w+)/.exec(line)?.[1]).sort()).toEqual(['colour', 'zone'])
  })

  test('words for readers that are still to be written are a hint each, and no problem', async () => {
    const hints = async () => (await run()).out.split('\n').filter((line) => /^hint .*not set yet/.test(line))
    expect(await problems()).toEqual([])
    expect((await hints()).map((line) => /settings set (\w+)/.exec(line)?.[1])).toEqual(['about', 'contact'])
    await database.db.transaction().execute((trx) => saveSetting(trx, 'about', 'We read on the pier.'))
    expect(await hints()).toEqual([expect.stringContaining('contact is not set yet')])
  })

  test('a pick that search doesn’t know is a problem', async () => {
    await sql`delete from excerpt_search`.execute(database.db)
    expect(await problems()).toEqual([expect.stringContaining('the-lamp-at-gannet-point')])
  })

  test('readers sent over plain http, or let in without an address, are a problem', async () => {
    expect(await problems({ TESSERA_URL: 'http://quire.example' })).toEqual([expect.stringContaining('https')])
    expect(await problems({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('TESSERA_URL')])
    expect(await problems({ HOST: '0.0.0.0', TESSERA_URL: 'https://quire.example' })).toEqual([])
    expect(await problems({ TESSERA_URL: 'http://localhost:4000' })).toEqual([])
  })

  test('everything wrong with the environment is a problem, a line each', async () => {
    expect(await problems({ TESSERA_DAT: 'x', PORT: 'x' })).toHaveLength(2)
  })

  test('data written by a newer Tessera is a problem, and how to mend it is said', async () => {
    await sql`insert into migration (name, ran_at) values ('9999-later', '')`.execute(database.db)
    expect(await problems()).toEqual([expect.stringMatching(/newer Tessera \(9999-later\).*Start that version/)])
  })
})

describe('tessera doctor, on files that are not right', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase('sqlite')
  })
  afterEach(() => database.drop())

  const run = () => runCli(['doctor'], { env: envOf(database) })

  test('rows that belong to nothing, and search entries of picks that are gone, are problems', async () => {
    await sql`pragma foreign_keys = off`.execute(database.db)
    await sql`insert into pick_topic (pick_id, topic_id, position, date) values (7, 8, 0, '2026-10-02')`.execute(database.db)
    await sql`insert into lead_search (rowid, headline, rest) values (9, 'a', 'b')`.execute(database.db)
    const { code, out } = await run()
    expect(code).toBe(1)
    expect(out).toMatch(/^PROBLEM.*pick_topic belongs to a (pick|topic) that isn’t there/m)
    expect(out).toMatch(/^PROBLEM.*Search finds picks that aren’t there/m)
    await sql`delete from lead_search`.execute(database.db)
    expect((await run()).out).not.toContain('Search finds')
    await sql`insert into open_excerpt_search (rowid, body) values (9, 'a')`.execute(database.db)
    expect((await run()).out).toMatch(/^PROBLEM.*Search finds picks that aren’t there/m)
  })

  test('a file that is no database is a problem in a sentence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tessera-cli-'))
    writeFileSync(join(folder, 'magazine.db'), 'This is not a database at all. '.repeat(200))
    const { code, out } = await runCli(['doctor', '--data', folder])
    expect(code).toBe(1)
    expect(out).toMatch(/^PROBLEM {2}The database in .* is damaged, or not a database/m)
    rmSync(folder, { recursive: true })
  })

  test('a folder without a magazine is a problem, and none is begun in it', async () => {
    const { code, out } = await runCli(['doctor', '--data', join(tmpdir(), 'tessera-not-there')])
    expect(code).toBe(1)
    expect(out).toContain(`There is no magazine in ${join(tmpdir(), 'tessera-not-there')}. Say --data DIR`)
    expect((await runCli(['doctor', '--data', join(tmpdir(), 'tessera-not-there')])).out).toBe(out)
  })

  test('the Node that everything rests on is old enough to be named a problem below 24.15', () => {
    expect(
      ['22.20.0', '24.14.9', '24.15.0', '24.21.0', '25.0.0'].map((version) => checkNode(version).kind === 'problem'),
    ).toEqual([true, true, false, false, false])
  })
})
