import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { updateDraft } from '../../../src/data/drafts.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

const minute = 60_000

describe.each(engines)('a topic that gets another name while others write, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  let jun: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
    jun = await openEditor(site, 'jun@paper.example', 'editor')
  })
  afterEach(() => site.drop())
  const later = (milliseconds = minute) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }
  const show = (id: number) => ada.do('showPick', {}, { id })
  const topicNamed = async (name: string) => (await ada.do('listTopics', {})).topics.find((topic) => topic.name === name)?.id ?? 0
  const rename = async (from: string, name: string) => ada.do('renameTopic', { name }, { id: await topicNamed(from) })
  /** A draft, a published pick with a draft over it, a published one, an imported one and one that is filed elsewhere; as they were saved. */
  const fill = async () => {
    const begin = async (headline: string, topics: string[]) => {
      later()
      return (await jun.do('createPick', { content: { ...wholeContent, headline, topics } })).id
    }
    const publish = async (id: number) => (await jun.do('publishPick', { revision: 1 }, { id })).revision
    const written = await begin('Written', ['Maps', 'Rivers'])
    const [both, out, elsewhere] = [await begin('Both', ['Maps']), await begin('Out', ['Maps']), await begin('Else', ['Rivers'])]
    const revision = await publish(both)
    await publish(out)
    await publish(elsewhere)
    later()
    await jun.do('savePick', { revision, content: { ...wholeContent, topics: ['Maps', 'Fords'] }, note: '' }, { id: both })
    later()
    await site.publish(pickText({ headline: 'Imported', topics: 'Maps' }))
    const { picks } = await ada.do('listPicks', {})
    return { written, both, out, imported: picks.find(({ headline }) => headline === 'Imported')?.id ?? 0 }
  }
  const standing = async () => {
    const { picks } = await ada.do('listPicks', {})
    return Promise.all(picks.map(async ({ id, savedAt }) => ({ id, savedAt, by: (await show(id)).savedBy })))
  }

  test('leaves its picks where they are in the list, and who saved each last and when', async () => {
    const { written, both, out, imported } = await fill()
    const before = await standing()
    later()
    await rename('Maps', 'Charts')
    await ada.do('describeTopic', { description: 'Sheets of the sea.' }, { id: await topicNamed('Charts') })
    expect(await standing()).toEqual(before)
    for (const id of [written, both, out, imported]) expect((await show(id)).topics, `${id}`).toContain('Charts')
    later()
    await ada.do('mergeTopic', { into: await topicNamed('Rivers') }, { id: await topicNamed('Charts') })
    expect(await standing()).toEqual(before)
    expect((await show(written)).topics).toEqual(['Rivers'])
    expect((await show(both)).topics).toEqual(['Rivers', 'Fords'])
    const version = (await show(out)).versions[0]
    expect(version).toMatchObject({ savedAt: site.clock.now.toISOString(), by: { name: 'ada@paper.example' } })
    for (const path of ['/picks/both', '/picks/out', '/picks/imported'])
      expect(await (await site.request(path)).text()).toMatch(/More about.*Rivers/s)
    expect((await ada.do('listPicks', { search: 'maps' })).picks).toEqual([])
  })

  test('tells whoever has one open, with what else it says untouched, and what they save then is filed under the new name', async () => {
    const { written, out, imported } = await fill()
    const open = await Promise.all([written, out, imported].map(show))
    later()
    await rename('Maps', 'Charts')
    for (const { id, revision, content, savedAt } of open) {
      const typed = { ...content, headline: `${content.headline} and on` }
      const told = await jun.ask('savePick', { revision, content: typed, note: '' }, { id })
      const present = told.status === 200 ? undefined : told.body.present
      const topics = content.topics.map((name) => (name === 'Maps' ? 'Charts' : name))
      expect([told.status, present?.savedAt, present?.content]).toEqual([409, savedAt, { ...content, topics }])
      const saved = await jun.do(
        'savePick',
        { revision: present?.revision ?? 0, content: { ...typed, topics }, note: '' },
        { id },
      )
      expect((await jun.do('publishPick', { revision: saved.revision }, { id })).topics).toEqual(topics)
    }
    expect(await topicNamed('Maps')).toBe(0)
  })

  test('is no conflict for whoever writes in a pick that isn’t filed under it any more', async () => {
    const { both } = await fill()
    const { revision, content } = await show(both)
    const saved = await jun.do('savePick', { revision, content: { ...content, topics: ['Fords'] }, note: '' }, { id: both })
    later()
    await rename('Maps', 'Charts')
    expect(await (await site.request('/picks/both')).text()).toMatch(/More about.*Charts/s)
    const next = { ...content, topics: ['Fords', 'Bridges'] }
    expect((await jun.ask('savePick', { revision: saved.revision, content: next, note: '' }, { id: both })).status).toBe(200)
  })

  test('keeps what was written before it among the versions, with its own time and writer', async () => {
    const { both } = await fill()
    const { savedAt } = await show(both)
    later()
    await rename('Maps', 'Charts')
    later()
    const { revision, content } = await show(both)
    await jun.do('savePick', { revision, content: { ...content, headline: 'Another day' }, note: '' }, { id: both })
    expect((await show(both)).versions[0]).toMatchObject({ kind: 'draft', savedAt, by: { name: 'jun@paper.example' } })
  })

  test('waits for whoever is just saving, and has its new name in what they save too', async () => {
    const { db } = site.database
    const { id } = await jun.do('createPick', { content: { ...wholeContent, topics: ['Maps'] } })
    await jun.do('publishPick', { revision: 1 }, { id })
    const saving = await db.startTransaction().execute()
    const content = { ...wholeContent, headline: 'At once', topics: ['Maps', 'Rivers'] }
    const draft = { revision: 2, content, note: '', now: site.clock.now, by: 1 }
    expect(await updateDraft(saving, { id, visibility: 'metered', isPublic: true }, draft)).toBe(3)
    const renamed = rename('Maps', 'Charts')
    if (engine === 'postgres')
      await expect.poll(async () => (await waiting.execute(db)).rows.length, { timeout: 10_000 }).toBeGreaterThan(0)
    await saving.commit().execute()
    expect(await renamed).toMatchObject({ name: 'Charts', picks: 1 })
    expect(await show(id)).toMatchObject({ revision: 4, headline: 'At once', topics: ['Charts', 'Rivers'] })
  })
})

const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
