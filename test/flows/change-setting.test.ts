import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadGeneration } from '../../src/data/generations.ts'
import { changeSetting, unsetSetting } from '../../src/flows/change-setting.ts'
import { loadMagazine } from '../../src/flows/load-magazine.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

describe.each(engines)('changing a setting, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const generation = () => loadGeneration(database.db)

  test('a change is kept as the setting writes it, and begins a new generation', async () => {
    const before = await generation()
    expect(await changeSetting(database.db, 'accent', ' #A02030 ')).toEqual({ ok: true, text: '#a02030', changed: true })
    expect((await loadMagazine(database.db)).accent).toBe('#a02030')
    expect(await generation()).toBe(before + 1)
  })

  test('setting what is set already begins no new generation', async () => {
    await changeSetting(database.db, 'period', 'week')
    const before = await generation()
    expect(await changeSetting(database.db, 'period', 'WEEK')).toEqual({ ok: true, text: 'week', changed: false })
    expect(await generation()).toBe(before)
  })

  test('a value that can’t be used changes nothing and gives the reason', async () => {
    await changeSetting(database.db, 'allowance.visitors', '4')
    const before = await generation()
    expect(await changeSetting(database.db, 'allowance.visitors', 'four')).toEqual({
      ok: false,
      reason: expect.stringContaining('four'),
    })
    expect((await loadMagazine(database.db)).policy.allowance.visitor).toBe(4)
    expect(await generation()).toBe(before)
  })

  test('a setting that is unset has its default again, and unsetting it twice changes nothing', async () => {
    await changeSetting(database.db, 'zone', 'Europe/Berlin')
    expect(await unsetSetting(database.db, 'zone')).toEqual({ text: 'UTC', changed: true })
    expect((await loadMagazine(database.db)).zone).toBe('UTC')
    const before = await generation()
    expect(await unsetSetting(database.db, 'zone')).toEqual({ text: 'UTC', changed: false })
    expect(await generation()).toBe(before)
  })
})
