import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hourOf } from '../../src/flows/network-counts.ts'
import { shareCounts } from '../../src/jobs/share-counts.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { createCounts } from '../support/network-counts.ts'
import { secrets } from '../support/secrets.ts'

const hour = 3_600_000
const crowded = '203.0.113.0/24'

describe.each(engines)('processes that count networks together, on %s', (engine) => {
  let database: TestDatabase
  let at: Date
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    at = new Date('2026-11-10T12:30:00Z')
  })
  afterEach(() => database.drop())

  const open = (purpose = 'newVisitors') => {
    const counts = createCounts()
    const share = () =>
      shareCounts({ db: database.db, counts: { [purpose]: counts }, randomKey: secrets.newToken, now: () => at })
    const count = (times = 1, network = crowded) =>
      Array.from({ length: times }, () => counts.countNetwork(network, at)).at(-1) ?? 0
    return { counts, share, count }
  }
  const stored = async () => [
    ...(await database.db.selectFrom('network_count').selectAll().execute()),
    ...(await database.db.selectFrom('network_key').selectAll().execute()),
  ]

  test('know after a round what the others have counted, however often rounds are made [PW-21]', async () => {
    const [one, two, three] = [open(), open(), open('asks')]
    await Promise.all([one.share(), two.share(), three.share()])
    one.count(5)
    two.count(3)
    three.count(4)
    for (let round = 0; round < 3; round++) for (const each of [one, two, three]) await each.share()
    expect([one.count(), two.count(), three.count()]).toEqual([9, 9, 5])
    for (let round = 0; round < 2; round++) for (const each of [one, two]) await each.share()
    expect([one.count(), two.count()]).toEqual([11, 11])
  })

  test('lose nothing when they tell at once, nor when a round fails', async () => {
    const all = Array.from({ length: 6 }, () => open())
    await Promise.all(all.map(({ share }) => share()))
    for (const { count } of all) count(10)
    if (engine === 'sqlite') for (const { share } of all) await share()
    else await Promise.all(all.map(({ share }) => share()))
    const [first, ...others] = all
    await first?.share()
    expect(first?.count()).toBe(61)
    await database.db.schema.alterTable('network_count').renameTo('elsewhere').execute()
    await expect(first?.share()).rejects.toThrow()
    await database.db.schema.alterTable('elsewhere').renameTo('network_count').execute()
    first?.count(4)
    await first?.share()
    await others[0]?.share()
    expect(others[0]?.count()).toBe(66)
  })

  test('write down no address, only networks that come near their limit, and none for longer than its hour [PW-23]', async () => {
    const one = open()
    await one.share()
    one.count(1)
    one.count(2, '198.51.100.0/24')
    await one.share()
    const rows = await stored()
    expect(rows.filter((row) => 'network' in row)).toMatchObject([{ count: 2, network: expect.stringMatching(/^[\w-]{43}$/) }])
    expect(JSON.stringify(rows)).not.toMatch(/203\.0|198\.51/)
    const names = rows.flatMap((row) => ('network' in row ? [row.network] : []))
    at = new Date(at.getTime() + hour)
    expect(one.count(2, '198.51.100.0/24')).toBe(2)
    await one.share()
    const later = await stored()
    expect(later.filter((row) => 'network' in row)).toHaveLength(1)
    expect(JSON.stringify(later)).not.toContain(names[0])
    expect(later.flatMap((row) => ('key' in row ? [row.hour] : [])).toSorted()).toEqual([hourOf(at), hourOf(at) + 1])
  })

  test('begin an hour with the key they have agreed on, and count alone until they have one', async () => {
    const [one, late] = [open(), open()]
    await one.share()
    expect(late.count(3)).toBe(3)
    expect(late.counts.listUntold(hourOf(at))).toEqual([])
    at = new Date(at.getTime() + hour)
    one.count(4)
    late.count(1)
    await one.share()
    await late.share()
    late.count(2)
    for (const each of [late, one]) await each.share()
    expect(one.count()).toBe(7)
  })
})
