import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { englishStyle } from '../../src/domain/house-style.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { fileOf, pickWith } from '../support/pick-texts.ts'

const early = pickWith({ headline: 'Low Water', date: '2026-09-09', visibility: 'open' })
const late = pickWith({ source: { name: 'Tidewater Quarterly', url: 'https://tidewater.example/lamp' } })

describe.each(engines)('tessera export, on %s', (engine) => {
  let database: TestDatabase
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tessera-cli-'))
    database = await openTestDatabase(engine)
    const deps = { db: database.db, now: new Date('2026-11-10T12:00:00Z'), style: englishStyle }
    await importPicks(deps, { picks: [late], publish: false, by: 'test' })
    await importPicks(deps, { picks: [early], publish: true, by: 'test' })
  })
  afterEach(async () => {
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (...args: string[]) => runCli(['export', ...args], { env: envOf(database) })

  test('it writes every pick as text, the oldest first, and nothing else', async () => {
    expect(await run()).toEqual({ code: 0, out: fileOf(early, late), err: '' })
  })

  test('drafts are left out when only what is published is asked for', async () => {
    expect((await run('--published')).out).toBe(fileOf(early))
  })

  test('what it writes is what import reads: nothing changes', async () => {
    const { out } = await run()
    const again = await runCli(['import', '-'], { env: envOf(database), stdin: out })
    expect(again.out).toBe('standard input: 2 picks unchanged\n')
  })

  test('it writes to a file, and leaves a file that is there alone unless told to replace it', async () => {
    const file = join(folder, 'picks.txt')
    expect(await run('--out', file)).toEqual({ code: 0, out: '', err: `2 picks written to ${file}\n` })
    expect(readFileSync(file, 'utf8')).toBe(fileOf(early, late))
    writeFileSync(file, 'mine')
    expect(await run('--out', file)).toMatchObject({ code: 1, err: expect.stringContaining('--force') })
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect(await run('--out', file, '--force', '--published')).toMatchObject({ code: 0 })
    expect(readFileSync(file, 'utf8')).toBe(fileOf(early))
    expect(readdirSync(folder)).toEqual(['picks.txt'])
  })

  test('a folder, or a file in a folder that isn’t there, is refused in a sentence', async () => {
    expect(await run('--out', folder)).toMatchObject({ code: 1, err: expect.stringContaining('is a folder') })
    const missing = join(folder, 'nowhere/picks.txt')
    expect(await run('--out', missing)).toMatchObject({ code: 1, err: expect.stringContaining('no such folder') })
    expect(existsSync(missing)).toBe(false)
  })
})

test('a folder without a magazine is left without one', async () => {
  const folder = join(tmpdir(), `tessera-none-${crypto.randomUUID()}`)
  const { code, err } = await runCli(['export', '--data', folder])
  expect(code).toBe(1)
  expect(err).toContain(`There is no magazine in ${folder}`)
  expect(existsSync(folder)).toBe(false)
})
