import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chooseNewsletters } from '../../src/flows/choose-newsletters.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'

describe.each(engines)('tessera newsletters, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  const run = (...args: string[]) => runCli(['newsletters', ...args], { env: envOf(database), now: () => site.now })

  test('lists them in their order, with how many members want each', async () => {
    expect((await run()).out).toBe('There are no newsletters yet. `tessera newsletters add` begins one.\n')
    expect(await run('add', 'monday', '  The Monday\n Tide ', '--description', 'The week’s picks.')).toMatchObject({
      code: 0,
      out: 'Members can choose The Monday Tide (monday) in their account.\n',
    })
    await run('add', 'harbors', 'Harbors')
    await run('add', 'first', 'First of All', '--position', '1')
    const { memberId } = await site.signIn('ada@boat.example')
    await chooseNewsletters(site.deps, { memberId, wants: (slug) => slug === 'monday' })
    await run('retire', 'harbors')
    expect((await run('list')).out).toBe(
      'monday: The Monday Tide (1 member)\n    The week’s picks.\nfirst: First of All (0 members)\nharbors: Harbors (retired on 2026-11-10)\n',
    )
  })

  test('brings one back and renames it, and members who wanted it still do', async () => {
    await run('add', 'monday', 'Monday')
    const { memberId } = await site.signIn('ada@boat.example')
    await chooseNewsletters(site.deps, { memberId, wants: () => true })
    await run('retire', 'monday')
    await run('add', 'monday', 'Mondays')
    expect((await run()).out).toBe('monday: Mondays (1 member)\n')
  })

  test('refuses in a sentence what can’t be', async () => {
    await run('add', 'monday', 'Monday')
    expect(await run('retire', 'mondy')).toMatchObject({ code: 1, err: expect.stringContaining('Did you mean monday?') })
    for (const args of [
      ['ad', 'x', 'X'],
      ['add', 'x'],
      ['add', 'X Y', 'Name'],
      ['add', 'x', 'X'.repeat(81)],
      ['add', 'x', 'X', '--position', '0'],
      ['add', 'x', 'X', 'Y'],
      ['retire'],
    ])
      expect(await run(...args), args.join(' ')).toMatchObject({ code: 2, out: '' })
  })
})
