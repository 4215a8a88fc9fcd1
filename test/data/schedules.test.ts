import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { insertDraft } from '../../src/data/drafts.ts'
import { saveMember } from '../../src/data/members.ts'
import { claimDue, holdDue, listDue, saveSchedule } from '../../src/data/schedules.ts'
import type { Trx } from '../../src/data/schema.ts'
import { saveStaff } from '../../src/data/staff.ts'
import { emptyContent } from '../../src/domain/draft.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const now = new Date('2026-11-10T12:00:00Z')
const local = '2026-11-10T12:00'
const plus = (milliseconds: number) => new Date(now.getTime() + milliseconds)

describe.each(engines)('a planned pick, on %s', (engine) => {
  let database: TestDatabase
  let pickId: number
  let setBy: number
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    await change(async (trx) => {
      setBy = await saveMember(trx, 'ada@paper.example', now)
      await saveStaff(trx, { memberId: setBy, role: 'editor', now, addedBy: null })
      const draft = { content: emptyContent, note: '', now, by: setBy, key: 'one', visibility: 'metered' } as const
      pickId = await insertDraft(trx, draft)
    })
  })
  afterEach(() => database.drop())
  const change = <T>(work: (trx: Trx) => Promise<T>) => database.db.transaction().execute(work)
  const plan = (at: Date) => change((trx) => saveSchedule(trx, { pickId, local, at, setBy }))
  const claim = (at: Date) => change((trx) => claimDue(trx, pickId, at))

  test('can be taken once its time has come, by one of all who try', async () => {
    await plan(now)
    expect([await claim(plus(-1)), await listDue(database.db, plus(-1), 9)]).toEqual([null, []])
    expect(await listDue(database.db, now, 9)).toEqual([pickId])
    const claims = await Promise.all([claim(now), claim(now), claim(now)])
    expect(claims.filter((one) => one !== null)).toEqual([{ local, at: now, setBy, held: null }])
  })

  test('that was planned for later after it was seen to be due stays planned', async () => {
    await plan(now)
    expect(await listDue(database.db, now, 9)).toEqual([pickId])
    await plan(plus(1))
    expect(await claim(now)).toBeNull()
    expect(await change((trx) => holdDue(trx, pickId, now, []))).toBe(false)
    expect((await claim(plus(1)))?.at).toEqual(plus(1))
  })

  test('that is held isn’t taken until it is planned anew', async () => {
    await plan(now)
    expect(await change((trx) => holdDue(trx, pickId, now, [{ field: 'headline', message: 'There is no headline.' }]))).toBe(true)
    expect([await listDue(database.db, plus(1), 9), await claim(plus(1))]).toEqual([[], null])
    await plan(plus(1))
    expect(await claim(plus(1))).not.toBeNull()
  })
})
