import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import { countPicks } from '../../src/data/picks.ts'
import { type CliOptions, envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { fileOf, manyPicks, pickWith } from '../support/pick-texts.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const asDraft = '1 pick imported as a draft; import it again with --publish to make it public'

describe.each(engines)('tessera import, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const run = (args: string[], options: CliOptions = {}) => runCli(['import', ...args], { env: envOf(database), ...options })
  const count = () => countPicks(database.db)

  test('it says for each file how many picks came in, went on or stayed', async () => {
    const one = file('one.txt', fileOf(pickWith(), pickWith({ headline: 'Low Water' })))
    expect(await run([one, '--publish'])).toEqual({ code: 0, out: `${one}: 2 picks imported and published\n`, err: '' })
    const two = file(
      'two.txt',
      fileOf(pickWith(), pickWith({ headline: 'Low Water', topics: [] }), pickWith({ headline: 'New' })),
    )
    expect(await run([one, two])).toEqual({
      code: 0,
      out: `${one}: 2 picks unchanged\n${two}: 1 pick imported as a draft, 1 updated, 1 unchanged; import it again with --publish to make it public\n`,
      err: '',
    })
    expect((await run([two, '--publish'])).out).toBe(`${two}: 3 picks unchanged, 1 published\n`)
    expect(await count()).toBe(3)
  })

  test('a file with a line that can’t be read is refused whole with file, line and reason, and the others come in', async () => {
    const good = file('good.txt', fileOf(pickWith()))
    const bad = file(
      'bad.txt',
      fileOf(pickWith({ headline: 'Fine' })) + fileOf(pickWith({ headline: 'Not fine' })).replace('Oct. 2 2026', 'Oct. 32 2026'),
    )
    const { code, out, err } = await run([bad, good])
    expect(code).toBe(1)
    expect(out).toBe(`${good}: ${asDraft}\n`)
    expect(err).toMatch(new RegExp(`^${bad}:\\d+: .*32`))
    expect(await count()).toBe(1)
  })

  test('without --publish it says that the picks are drafts, and how they become public', async () => {
    const two = file('two.txt', fileOf(pickWith(), pickWith({ headline: 'Low Water' })))
    const asDrafts = '2 picks imported as drafts; import them again with --publish to make them public'
    expect((await run([two])).out).toBe(`${two}: ${asDrafts}\n`)
    const three = file('three.txt', fileOf(pickWith(), pickWith({ headline: 'Low Water' }), pickWith({ headline: 'New' })))
    expect((await run([three, '--publish'])).out).toBe(`${three}: 1 pick imported, 2 unchanged, 3 published\n`)
  })

  test('a slug that another pick has is refused at the line of the headline', async () => {
    await run([file('a.txt', fileOf(pickWith({ headline: 'Low Water', date: '2026-09-09' })))])
    const clash = file('b.txt', fileOf(pickWith(), pickWith({ headline: 'High Water', slug: 'low-water' })))
    const line = fileOf(pickWith()).split('\n').length + 1
    const { code, err } = await run([clash])
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(`${clash}:${line}: The slug low-water belongs to “Low Water”`),
    })
    expect(await count()).toBe(1)
  })

  test('a hyphen is standard input, and Windows line ends with a byte-order mark do no harm', async () => {
    const stdin = `\ufeff${fileOf(pickWith())}`.replaceAll('\n', '\r\n')
    expect(await run(['-'], { stdin })).toEqual({ code: 0, out: `standard input: ${asDraft}\n`, err: '' })
    expect(await run([file('same.txt', fileOf(pickWith()))])).toMatchObject({ out: expect.stringContaining('1 pick unchanged') })
  })

  test('an import that is interrupted is undone and says so; the file before it stays', async () => {
    const stop = new AbortController()
    const first = file('first.txt', fileOf(pickWith()))
    const second = file('second.txt', fileOf(...manyPicks(300)))
    let looks = 0
    const now = () => {
      looks += 1
      if (looks === 200) stop.abort()
      return new Date('2026-11-10T12:00:00Z')
    }
    const { code, out, err } = await run([first, second], { interruption: stop.signal, now })
    expect({ code, out, err }).toEqual({
      code: 1,
      out: `${first}: ${asDraft}\n`,
      err: `${second}: stopped; nothing of this file was imported.\n`,
    })
    expect(await count()).toBe(1)
  })

  test.each([
    { isTerminal: false, shown: /^(compared [\d,]+ of 1,000 picks\n){2}(imported [\d,]+ of 1,000 picks\n){2}$/ },
    { isTerminal: true, shown: /^\rcompared [\d,]+ of 1,000 picks\r[^\n]*\rimported [^\n]*\r +\r$/ },
  ])('an import longer than a second shows how far it is (on a screen: $isTerminal)', async ({ isTerminal, shown }) => {
    let at = Date.UTC(2026, 10, 10)
    const slowly = () => {
      at += 2
      return new Date(at)
    }
    const { code, err } = await run([file('many.txt', fileOf(...manyPicks(1_000)))], { now: slowly, isTerminal })
    expect(code).toBe(0)
    expect(err).toMatch(shown)
  })
})

describe('what tessera import can’t read', () => {
  const run = (...args: string[]) => runCli(['import', ...args, '--data', join(folder, 'data')])

  test.each([
    ['missing.txt', /There is no such file/],
    ['*.md', /No file matches this pattern/],
    ['a-folder', /This is a folder.*\.txt/],
    ['plain.txt/more.txt', /not a folder/],
  ])('%s is explained in a sentence', async (name, reason) => {
    mkdirSync(join(folder, 'a-folder'))
    file('plain.txt', '')
    const { code, out, err } = await run(join(folder, name))
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(reason)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  test('an empty file is refused', async () => {
    expect(await run(file('empty.txt', '\n \n'))).toMatchObject({ code: 1, err: expect.stringContaining('empty.txt:1: ') })
  })

  test.each([
    ['Latin-1 letters', [0x0a, 0x61, 0x0a, 0x62, 0xe9, 0x63], /:3: Byte 6 /],
    ['a character cut off at the end', [0x61, 0xe2, 0x80], /:1: Byte 3 /],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], /:1: The file is UTF-16/],
  ])('a file with %s is refused, with the place and how to mend it', async (_, bytes, reason) => {
    const { code, err } = await run(file('bytes.txt', new Uint8Array(bytes)))
    expect(code).toBe(1)
    expect(err).toMatch(reason)
    expect(err).toContain('UTF-8')
  })

  test('where nothing could be read no magazine is begun', async () => {
    await run(join(folder, 'missing.txt'))
    expect(await runCli(['export', '--data', join(folder, 'data')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no magazine'),
    })
  })

  test('on a disk that is full nothing of the file is imported, and the sentence says so', async () => {
    const many = file('many.txt', fileOf(...manyPicks(300)))
    const data = join(folder, 'data')
    const { code, out, err } = await runCli(['import', many, '--data', data], {
      open: async (place) => {
        const database = await openDatabase(place)
        await sql`pragma max_page_count = 80`.execute(database.db)
        return database
      },
    })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(
      `${many}: nothing was imported. The disk is full. Make room and try again; what was under way has been undone.\n`,
    )
    expect((await runCli(['export', '--data', data])).out).toBe('')
  })
})
