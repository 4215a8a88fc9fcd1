import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settingNames } from '../../src/domain/settings.ts'
import { loadMagazine } from '../../src/flows/load-magazine.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

describe.each(engines)('tessera settings, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const run = (...args: string[]) => runCli(['settings', ...args], { env: envOf(database) })

  test('it lists every setting with what it is for, its value, and whether that is the default', async () => {
    await run('set', 'zone', 'Europe/Berlin')
    const { code, out } = await run()
    expect(code).toBe(0)
    for (const name of settingNames) expect(out).toMatch(new RegExp(`^${name}: .+\n    .+`, 'm'))
    expect(out).toMatch(/^zone: .+\n {4}Europe\/Berlin\n/m)
    expect(out).toMatch(/^allowance.visitors: .+\n {4}3 {2}\(default\)\n/m)
    expect(out).toMatch(/^imprint: .+\n {4}\(empty\) {2}\(default\)\n/m)
  })

  test('a setting is set, got and unset', async () => {
    expect(await run('set', 'allowance.visitors', '4')).toEqual({ code: 0, out: 'allowance.visitors is now: 4\n', err: '' })
    expect((await loadMagazine(database.db)).policy.allowance.visitor).toBe(4)
    expect((await run('get', 'allowance.visitors')).out).toBe('4\n')
    expect((await run('set', 'allowance.visitors', '4')).out).toBe('allowance.visitors was already: 4\n')
    expect((await run('unset', 'allowance.visitors')).out).toBe('allowance.visitors is back at its default: 3\n')
    expect((await run('get', 'allowance.visitors')).out).toBe('3\n')
    expect((await run('unset', 'allowance.visitors')).out).toBe('allowance.visitors was already at its default: 3\n')
  })

  test('several paragraphs come from standard input', async () => {
    const { code } = await runCli(['settings', 'set', 'about', '-'], {
      env: envOf(database),
      stdin: 'We read.\n\nWe pass it on.\n',
    })
    expect(code).toBe(0)
    expect((await loadMagazine(database.db)).about).toEqual(['We read.', 'We pass it on.'])
  })

  test('a value that can’t be used is refused with the reason and changes nothing', async () => {
    const { code, out, err } = await run('set', 'zone', 'Europe/Berln')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe('zone was not changed. “Europe/Berln” is not a time zone. Did you mean Europe/Berlin?\n')
    expect((await loadMagazine(database.db)).zone).toBe('UTC')
  })

  test.each([
    { value: '-1', option: null },
    { value: '-1', option: '--data' },
    { value: '-.5', option: null },
  ])('$value is refused as any other number that is out of bounds (before $option)', async ({ value, option }) => {
    const folder = 'folder' in database.place ? database.place.folder : null
    const more = option === null || folder === null ? [] : [option, folder]
    const { code, out, err } = await run('set', 'allowance.visitors', value, ...more)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(`allowance.visitors was not changed. “${value}” is not a whole number from 0 to 1000.\n`)
    expect((await run('set', 'tagline', value)).out).toBe(`tagline is now: ${value}\n`)
  })

  test('members who may read less than visitors are worth a note, whichever setting makes it so', async () => {
    const note = (member: number, visitor: number) =>
      `Note: members may now read less than visitors, ${member} a period against ${visitor}.\n`
    expect(await run('set', 'allowance.members', '2')).toEqual({ code: 0, out: 'allowance.members is now: 2\n', err: note(2, 3) })
    expect((await run('set', 'allowance.visitors', '2')).err).toBe('')
    expect((await run('unset', 'allowance.visitors')).err).toBe(note(2, 3))
    expect((await run('set', 'name', 'The Pier')).err).toBe('')
    expect((await run('unset', 'allowance.members')).err).toBe('')
    expect((await run('set', 'allowance.visitors', '6')).err).toBe(note(5, 6))
  })

  test.each([
    [['set', 'tagine', 'x'], 'There is no setting tagine. Did you mean tagline?'],
    [['get'], 'Which setting?'],
    [['set', 'zone'], 'What is zone to be?'],
    [['set', 'name', 'The', 'Pier'], '“Pier” is too much. A value of several words stands in quotes.'],
    [['get', 'zone', 'name'], '“name” is too much'],
    [['sett', 'zone', 'UTC'], '“sett” can’t be done with settings. Did you mean set?'],
  ])('%j is wrong usage', async (args, reason) => {
    const { code, err } = await run(...args)
    expect(code).toBe(2)
    expect(err).toContain(reason)
    expect(err).toContain('usage: tessera settings')
  })
})

test.each([{ args: [] }, { args: ['get', 'zone'] }, { args: ['unset', 'zone'] }])(
  'without a magazine settings $args refuses, and names the folder it looked in',
  async ({ args }) => {
    const data = join(tmpdir(), 'tessera-not-there')
    const { code, out, err } = await runCli(['settings', ...args], { env: { TESSERA_DATA: data } })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`There is no magazine in ${data}. Say --data DIR`)
    expect(existsSync(data)).toBe(false)
  },
)
