import { createHmac, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takeSeat } from '../../src/data/group-seats.ts'
import { listUsage } from '../../src/data/group-usage.ts'
import { saveMember } from '../../src/data/members.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { createGroupUsage, type UsageReader, usageBounds } from '../../src/flows/group-usage.ts'
import { closeGroupMonths, startGroupUsage } from '../../src/jobs/group-usage.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openGroup } from '../support/groups.ts'

const now = new Date('2026-11-10T12:00:00Z')
const month = '2026-11'

describe.each(engines)('what groups read, on %s', (engine) => {
  let database: TestDatabase
  let group: number
  let lost: number[]
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    group = await openGroup(database, { seats: null, networks: ['192.0.2.0/24'] })
    lost = []
  })
  afterEach(() => database.drop())

  const process = () =>
    createGroupUsage({
      db: database.db,
      hash: (key, text) => createHmac('sha256', key).update(text).digest('base64url'),
      randomKey: () => randomBytes(32).toString('base64url'),
      onLost: (readings) => lost.push(readings),
    })
  const visitor = (id: string, isNew = false): UsageReader => ({ kind: 'visitor', id, isNew })
  const report = () => listUsage(database.db, group)
  const close = (at: string) =>
    closeGroupMonths({
      database,
      now: () => new Date(at),
      meter: () => ({ calendar: calendarOf('Europe/Berlin') }),
    })
  const sit = async (email: string): Promise<UsageReader> => {
    const id = await database.db.transaction().execute(async (trx) => {
      const memberId = await saveMember(trx, email, now)
      await takeSeat(trx, { groupId: group, memberId, cameBy: 'invitation', now })
      return memberId
    })
    return { kind: 'member', id }
  }

  test('a pick counts once a month for each reader, however often and through however many processes it is opened', async () => {
    const [one, other] = [process(), process()]
    for (const usage of [one, other])
      for (const id of ['a', 'b'])
        for (const pickId of [1, 2, 2]) usage.note({ reader: visitor(id), network: group, pickId, month })
    await Promise.all([one.flush(now), other.flush(now)])
    one.note({ reader: visitor('a'), network: group, pickId: 1, month })
    one.note({ reader: visitor('a'), network: group, pickId: 1, month: '2026-12' })
    await one.flush(now)
    expect(await report()).toEqual([
      { month: '2026-12', way: 'network', readers: 1, readings: 1 },
      { month, way: 'network', readers: 2, readings: 4 },
    ])
  })

  test('what a member reads counts for the groups in which they have a seat, and for none where they have none', async () => {
    const usage = process()
    const [ada, bea] = [await sit('ada@boat.example'), await sit('bea@boat.example')]
    const stranger: UsageReader = { kind: 'member', id: 987_654 }
    for (const reader of [ada, bea, stranger]) usage.note({ reader, network: null, pickId: 1, month })
    usage.note({ reader: ada, network: null, pickId: 2, month })
    await usage.flush(now)
    expect(await report()).toEqual([{ month, way: 'seat', readers: 2, readings: 3 }])
  })

  test('a browser counts once it has brought its cookie back, with what it read before; a robot never does', async () => {
    const usage = process()
    for (let robot = 0; robot < 50; robot += 1)
      usage.note({ reader: visitor(`r${robot}`, true), network: group, pickId: 1, month })
    usage.note({ reader: visitor('a', true), network: group, pickId: 1, month })
    await usage.flush(now)
    expect(await report()).toEqual([])
    usage.note({ reader: visitor('a'), network: group, pickId: 2, month })
    await usage.flush(now)
    expect(await report()).toEqual([{ month, way: 'network', readers: 1, readings: 2 }])
  })

  test('while a month lasts no reader and no pick stands in the database, and once it is over only numbers do', async () => {
    const usage = process()
    const ada = await sit('ada@boat.example')
    usage.note({ reader: visitor('visitor-of-the-library'), network: group, pickId: 4711, month })
    usage.note({ reader: ada, network: null, pickId: 4711, month })
    await usage.flush(now)
    const marks = () => database.db.selectFrom('group_mark').selectAll().execute()
    const kept = await marks()
    expect(kept).toHaveLength(4)
    expect(new Set(kept.map(({ mark }) => mark)).size).toBe(4)
    expect(kept.every(({ mark }) => /^[\w-]{22}$/.test(mark))).toBe(true)
    expect(JSON.stringify(kept)).not.toMatch(/visitor-of|4711/)
    const before = await report()
    await close('2026-12-01T12:00:00Z')
    expect(await marks()).toHaveLength(4)
    await close('2026-12-02T12:00:00Z')
    expect([await marks(), await database.db.selectFrom('group_month').selectAll().execute()]).toEqual([[], []])
    expect(await report()).toEqual(before)
    await close('2026-12-03T12:00:00Z')
    expect(await report()).toEqual(before)
  })

  test('each month has a key of its own, so that two months can’t be laid beside each other', async () => {
    const usage = process()
    for (const at of [month, '2026-12']) usage.note({ reader: visitor('a'), network: group, pickId: 1, month: at })
    await usage.flush(now)
    const marks = await database.db.selectFrom('group_mark').select('mark').where('kind', '=', 'reader').execute()
    expect(new Set(marks.map(({ mark }) => mark)).size).toBe(2)
  })

  test('what can’t be written waits for the next time, and of too much the number that is lost is told', async () => {
    const usage = process()
    usage.note({ reader: visitor('a'), network: group, pickId: 1, month })
    const hidden = database.db.schema.alterTable('group_mark').renameTo('gone')
    await hidden.execute()
    await expect(usage.flush(now)).rejects.toThrow()
    await database.db.schema.alterTable('gone').renameTo('group_mark').execute()
    await usage.flush(now)
    expect(await report()).toEqual([{ month, way: 'network', readers: 1, readings: 1 }])
    for (let pickId = 0; pickId < usageBounds.waiting + 3; pickId += 1)
      usage.note({ reader: { kind: 'member', id: 1 }, network: null, pickId, month })
    await usage.flush(now)
    expect(lost).toEqual([3])
  })

  test('what was noted is written when the site stops', async () => {
    const usage = process()
    const running = startGroupUsage({ usage, now: () => now, log: () => {} })
    usage.note({ reader: visitor('a'), network: group, pickId: 1, month })
    await running.stop()
    expect(await report()).toEqual([{ month, way: 'network', readers: 1, readings: 1 }])
  })
})
