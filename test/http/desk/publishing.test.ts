import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { englishStyle } from '../../../src/domain/house-style.ts'
import { parsePicks, printPick } from '../../../src/domain/pick-text.ts'
import { exportPicks } from '../../../src/flows/export-picks.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

describe.each(engines)('publishing, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine, settings: { zone: 'Europe/Berlin' } })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterEach(() => site.drop())
  const path = '/picks/the-ford-nobody-drew'
  const status = async (at: string) => (await site.request(at)).status
  const publish = async (content = wholeContent) => {
    const { id, revision } = await ada.do('createPick', { content })
    return ada.do('publishPick', { revision }, { id })
  }

  test('what lacks something stays on the desk, with all it lacks', async () => {
    const { id, revision } = await ada.do('createPick', {
      content: { ...wholeContent, introduction: ['No attribution.'], excerpt: [] },
    })
    for (const said of [
      await ada.ask('publishPick', { revision }, { id }),
      await ada.ask('schedulePick', { revision, local: '2027-01-01T08:00' }, { id }),
    ]) {
      expect(said).toMatchObject({ status: 422, body: { problem: { code: 'unusable' } } })
      expect(said.status === 422 && said.body.problem.fields?.map(({ field }) => field)).toEqual(['introduction', 'excerpt'])
    }
    expect((await ada.do('showPick', {}, { id })).state).toBe('draft')
  })

  test('readers see a pick from the moment it is published, and what is written next only once that is published again', async () => {
    const draft = await ada.do('createPick', { content: wholeContent })
    expect(await status(path)).toBe(404)
    const out = await ada.do('publishPick', { revision: draft.revision }, { id: draft.id })
    expect(out).toMatchObject({
      state: 'published',
      date: '2026-11-10',
      path,
      publishedLocal: '2026-11-10T13:00',
      hasChanges: false,
    })
    expect(await (await site.request(path)).text()).toContain('The ford was')
    const content = { ...out.content, introduction: ['Another lead. Mara Ellison writes:'] }
    const saved = await ada.do('savePick', { revision: out.revision, content, note: 'n' }, { id: draft.id })
    expect((await ada.do('listPicks', {})).picks[0]).toMatchObject({ state: 'published', hasChanges: true })
    expect(await (await site.request('/')).text()).not.toContain('Another lead')
    // A hit would tell that the word is in there.
    expect(await (await site.request('/search?q=another')).text()).not.toContain(path)
    expect(await (await site.request('/search?q=persuaded')).text()).toContain(path)
    const again = await ada.do('publishPick', { revision: saved.revision }, { id: draft.id })
    expect(again).toMatchObject({ publishedAt: out.publishedAt, hasChanges: false, note: 'n' })
    expect(await (await site.request('/')).text()).toContain('Another lead')
    expect(again.versions.filter(({ kind }) => kind === 'pick')).toHaveLength(2)
  })

  test('a pick that was published is one that export writes and import takes back unchanged', async () => {
    await publish()
    let text = ''
    for await (const part of exportPicks(site.database.db, { publishedOnly: true })) text += part
    const read = parsePicks(text)
    expect(read.ok && printPick(read.picks[0] as never, englishStyle)).toBe(text)
    await site.publish(text)
    expect((await ada.do('listPicks', {})).picks).toHaveLength(1)
  })

  test('two picks of one headline get two addresses', async () => {
    expect([(await publish()).path, (await publish()).path]).toEqual([path, `${path}-2`])
  })

  test('a pick that is taken back is gone for every reader at once, and is a draft again at its address', async () => {
    const { id, revision } = await publish()
    const back = await ada.do('unpublishPick', {}, { id })
    expect(back).toMatchObject({ state: 'draft', slug: path.slice('/picks/'.length) })
    expect(await status(path)).toBe(404)
    expect(await (await site.request('/')).text()).not.toContain('The River')
    expect((await ada.ask('unpublishPick', {}, { id })).status).toBe(409)
    await ada.do('publishPick', { revision }, { id })
    expect(await status(path)).toBe(200)
  })

  test('an address that is changed leads to the new one for ever, and no other pick can have it', async () => {
    const { id } = await publish()
    const other = await publish({ ...wholeContent, headline: 'Another' })
    await ada.do('changeSlug', { slug: 'no-river' }, { id })
    const moved = await site.request(`${path}?after=3`)
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/picks/no-river?after=3'])
    const stream = await site.request(`${path}/stream`)
    expect([stream.status, stream.headers.get('location')]).toEqual([301, '/picks/no-river/stream'])
    expect(await status('/picks/no-river')).toBe(200)
    expect((await ada.ask('changeSlug', { slug: 'no-river' }, { id: other.id })).status).toBe(422)
    expect((await ada.ask('changeSlug', { slug: path.slice(7) }, { id: other.id })).status).toBe(422)
    const changed = await ada.do('changeSlug', { slug: 'river' }, { id })
    expect(changed.oldSlugs).toEqual(['no-river', path.slice(7)])
    for (const old of [path, '/picks/no-river']) expect((await site.request(old)).headers.get('location')).toBe('/picks/river')
    expect((await publish()).path).toBe(`${path}-2`)
    const back = await ada.do('changeSlug', { slug: path.slice(7) }, { id })
    expect([back.oldSlugs, await status(path)]).toEqual([['no-river', 'river'], 200])
    await expect(site.publish(`${pickText({ headline: 'New' })}\n\nSlug: river\n`)).rejects.toThrow(/another pick/)
    await ada.do('unpublishPick', {}, { id })
    expect(await status('/picks/river')).toBe(404)
  })

  test('who may read a pick changes for all at once, whatever was finished for them [CA-02]', async () => {
    const { id } = await publish()
    await ada.do('changeVisibility', { visibility: 'open' }, { id })
    const open = await site.request(path)
    expect([open.headers.get('cache-control')?.includes('public'), await open.text()]).toEqual([
      true,
      expect.stringContaining('The ford was'),
    ])
    await ada.do('changeVisibility', { visibility: 'subscribers-only' }, { id })
    const closed = await site.request(path)
    expect([closed.headers.get('cache-control'), await closed.text()]).toEqual([
      'private, no-store',
      expect.not.stringContaining('The ford was'),
    ])
  })

  test('many picks are changed each for itself, and those that can’t be are named', async () => {
    const ids = [
      (await publish()).id,
      (await ada.do('createPick', { content: wholeContent })).id,
      (await ada.do('createPick', {})).id,
    ]
    const [one = 0, two = 0, three = 0] = ids
    expect(await ada.do('changeManyPicks', { do: 'publish', ids: [...ids, ...ids, 999] })).toEqual({
      done: [one, two],
      refused: [
        { id: three, message: 'It isn’t whole yet. There is no headline.' },
        { id: 999, message: 'This pick isn’t here any more.' },
      ],
    })
    await ada.do('changeManyPicks', { do: 'add-topic', ids, topic: 'Lost things' })
    const topics = async () => (await ada.do('listPicks', {})).picks.map((pick) => pick.topics.includes('Lost things'))
    expect([await topics(), await status('/topics/lost-things')]).toEqual([[true, true, true], 200])
    await ada.do('changeManyPicks', { do: 'remove-topic', ids, topic: 'Lost things' })
    expect([await topics(), await status('/topics/lost-things')]).toEqual([[false, false, false], 404])
    await ada.do('changeManyVisibilities', { ids, visibility: 'open' })
    expect((await ada.do('listPicks', {})).picks.map(({ visibility }) => visibility)).toEqual(['open', 'open', 'open'])
    expect((await ada.do('changeManyPicks', { do: 'unpublish', ids })).done).toEqual([one, two])
    expect(
      (await ada.ask('changeManyPicks', { do: 'publish', ids: Array.from({ length: 201 }, (_, at) => at + 1) })).status,
    ).toBe(400)
  })

  test('many picks are planned for one time and taken out of the plan, each for itself', async () => {
    const whole = (await ada.do('createPick', { content: wholeContent })).id
    const bare = (await ada.do('createPick', {})).id
    const out = (await publish()).id
    const ids = [whole, bare, out]
    const planned = await ada.do('changeManyPicks', { do: 'schedule', ids, local: '2027-03-28T02:30' })
    expect([planned.done, planned.refused.map(({ id }) => id)]).toEqual([[whole], [bare, out]])
    expect((await ada.do('showPick', {}, { id: whole })).schedule).toMatchObject({ local: '2027-03-28T02:30', clock: 'skipped' })
    const past = await ada.do('changeManyPicks', { do: 'schedule', ids: [whole], local: '2026-11-10T12:59' })
    expect(past.refused).toEqual([{ id: whole, message: 'This time has passed. Publish it now, or choose a later one.' }])
    const freed = await ada.do('changeManyPicks', { do: 'unschedule', ids })
    expect([freed.done, freed.refused.map(({ id }) => id)]).toEqual([[whole], [bare, out]])
  })

  test('a pick is planned for a time on the magazine’s clock, and told where that clock skips or repeats it', async () => {
    const { id, revision } = await ada.do('createPick', { content: wholeContent })
    const plan = async (local: string) => (await ada.do('schedulePick', { revision, local }, { id })).schedule
    expect(await plan('2026-11-11T08:00')).toMatchObject({ at: '2026-11-11T07:00:00.000Z', clock: 'plain', held: null })
    expect(await plan('2027-03-28T02:30')).toMatchObject({ at: '2027-03-28T01:00:00.000Z', clock: 'skipped' })
    expect(await plan('2027-10-31T02:30')).toMatchObject({ at: '2027-10-31T00:30:00.000Z', clock: 'twice' })
    expect((await ada.do('listPicks', { state: 'scheduled' })).picks.map((pick) => pick.id)).toEqual([id])
    for (const local of ['2026-11-10T13:00', '2026-02-30T08:00'])
      expect((await ada.ask('schedulePick', { revision, local }, { id })).status, local).toBe(422)
    expect((await ada.ask('schedulePick', { revision: 9, local: '2027-01-01T08:00' }, { id })).status).toBe(409)
    expect((await ada.do('unschedulePick', {}, { id })).state).toBe('draft')
    expect((await ada.ask('unschedulePick', {}, { id })).status).toBe(409)
    const out = await publish()
    expect((await ada.ask('schedulePick', { revision: out.revision, local: '2027-01-01T08:00' }, { id: out.id })).status).toBe(
      409,
    )
  })

  test('eight in the morning stays eight in the morning when the magazine moves to another zone', async () => {
    const { id, revision } = await ada.do('createPick', { content: wholeContent })
    await ada.do('schedulePick', { revision, local: '2026-12-24T08:00' }, { id })
    await site.set('zone', 'America/New_York')
    const { schedule } = await ada.do('showPick', {}, { id })
    expect(schedule).toMatchObject({ local: '2026-12-24T08:00', at: '2026-12-24T13:00:00.000Z' })
  })
})
