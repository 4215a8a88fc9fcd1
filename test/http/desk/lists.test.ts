import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

describe.each(engines)('the lists of the desk, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine, settings: { zone: 'Europe/Berlin' } })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterEach(() => site.drop())
  const later = (milliseconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }
  const draft = async (headline: string, more: Partial<typeof wholeContent> = {}) => {
    later(1_000)
    return (await ada.do('createPick', { content: { ...wholeContent, headline, ...more } })).id
  }
  const publish = async (headline: string, more: Partial<typeof wholeContent> = {}) => {
    const id = await draft(headline, more)
    return (await ada.do('publishPick', { revision: 1 }, { id })).id
  }

  test('picks are listed by state, topic, source and words, those of drafts and excerpts too, a page at a time [DK-16]', async () => {
    const maps = await publish('Maps of Rivers', { topics: ['Maps'] })
    const silence = await draft('Silence', { source: { name: 'The Nonesuch Review', url: null }, topics: [] })
    const planned = await draft('Queues')
    await ada.do('schedulePick', { revision: 1, local: '2026-11-12T08:00' }, { id: planned })
    const list = async (asked: Parameters<typeof ada.do<'listPicks'>>[1]) =>
      (await ada.do('listPicks', asked)).picks.map(({ id }) => id)
    expect(await list({})).toEqual([planned, silence, maps])
    expect([await list({ state: 'draft' }), await list({ state: 'scheduled' }), await list({ state: 'published' })]).toEqual([
      [silence],
      [planned],
      [maps],
    ])
    expect(await list({ search: 'silence' })).toEqual([silence])
    expect(await list({ search: 'nonesuch' })).toEqual([silence])
    expect(await list({ search: 'ford nobody' })).toEqual([planned, silence, maps])
    expect(await list({ search: '"; drop table pick; --' })).toEqual([])
    expect(await list({ search: '???' })).toEqual([])
    const [topic] = (await ada.do('listTopics', {})).topics
    expect(await list({ topic: String(topic?.id) })).toEqual([maps])
    const first = await ada.do('listPicks', { limit: '2' })
    const second = await ada.do('listPicks', { limit: '2', cursor: first.next ?? '' })
    expect([first.picks, second.picks].map((picks) => picks.map(({ id }) => id))).toEqual([[planned, silence], [maps]])
    expect(second.next).toBeNull()
    expect(JSON.stringify(first)).not.toContain('Nobody noticed')
  })

  test('the calendar shows what went out and what is planned by the magazine’s clock, and drafts on their day', async () => {
    site.clock.now = new Date('2026-11-30T23:30:00Z')
    const out = await publish('Out after midnight')
    const planned = await draft('Planned')
    await ada.do('schedulePick', { revision: 1, local: '2026-12-31T23:59' }, { id: planned })
    const dated = await draft('Dated', { date: '2026-12-24' })
    await draft('Undated')
    const { entries } = await ada.do('calendar', { month: '2026-12' })
    expect(entries.map(({ id, day, local, state }) => [id, day, local, state])).toEqual([
      [out, '2026-12-01', '2026-12-01T00:30', 'published'],
      [dated, '2026-12-24', null, 'draft'],
      [planned, '2026-12-31', '2026-12-31T23:59', 'scheduled'],
    ])
    expect((await ada.do('calendar', { month: '2026-11' })).entries).toEqual([])
    expect((await ada.ask('calendar', { month: '2026-13' })).status).toBe(400)
  })

  test('a source tells how much of it was quoted in all and in each month; drafts don’t count', async () => {
    await publish('October', {
      excerpt: [
        [
          { kind: 'run', text: 'One two' },
          { kind: 'gloss', text: 'not this' },
        ],
      ],
    })
    site.clock.now = new Date('2026-11-30T23:30:00Z')
    await publish('December', { excerpt: [[{ kind: 'run', text: 'One two three' }]] })
    await draft('Draft')
    const { sources } = await ada.do('listSources', { search: 'atl' })
    expect(sources).toMatchObject([{ name: 'The Blank Atlas', picks: 2, words: 5, wordsThisMonth: 3 }])
    const source = await ada.do('showSource', {}, { id: sources[0]?.id ?? 0 })
    expect(source.months).toEqual([
      { month: '2026-12', picks: 1, words: 3, sent: 0 },
      { month: '2026-11', picks: 1, words: 2, sent: 0 },
    ])
    expect((await ada.do('listSources', { search: '%' })).sources).toEqual([])
    expect((await ada.ask('showSource', {}, { id: 999 })).status).toBe(404)
  })

  test('sources and topics are listed a page at a time', async () => {
    for (const name of ['Aria', 'Boats', 'Cellars']) await publish(name, { topics: [name], source: { name, url: null } })
    const first = await ada.do('listTopics', { limit: '2' })
    const second = await ada.do('listTopics', { limit: '2', cursor: first.next ?? '' })
    expect([...first.topics, ...second.topics].map(({ name }) => name)).toEqual(['Aria', 'Boats', 'Cellars'])
    const sources = await ada.do('listSources', { limit: '2' })
    const rest = await ada.do('listSources', { limit: '2', cursor: sources.next ?? '' })
    expect([...sources.sources, ...rest.sources].map(({ name }) => name)).toEqual(['Aria', 'Boats', 'Cellars'])
    expect([second.next, rest.next]).toEqual([null, null])
  })

  test('a topic that is renamed has its new name in every pick, and its old address leads there', async () => {
    const out = await publish('Out', { topics: ['Maps', 'Rivers'] })
    const written = await draft('Written', { topics: ['Maps'] })
    await site.publish(pickText({ headline: 'Imported', topics: 'Maps' }))
    const maps = (await ada.do('listTopics', {})).topics.find(({ name }) => name === 'Maps')
    const id = maps?.id ?? 0
    const renamed = await ada.do('renameTopic', { name: ' Charts ' }, { id })
    expect(renamed).toMatchObject({ name: 'Charts', slug: 'charts', picks: 2, published: 2 })
    const moved = await site.request('/topics/maps?before=2027-01')
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/topics/charts?before=2027-01'])
    for (const pick of [out, written]) expect((await ada.do('showPick', {}, { id: pick })).topics).toContain('Charts')
    expect(await (await site.request('/picks/imported')).text()).toContain('Charts')
    expect((await ada.do('listPicks', { search: 'charts' })).picks).toHaveLength(3)
    const stale = await ada.ask(
      'savePick',
      { revision: 1, content: { ...wholeContent, topics: ['Maps'] }, note: '' },
      { id: written },
    )
    expect(stale.status).toBe(409)
    expect((await ada.ask('renameTopic', { name: 'Rivers' }, { id })).status).toBe(422)
    expect((await ada.do('renameTopic', { name: 'Maps' }, { id })).slug).toBe('maps')
    expect((await site.request('/topics/charts')).headers.get('location')).toBe('/topics/maps')
  })

  test('a topic that is merged into another is gone, and all that led to it leads to the other', async () => {
    const both = await publish('Both', { topics: ['Maps', 'Charts'] })
    const one = await publish('One', { topics: ['Maps'] })
    const { topics } = await ada.do('listTopics', {})
    const idOf = (name: string) => topics.find((topic) => topic.name === name)?.id ?? 0
    await ada.do('renameTopic', { name: 'Old maps' }, { id: idOf('Maps') })
    const merged = await ada.do('mergeTopic', { into: idOf('Charts') }, { id: idOf('Maps') })
    expect(merged).toMatchObject({ name: 'Charts', picks: 2 })
    for (const id of [both, one]) expect((await ada.do('showPick', {}, { id })).topics).toEqual(['Charts'])
    for (const slug of ['maps', 'old-maps'])
      expect((await site.request(`/topics/${slug}`)).headers.get('location'), slug).toBe('/topics/charts')
    expect((await ada.ask('mergeTopic', { into: idOf('Charts') }, { id: idOf('Charts') })).status).toBe(422)
    expect((await ada.ask('mergeTopic', { into: 999 }, { id: idOf('Charts') })).status).toBe(404)
    await ada.do('describeTopic', { description: 'Sheets of the sea.' }, { id: idOf('Charts') })
    expect(await (await site.request('/topics/charts')).text()).toContain('Sheets of the sea.')
  })

  test('what was done is written down with who did it, and nobody’s words or address [DK-17]', async () => {
    const id = await publish('Out')
    await ada.do('changeSlug', { slug: 'elsewhere' }, { id })
    const { entries } = await ada.do('listAudit', { limit: '3' })
    expect(entries.map(({ what, subject, who }) => [what, subject, who.name])).toEqual([
      ['changeSlug', `pick ${id}`, 'ada@paper.example'],
      ['publishPick', `pick ${id}`, 'ada@paper.example'],
      ['createPick', `pick ${id}`, 'ada@paper.example'],
    ])
    expect(entries[0]?.detail).toEqual({ from: 'out', to: 'elsewhere' })
    const rest = await ada.do('listAudit', { before: String(entries.at(-1)?.id) })
    expect(rest.entries.map(({ what }) => what)).toEqual(['addStaff'])
    const rows = await site.database.db.selectFrom('audit').select(['who', 'detail']).execute()
    expect(JSON.stringify(rows)).not.toMatch(/@|ford was/)
  })
})
