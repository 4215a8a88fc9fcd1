import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { publishAllDue } from '../../src/jobs/publish-due.ts'
import { engines } from '../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../support/desk.ts'
import { secrets } from '../support/secrets.ts'
import { openTestSite, type TestSite } from '../support/site.ts'

const hour = 3_600_000

describe.each(engines)('what is planned, on %s', (engine) => {
  let site: TestSite
  let owner: Editor
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine })
    owner = await openEditor(site, 'owner@paper.example', 'owner')
    ada = await openEditor(site, 'ada@paper.example', 'editor')
  })
  afterEach(() => site.drop())
  const tick = (db = site.database.db) =>
    publishAllDue({
      db,
      now: () => site.clock.now,
      hash: secrets.hash,
      calendar: () => calendarOf('UTC'),
      refresh: site.live.refresh,
      log: () => {},
    })
  const plan = async (headline: string, local = '2026-11-10T14:00') => {
    const { id, revision } = await ada.do('createPick', { content: { ...wholeContent, headline } })
    await ada.do('schedulePick', { revision, local }, { id })
    return id
  }
  const later = (milliseconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }

  test('goes out when its time has come, not before, and once however many processes look', async () => {
    const ids = [await plan('One'), await plan('Two'), await plan('Three')]
    later(2 * hour - 1)
    expect(await tick()).toBe(0)
    later(1)
    const other = await openDatabase(site.database.place)
    const published = await Promise.all([tick(), tick(other.db), tick(), tick(other.db)])
    await other.close()
    expect(published.reduce((sum, one) => sum + one, 0)).toBe(3)
    const { entries } = await owner.do('listAudit', {})
    const outs = entries.filter(({ what }) => what === 'publishPick').map(({ subject, who }) => [subject, who.name])
    expect(outs.toSorted()).toEqual(ids.map((id) => [`pick ${id}`, 'The program']))
    for (const slug of ['one', 'two', 'three']) expect((await site.request(`/picks/${slug}`)).status).toBe(200)
    const { versions, publishedAt } = await ada.do('showPick', {}, { id: ids[0] ?? 0 })
    expect(versions.map(({ by }) => by.name)).toEqual(['ada@paper.example'])
    expect(publishedAt).toBe('2026-11-10T14:00:00.000Z')
  })

  test('that should have gone out while nothing was running goes out at the next start, dated the day it does', async () => {
    const id = await plan('Late')
    later(30 * hour)
    expect(await tick()).toBe(1)
    expect(await ada.do('showPick', {}, { id })).toMatchObject({ state: 'published', date: '2026-11-11', schedule: null })
  })

  test('goes out as it is written then; what lacks something by that time is held and said', async () => {
    const [good, bad] = [await plan('Good'), await plan('Bad')]
    const save = (id: number, content: typeof wholeContent) => ada.do('savePick', { revision: 1, content, note: '' }, { id })
    await save(good, { ...wholeContent, headline: 'Better' })
    await save(bad, { ...wholeContent, headline: '' })
    later(3 * hour)
    expect([await tick(), await tick()]).toEqual([1, 0])
    expect((await site.request('/picks/better')).status).toBe(200)
    const held = await ada.do('showPick', {}, { id: bad })
    expect(held).toMatchObject({ state: 'draft', schedule: { held: [{ field: 'headline' }] } })
    const entry = (await owner.do('listAudit', {})).entries.find(({ what }) => what === 'holdPick')
    expect(entry).toMatchObject({ subject: `pick ${bad}`, detail: { lacks: ['headline'] } })
    await ada.do('savePick', { revision: held.revision, content: { ...wholeContent, headline: 'Mended' }, note: '' }, { id: bad })
    expect(await tick()).toBe(0)
    await ada.do('schedulePick', { revision: held.revision + 1, local: '2026-11-10T16:00' }, { id: bad })
    later(hour)
    expect(await tick()).toBe(1)
  })

  test('by somebody who may publish no more waits for somebody who may [DK-02]', async () => {
    const [removed, lowered] = [await plan('One'), await plan('Two')]
    const me = (await ada.do('me', {})).person.id
    expect(await owner.do('changeRole', { role: 'contributor' }, { id: me })).toEqual({ held: 2 })
    later(3 * hour)
    expect(await tick()).toBe(0)
    await owner.do('schedulePick', { revision: 1, local: '2026-11-10T16:00' }, { id: removed })
    later(2 * hour)
    expect(await tick()).toBe(1)
    expect((await owner.do('showPick', {}, { id: lowered })).schedule?.held).toHaveLength(1)
  })

  test('is looked at again where a role was taken away behind the desk’s back [DK-02]', async () => {
    const id = await plan('One')
    await site.database.db.deleteFrom('staff').where('role', '=', 'editor').execute()
    later(3 * hour)
    expect(await tick()).toBe(0)
    expect(await owner.do('showPick', {}, { id })).toMatchObject({ state: 'draft', schedule: { held: [{ field: 'schedule' }] } })
  })
})
