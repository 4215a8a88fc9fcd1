import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

const minute = 60_000
const empty = {
  headline: '',
  date: null,
  introduction: [],
  excerpt: [],
  source: { name: '', url: null },
  author: null,
  topics: [],
  cover: null,
}

describe.each(engines)('drafts, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  let jun: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'editor')
    jun = await openEditor(site, 'jun@paper.example', 'editor')
  })
  afterEach(() => site.drop())
  const later = (milliseconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }
  const typed = (headline: string) => ({ ...wholeContent, headline })

  test('a draft may lack anything, says what it lacks, and keeps what was typed to the letter', async () => {
    const pick = await ada.do('createPick', {})
    expect(pick).toMatchObject({ state: 'draft', revision: 1, slug: null, content: empty, visibility: 'metered', path: null })
    expect(pick.lacks.map(({ field }) => field)).toEqual(['headline', 'introduction', 'excerpt', 'source'])
    const content = { ...empty, headline: '  <b>Half “a” headline', introduction: ['', 'x '], topics: ['a', ''] }
    const saved = await ada.do('savePick', { revision: 1, content, note: 'For Jun:\nplease look' }, { id: pick.id })
    expect(saved).toMatchObject({ revision: 2, quotedWords: 0 })
    const again = await jun.do('showPick', {}, { id: pick.id })
    expect(again).toMatchObject({ content, note: 'For Jun:\nplease look', author: { name: 'ada@paper.example' } })
    expect((await ada.do('savePick', { revision: 2, content: wholeContent, note: '' }, { id: pick.id })).lacks).toEqual([])
  })

  test('of two who save what they both had open one is told, with what the other made of it, and nothing is lost [DK-13]', async () => {
    const { id } = await ada.do('createPick', { content: wholeContent })
    const save = (who: Editor, headline: string) =>
      who.ask('savePick', { revision: 1, content: typed(headline), note: '' }, { id })
    const answers = await Promise.all([save(ada, 'Ada’s'), save(jun, 'Jun’s')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const told = answers.find(({ status }) => status === 409)
    const present = await ada.do('showPick', {}, { id })
    expect(told?.body).toMatchObject({ problem: { code: 'conflict' }, present: { revision: 2, content: present.content } })
    expect(['Ada’s', 'Jun’s']).toContain(present.headline)
    // What somebody else wrote is told as data, which no browser takes for a page.
    const body = JSON.stringify({ revision: 1, content: typed('<img src=x onerror=alert(1)>'), note: '' })
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
    const raw = await ada.browser.get(`/desk/api/picks/${id}/draft`, { method: 'POST', headers, body })
    expect([raw.status, raw.headers.get('content-type'), raw.headers.get('x-content-type-options')]).toEqual([
      409,
      'application/json; charset=utf-8',
      'nosniff',
    ])
  })

  test('an answer that got lost can be asked for again, and is no conflict; a stale tab is one [DK-13]', async () => {
    const { id } = await ada.do('createPick', {})
    const first = { revision: 1, content: typed('One'), note: '' }
    const saved = await ada.do('savePick', first, { id })
    expect(await ada.do('savePick', first, { id })).toEqual(saved)
    expect((await jun.ask('savePick', first, { id })).status).toBe(409)
    expect((await ada.ask('savePick', { ...first, content: typed('Two') }, { id })).status).toBe(409)
    expect((await ada.ask('publishPick', { revision: 1 }, { id })).status).toBe(409)
  })

  test('whoever has a pick open over which a file is imported is told, also when the desk had never saved it', async () => {
    await site.publish(pickText({ headline: 'Imported', topics: 'Maps' }))
    const id = (await ada.do('listPicks', {})).picks[0]?.id ?? 0
    for (const topics of ['Charts', 'Rivers']) {
      const { revision, content } = await ada.do('showPick', {}, { id })
      await site.publish(pickText({ headline: 'Imported', topics }))
      const told = await ada.ask('savePick', { revision, content, note: '' }, { id })
      expect(told).toMatchObject({ status: 409, body: { present: { topics: [topics] } } })
    }
  })

  test('what one has written is kept as a version when another goes on, and now and then besides', async () => {
    const { id } = await ada.do('createPick', {})
    await ada.do('savePick', { revision: 1, content: typed('Ada’s'), note: '' }, { id })
    await jun.do('savePick', { revision: 2, content: typed('Jun’s'), note: '' }, { id })
    for (const revision of [3, 4, 5]) {
      later(6 * minute)
      await jun.do('savePick', { revision, content: typed(`Jun’s ${revision}`), note: '' }, { id })
    }
    const { versions } = await ada.do('listVersions', {}, { id })
    const kept = await Promise.all(versions.map(({ number }) => ada.do('showVersion', {}, { id, number })))
    expect(kept.map(({ content, by }) => [content.headline, by.name])).toEqual([
      ['Jun’s 4', 'jun@paper.example'],
      ['Ada’s', 'ada@paper.example'],
    ])
  })

  test('a version can be restored; what was there is kept, and readers see nothing of it until it is published [DK-02]', async () => {
    const { id } = await ada.do('createPick', { content: typed('First') })
    const out = await ada.do('publishPick', { revision: 1 }, { id })
    await ada.do('savePick', { revision: out.revision, content: typed('Second'), note: '' }, { id })
    await ada.do('changeVisibility', { visibility: 'subscribers-only' }, { id })
    const before = await ada.do('showPick', {}, { id })
    const first = before.versions.find(({ kind }) => kind === 'pick')?.number ?? 0
    const restored = await jun.do('restoreVersion', { revision: before.revision }, { id, number: first })
    expect(restored).toMatchObject({ headline: 'First', visibility: 'subscribers-only', state: 'published' })
    const [newest] = restored.versions
    expect((await ada.do('showVersion', {}, { id, number: newest?.number ?? 0 })).content.headline).toBe('Second')
    const stale = await jun.ask('restoreVersion', { revision: before.revision }, { id, number: first })
    expect(stale.status).toBe(409)
    expect((await jun.ask('restoreVersion', { revision: restored.revision }, { id, number: 99 })).status).toBe(404)
  })

  test('a draft can be deleted with all that was kept of it; what has gone out can’t', async () => {
    const draft = await ada.do('createPick', { content: wholeContent })
    await jun.do('savePick', { revision: 1, content: typed('Other'), note: '' }, { id: draft.id })
    await jun.do('presence', {}, { id: draft.id })
    expect((await ada.ask('deletePick', { revision: 1 }, { id: draft.id })).status).toBe(409)
    await ada.do('deletePick', { revision: 2 }, { id: draft.id })
    expect((await ada.ask('showPick', {}, { id: draft.id })).status).toBe(404)
    expect((await ada.do('listPicks', { search: 'other' })).picks).toEqual([])
    const out = await ada.do('createPick', { content: wholeContent })
    const { revision } = await ada.do('publishPick', { revision: 1 }, { id: out.id })
    const refused = await ada.ask('deletePick', { revision }, { id: out.id })
    expect(refused).toMatchObject({ status: 409, body: { problem: { code: 'not-now' } } })
  })

  test('who else has a pick open is told, until they have been gone for a while', async () => {
    const { id } = await ada.do('createPick', {})
    expect((await ada.do('presence', {}, { id })).others).toEqual([])
    const since = site.clock.now.toISOString()
    later(15_000)
    expect((await jun.do('presence', {}, { id })).others).toMatchObject([{ person: { name: 'ada@paper.example' }, since }])
    expect((await ada.do('presence', {}, { id })).others).toMatchObject([{ person: { name: 'jun@paper.example' } }])
    later(46_000)
    expect((await jun.do('presence', {}, { id })).others).toEqual([])
  })

  test('a contributor writes in their own drafts and sees nobody else’s; planned or published, they are theirs no more [DK-02]', async () => {
    const eve = await openEditor(site, 'eve@paper.example', 'contributor')
    const own = await eve.do('createPick', { content: wholeContent })
    const other = await ada.do('createPick', { content: wholeContent })
    const save = (id: number, revision: number) => eve.ask('savePick', { revision, content: typed('Mine'), note: '' }, { id })
    expect((await save(own.id, 1)).status).toBe(200)
    expect((await save(other.id, 1)).status).toBe(403)
    const refusals = [
      await eve.ask('showPick', {}, { id: other.id }),
      await eve.ask('listVersions', {}, { id: other.id }),
      await eve.ask('deletePick', { revision: 1 }, { id: other.id }),
      await eve.ask('restoreVersion', { revision: 1 }, { id: other.id, number: 1 }),
      await eve.ask('presence', {}, { id: other.id }),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 403, 404, 403])
    expect((await eve.do('listPicks', {})).picks.map(({ id }) => id)).toEqual([own.id])
    await ada.do('schedulePick', { revision: 2, local: '2026-11-11T08:00' }, { id: own.id })
    expect(await save(own.id, 2)).toMatchObject({ status: 403, body: { problem: { code: 'not-yours' } } })
    await ada.do('unschedulePick', {}, { id: own.id })
    expect((await save(own.id, 2)).status).toBe(200)
    const { revision } = await ada.do('publishPick', { revision: 3 }, { id: own.id })
    expect((await save(own.id, revision)).status).toBe(403)
    expect((await eve.do('showPick', {}, { id: own.id })).state).toBe('published')
  })

  test('what a contributor saves while an editor plans the pick is seen by the editor first, or isn’t saved [DK-02]', async () => {
    const eve = await openEditor(site, 'eve@paper.example', 'contributor')
    for (let round = 0; round < 12; round++) {
      const { id } = await eve.do('createPick', { content: typed(`Number ${round}`) })
      const [saved, planned] = await Promise.all([
        eve.ask('savePick', { revision: 1, content: typed('Nobody read this'), note: '' }, { id }),
        ada.ask('schedulePick', { revision: 1, local: '2026-11-11T08:00' }, { id }),
      ])
      expect([saved.status, planned.status].toSorted(), `round ${round}`).not.toEqual([200, 200])
      expect([saved.status, planned.status]).toContain(200)
    }
  })

  test('a pick that was imported is gone on with from what it says, and an import that changes it is not saved over unseen', async () => {
    await site.publish(pickText({ headline: 'From Elsewhere', secret: 'lantern', topics: 'Harbors' }))
    const [line] = (await ada.do('listPicks', { search: 'lantern' })).picks
    const pick = await ada.do('showPick', {}, { id: line?.id ?? 0 })
    expect(pick).toMatchObject({ revision: 0, author: null, topics: ['Harbors'], slug: 'from-elsewhere', lacks: [] })
    expect(pick.content.author).toBe('Ada Brook')
    const saved = await ada.do('savePick', { revision: 0, content: pick.content, note: 'seen' }, { id: pick.id })
    await site.publish(pickText({ headline: 'From Elsewhere', secret: 'lamp', topics: 'Harbors' }))
    const late = await ada.ask('savePick', { revision: saved.revision, content: pick.content, note: '' }, { id: pick.id })
    expect(late.status).toBe(409)
  })
})
