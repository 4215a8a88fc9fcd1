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
