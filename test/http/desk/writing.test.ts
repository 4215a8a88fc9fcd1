import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

describe.each(engines)('what is suggested while a pick is written, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterEach(() => site.drop())
  const later = () => {
    site.clock.now = new Date(site.clock.now.getTime() + 60_000)
  }
  const write = async (introduction: string, source = 'The Blank Atlas') => {
    later()
    const content = { ...wholeContent, introduction: [introduction], source: { name: source, url: null } }
    return (await ada.do('createPick', { content })).id
  }
  const publish = (id: number) => ada.do('publishPick', { revision: 1 }, { id })
  const verbs = async (source: string, id: number, who = ada) => (await who.do('recallAttributions', { source }, { id })).verbs

  test('how a source was introduced is remembered, whoever did it, published or not: the last way first, each once', async () => {
    const mine = await write('Now I write.')
    expect(await verbs('The Blank Atlas', mine)).toEqual([])
    await publish(await write('It rained. Mara Ellison comments:'))
    await publish(await write('It was dry. Tom Reed puts it this way:'))
    await publish(await write('It rained again. Mara Ellison comments:'))
    expect(await verbs(' The Blank Atlas', mine)).toEqual(['comments', 'puts it this way'])
    await write('Not out yet. Mara Ellison explains:')
    expect(await verbs('The Blank Atlas', mine)).toEqual(['explains', 'comments', 'puts it this way'])
    expect(await verbs('The Paper Boat', mine)).toEqual([])
    expect(await verbs('', mine)).toEqual([])
  })

  test('what is being written of a published pick counts, and the pick itself never does', async () => {
    const id = await write('It rained. Mara Ellison comments:')
    const { revision, content } = await publish(id)
    const other = await write('Another.')
    await ada.do('savePick', { revision, content: { ...content, introduction: ['Wet. Mara Ellison argues:'] }, note: '' }, { id })
    expect(await verbs('The Blank Atlas', other)).toEqual(['argues', 'comments'])
    expect(await verbs('The Blank Atlas', id)).toEqual([])
  })

  test('nothing is remembered but the few words a name is followed by, so that a contributor sees nothing of others’ drafts', async () => {
    const eve = await openEditor(site, 'eve@paper.example', 'contributor')
    const { id } = await eve.do('createPick', {})
    await write('Nobody may know this yet. Mara Ellison, who leaked it, writes:')
    await write('Nobody may know this yet either. Here is what the leak says:')
    await write('Nor this. Mara Ellison reports:')
    expect(await verbs('The Blank Atlas', id, eve)).toEqual(['reports'])
  })

  test('topics are suggested by how published picks were filed; a new one counts at once, and a pick’s own filing never', async () => {
    await site.publish(
      [
        pickText({ headline: 'Bees in the orchard', topics: 'Orchards, Insects' }),
        pickText({ headline: 'The orchard and its bees in winter', topics: 'Insects' }),
        pickText({ headline: 'A bridge over the harbor', topics: 'Bridges' }),
      ].join('\n'),
    )
    const { id } = await ada.do('createPick', {})
    const suggested = async (headline: string, of = id) =>
      (await ada.do('suggestTopics', { headline, introduction: [], excerpt: [] }, { id: of })).topics
    expect((await suggested('What bees owe the orchard')).slice(0, 2).toSorted()).toEqual(['Insects', 'Orchards'])
    expect((await suggested('Another harbor bridge'))[0]).toBe('Bridges')
    expect(await suggested('')).toEqual([])
    const content = { ...wholeContent, headline: 'Lanterns of the lighthouse', topics: ['Lamps'] }
    const lamp = await ada.do('createPick', { content })
    expect(await suggested('The lighthouse has new lanterns')).not.toContain('Lamps')
    await publish(lamp.id)
    expect((await suggested('The lighthouse has new lanterns'))[0]).toBe('Lamps')
    expect(await suggested('The lighthouse has new lanterns', lamp.id)).not.toContain('Lamps')
    await ada.do('unpublishPick', {}, { id: lamp.id })
    expect(await suggested('The lighthouse has new lanterns')).not.toContain('Lamps')
  })

  test('a contributor has suggestions for their own picks and for nobody else’s [DK-02]', async () => {
    const eve = await openEditor(site, 'eve@paper.example', 'contributor')
    const own = await eve.do('createPick', { content: wholeContent })
    const other = await write('Somebody else’s.')
    const text = { headline: 'Maps', introduction: [], excerpt: [] }
    for (const [id, status] of [
      [own.id, 200],
      [other, 403],
      [999_999, 404],
    ] as const) {
      expect((await eve.ask('suggestTopics', text, { id })).status).toBe(status)
      expect((await eve.ask('recallAttributions', { source: 'The Blank Atlas' }, { id })).status).toBe(status)
      expect((await eve.ask('showPreview', {}, { id })).status).toBe(status)
    }
  })
})
