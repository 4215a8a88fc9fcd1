import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

describe.each(engines)('finding anything at the desk, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'editor')
  })
  afterEach(() => site.drop())
  const draft = async (who: Editor, headline: string, more: Partial<typeof wholeContent> = {}) => {
    site.clock.now = new Date(site.clock.now.getTime() + 1_000)
    return (await who.do('createPick', { content: { ...wholeContent, headline, ...more } })).id
  }
  const picks = async (who: Editor, words: string) => (await who.do('find', { words })).picks.map(({ id }) => id)

  test('a few letters find picks of every state, sources and topics; no words, the picks saved last', async () => {
    const one = await draft(ada, 'Lighthouse keepers', {
      topics: ['Lightships'],
      source: { name: 'The Lightning Review', url: null },
    })
    await ada.do('publishPick', { revision: 1 }, { id: one })
    const two = await draft(ada, 'A light draft')
    await ada.do('unpublishPick', {}, { id: one })
    expect(await picks(ada, 'light')).toEqual([two, one])
    expect(await picks(ada, 'draft ligh')).toEqual([two])
    expect(await picks(ada, 'lighthouses')).toEqual([one])
    expect(await picks(ada, 'nobody notic')).toEqual([two, one])
    const found = await ada.do('find', { words: 'lig' })
    expect([found.sources, found.topics].map((named) => named.map(({ name }) => name))).toEqual([
      ['The Lightning Review'],
      ['Lightships'],
    ])
    expect(found.picks[0]).toEqual({ id: two, headline: 'A light draft', source: 'The Blank Atlas', state: 'draft' })
    expect(await picks(ada, '')).toEqual([two, one])
    expect(await ada.do('find', { words: '?!' })).toEqual({ picks: [], sources: [], topics: [] })
  })

  test('a contributor finds what they began and nothing else, however much else there is [DK-02]', async () => {
    const eve = await openEditor(site, 'eve@paper.example', 'contributor')
    const own = await draft(eve, 'Harbor lights')
    for (let number = 0; number < 3; number += 1) await draft(ada, `Harbor ${number}`)
    await site.publish(pickText({ headline: 'Harbor, imported', secret: 'lantern' }))
    expect([await picks(eve, 'harb'), await picks(eve, ''), await picks(eve, 'lantern')]).toEqual([[own], [own], []])
    expect((await eve.do('listPicks', { search: 'harbor' })).picks.map(({ id }) => id)).toEqual([own])
    expect(await picks(ada, 'harb')).toHaveLength(5)
  })

  test('what a search of the list finds goes by the beginning of its last word too, whatever else is typed [DK-06]', async () => {
    const id = await draft(ada, 'Footbridges of the north')
    for (const words of ['footb', 'north foot', 'FOOTBRIDGE', 'of the footbri'])
      expect(
        (await ada.do('listPicks', { search: words })).picks.map((pick) => pick.id),
        words,
      ).toEqual([id])
    for (const words of ['foot* OR headline:x', 'x:*', "foot' | 'x", '"foot" NOT north', 'foot & !north', 'bridge'])
      expect(await picks(ada, words), words).toEqual([])
  })
})
