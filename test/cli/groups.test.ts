import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takeSeat } from '../../src/data/group-seats.ts'
import { closeMonths, loadMonthKey, saveMarks } from '../../src/data/group-usage.ts'
import { saveMember } from '../../src/data/members.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const now = new Date('2026-11-10T12:00:00Z')

describe.each(engines)('tessera groups, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const run = (...args: string[]) => runCli(['groups', ...args], { env: envOf(database), now: () => now })
  const add = (...args: string[]) => run('add', 'Ferry School', '--administrator', 'Head@School.example', ...args)
  const sit = (email: string) =>
    database.db.transaction().execute(async (trx) => {
      const memberId = await saveMember(trx, email, now)
      return takeSeat(trx, { groupId: 1, memberId, cameBy: 'invitation', now })
    })

  test('begins a group, shows it and lists it, in the magazine’s own days', async () => {
    expect((await run()).out).toBe('There are no groups yet. `tessera groups add` begins one.\n')
    await runCli(['settings', 'set', 'zone', 'America/New_York'], { env: envOf(database) })
    const added = await add(
      ...['--seats', '25', '--opens', 'everything', '--from', '2026-11-01', '--until', '2027-07-31'],
      ...['--domain', 'school.example, *.upper.example', '--network', '192.0.2.77/24 2001:db8::/32'],
    )
    const shown = [
      '  Number: 1',
      '  Administrator: head@school.example',
      '  Opens: everything',
      '  Term: since 2026-11-01, through 2027-07-31',
      '  Seats: 0 of 25 seats taken',
      '  Domains: school.example, *.upper.example',
      '  Networks: 192.0.2.0/24, 2001:db8::/32',
    ]
    expect(added).toEqual({ code: 0, out: `Ferry School is now there:\n${shown.join('\n')}\n`, err: '' })
    expect((await run('show', 'Ferry School')).out).toBe(`${shown.join('\n')}\n`)
    expect((await run('show', '1')).out).toBe(`${shown.join('\n')}\n`)
    expect((await run()).out).toBe('   1  Ferry School  (0 of 25 seats taken; since 2026-11-01, through 2027-07-31)\n')
    const [row] = await database.db.selectFrom('reader_group').select(['from_at', 'until_at']).execute()
    expect(row).toEqual({ from_at: '2026-11-01T04:00:00.000Z', until_at: '2027-08-01T04:00:00.000Z' })
  })

  test('changes what was agreed and nothing else, and ends it', async () => {
    await add('--seats', '2', '--domain', 'school.example', '--network', '192.0.2.0/24')
    const changed = await run(
      ...[
        'change',
        '1',
        '--name',
        'Ferry College',
        '--seats',
        'unlimited',
        '--until',
        '2026-12-31',
        '--administrator',
        'ida@school.example',
      ],
      ...['--remove-domain', 'school.example', '--domain', 'college.example', '--remove-network', '192.0.2.0/24'],
    )
    expect(changed.out).toContain('Ferry College is changed:\n  Number: 1\n  Administrator: ida@school.example\n')
    expect(changed.out).toContain('  Seats: 0 seats taken, no limit\n  Domains: college.example\n')
    expect(changed.out).not.toContain('Networks')
    expect((await run('change', '1', '--until', 'none')).out).toContain('Term: since 2026-11-10\n')
    expect((await run('end', '1')).out).toContain('Ferry College is ended:')
    expect((await run()).out).toContain('ended 2026-11-10')
    expect(await run('end', '1')).toMatchObject({ code: 1, err: 'Ferry College has ended already.\n' })
  })

  test.each([
    [[], 2, 'How many --seats?'],
    [['--seats', 'some'], 2, 'is not a number of seats'],
    [['--seats', '5', '--opens', 'all'], 2, '--opens is everything or metered'],
    [['--seats', '5', '--until', '31.12.2026'], 2, '--until is a day such as'],
    [['--seats', '5', '--until', '2026-11-01'], 1, 'would end before it begins'],
    [['--seats', '5', '--domain', 'gmail.com'], 2, 'Anybody can get an address at gmail.com'],
    [['--seats', '5', '--network', '10.0.0.0/7'], 2, 'wider than any institution’s'],
    [['--seats', '5', '--network', '127.0.0.1'], 2, 'not a network that readers come from'],
    [['--seats', '5', '--network', '192.0.2.0/33'], 2, 'is not a network such as'],
    [['--seats', '5', '--administrator', 'nobody'], 2, 'is not an e-mail address'],
  ])('refuses %j in a sentence, and begins no group', async (args, code, reason) => {
    expect(await add(...args)).toMatchObject({ code, err: expect.stringContaining(reason) })
    expect((await run()).out).toContain('There are no groups yet')
    expect(await database.db.selectFrom('member').select('id').execute()).toEqual([])
  })

  test('refuses what another group has, fewer seats than are taken, and a group there isn’t', async () => {
    await add('--seats', '2', '--domain', 'school.example', '--network', '192.0.2.0/24')
    const other = (...args: string[]) => run('add', 'Library', '--administrator', 'ida@library.example', '--seats', '0', ...args)
    expect(await other('--domain', '*.school.example')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Ferry School (1)'),
    })
    expect(await other('--network', '192.0.2.128/25')).toMatchObject({
      code: 1,
      err: expect.stringContaining('overlaps with 192.0.2.0/24'),
    })
    expect(await add('--seats', '1')).toMatchObject({ code: 1, err: expect.stringContaining('named Ferry School already') })
    for (const name of ['ada', 'bea']) await sit(`${name}@boat.example`)
    expect(await run('change', '1', '--seats', '1')).toMatchObject({
      code: 1,
      err: expect.stringContaining('2 seats of Ferry School are taken'),
    })
    expect(await run('change', '1', '--remove-domain', 'x.example')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no domain x.example'),
    })
    expect(await run('show', 'Fery School')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Did you mean Ferry School?'),
    })
    expect(await run('sell', '1')).toMatchObject({ code: 2 })
    expect(await run('show')).toMatchObject({ code: 2, err: expect.stringContaining('Which group?') })
    expect(await run('add', 'Club')).toMatchObject({ code: 2, err: expect.stringContaining('needs an --administrator') })
  })

  test('a private network comes with a warning where no proxy is trusted', async () => {
    expect((await add('--seats', '0', '--network', '10.1.0.0/16')).err).toContain('10.1.0.0/16 is a private network')
    const trusting = { ...envOf(database), TESSERA_TRUSTED_PROXIES: '10.0.0.1' }
    const changed = await runCli(['groups', 'change', '1', '--network', '10.2.0.0/16'], { env: trusting, now: () => now })
    expect([changed.code, changed.err]).toEqual([0, ''])
  })

  test('reports what was read by month, in words and as a table', async () => {
    await add('--seats', '5')
    expect((await run('report', '1')).out).toBe('Ferry School has read nothing yet.\n')
    await database.db.transaction().execute(async (trx) => {
      const common = { groupId: 1, way: 'seat' } as const
      for (const month of ['2026-10', '2026-11']) await loadMonthKey(trx, month, 'key')
      await saveMarks(trx, [
        { ...common, month: '2026-10', kind: 'reader', mark: 'a' },
        { ...common, month: '2026-10', kind: 'reading', mark: 'b' },
        { ...common, month: '2026-10', kind: 'reading', mark: 'c' },
        { ...common, month: '2026-11', kind: 'reader', mark: 'a' },
        { ...common, month: '2026-11', kind: 'reading', mark: 'b' },
      ])
      await closeMonths(trx, '2026-11')
    })
    expect((await run('report', '1')).out).toBe('2026-11  seat     1 reader, 1 article\n2026-10  seat     1 reader, 2 articles\n')
    expect((await run('report', '1', '--csv')).out).toBe(
      'month,through,readers,articles\r\n2026-11,seat,1,1\r\n2026-10,seat,1,2\r\n',
    )
  })

  test('the doctor names groups nobody looks after, agreements that end soon, and seats that open something else', async () => {
    const doctor = (env = {}) => runCli(['doctor'], { env: { ...envOf(database), ...env }, now: () => now })
    expect((await doctor()).out).not.toContain('group')
    await add('--seats', '2', '--until', '2026-11-30', '--network', '192.0.2.0/24')
    await sit('ada@boat.example')
    const fine = await doctor({ TESSERA_URL: 'https://quire.example' })
    expect(fine.out).toMatch(/^ok +1 group with an agreement that holds$/m)
    expect(fine.out).toMatch(/^hint +The agreement with Ferry School ends within 30 days/m)
    expect(fine.out).toMatch(/^hint +Groups have networks, but TESSERA_TRUSTED_PROXIES is empty/m)
    await database.db.updateTable('reader_group').set({ administrator_id: null, taken: 2 }).execute()
    const ill = await doctor()
    expect([ill.code, ill.out]).toEqual([1, expect.stringMatching(/^hint +Nobody looks after Ferry School/m)])
    expect(ill.out).toMatch(/^PROBLEM +What the seats of Ferry School open is not what was agreed/m)
    await run('change', '1')
    expect((await doctor()).code).toBe(0)
  })
})
