import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, type TestSite } from '../../support/site.ts'
import { articlePage, clocks, openWatchedSite, type WatchedSite } from '../../support/watched-site.ts'

const day = 86_400_000
const excerpt = [[{ kind: 'run' as const, text: 'From then on everybody was late.' }]]

describe.each(engines)('what the source watch found, at the desk, on %s', (engine) => {
  let site: TestSite
  let sources: WatchedSite
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine })
    sources = await openWatchedSite()
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterEach(() => Promise.all([site.drop(), sources.stop()]))

  const publish = async (headline: string, path: string) => {
    const source = { name: 'The Paper', url: sources.at(path) }
    const { id, revision } = await ada.do('createPick', { content: { ...wholeContent, headline, excerpt, source } })
    await ada.do('publishPick', { revision }, { id })
    sources.pages.set(path, { body: articlePage(clocks) })
    return id
  }
  const look = async () => {
    await sources.watch(site)
    for (let days = 0; days < 2; days += 1) {
      site.clock.now = new Date(site.clock.now.getTime() + 2 * day)
      await sources.watchAll(site)
    }
    ada = await openEditor(site, `ada${site.clock.now.getTime()}@paper.example`, 'owner')
  }
  const altered = () => ({ body: articlePage(clocks.map((text) => text.replace('everybody was late', 'everybody was early'))) })
  const list = async (show: 'open' | 'settled' = 'open') => (await ada.do('listWatch', { show })).lines

  test('is listed with what changed, is seen to, comes back when there is something else, and can be taken back', async () => {
    const id = await publish('Clocks', '/clocks')
    sources.pages.set('/clocks', altered())
    await look()
    const [line] = await list()
    expect(line).toMatchObject({
      id,
      headline: 'Clocks',
      source: { name: 'The Paper' },
      url: sources.at('/clocks'),
      settled: null,
    })
    expect(line?.finding).toMatchObject({
      state: 'changed',
      passages: [{ kind: 'differs', parts: [{}, { kind: 'removed', text: 'late.' }, { kind: 'added', text: 'early.' }] }],
    })
    expect(await ada.do('watchState', {})).toEqual({ isOn: true, isReachable: false, open: 1, watched: 1, unseen: 0, unasked: 0 })
    const mark = line?.mark ?? ''
    expect((await ada.ask('settleWatch', { mark: 'another', as: 'seen' }, { id })).status).toBe(409)
    const note = 'It said so on the second of November.'
    await ada.do('settleWatch', { mark, as: 'quoted-before', note }, { id })
    expect([await list(), (await ada.do('watchState', {})).open]).toEqual([[], 0])
    expect(await list('settled')).toMatchObject([
      { settled: { as: 'quoted-before', note, by: { name: expect.stringMatching(/^ada/) } } },
    ])
    await ada.do('reopenWatch', {}, { id })
    expect(await list()).toMatchObject([{ settled: null }])
    await ada.do('settleWatch', { mark, as: 'seen' }, { id })
    sources.pages.set('/clocks', { status: 410 })
    await look()
    expect(await list()).toMatchObject([{ finding: { state: 'gone', status: 410 }, settled: null }])
    const { entries } = await ada.do('listAudit', {})
    expect(entries.filter(({ subject }) => subject === `pick ${id}`).map(({ what }) => what)).toEqual([
      'settleWatch',
      'reopenWatch',
      'settleWatch',
      'publishPick',
      'createPick',
    ])
    expect(JSON.stringify(entries)).not.toContain(note)
  })

  test('an article that has moved gets its new address as a new version, in what is being written too', async () => {
    const id = await publish('Clocks', '/clocks')
    sources.pages.set('/clocks', { status: 301, headers: { location: '/new' } })
    sources.pages.set('/new', { body: articlePage(clocks) })
    await look()
    const [line] = await list()
    expect(line?.finding).toEqual({ state: 'moved', to: sources.at('/new') })
    const before = await ada.do('showPick', {}, { id })
    const writing = { ...before.content, headline: 'Clocks, and what they said' }
    await ada.do('savePick', { revision: before.revision, content: writing, note: '' }, { id })
    expect((await ada.ask('moveSource', { mark: 'another' }, { id })).status).toBe(409)
    await ada.do('moveSource', { mark: line?.mark ?? '' }, { id })
    const page = await (await site.request('/picks/clocks')).text()
    expect(page).toContain(`href="${sources.at('/new')}"`)
    const after = await ada.do('showPick', {}, { id })
    expect([after.content.source.url, after.headline]).toEqual([sources.at('/new'), 'Clocks, and what they said'])
    expect(after.versions.filter(({ kind }) => kind === 'pick')).toHaveLength(2)
    expect(await list()).toEqual([])
    await look()
    expect([await list(), (await ada.do('watchState', {})).watched]).toEqual([[], 1])
  })

  test('an editor has it looked at again as soon as the site may be asked', async () => {
    const [one, two] = [await publish('One', '/one'), await publish('Two', '/two')]
    sources.pages.set('/one', { status: 404 })
    await look()
    sources.pages.set('/one', { body: articlePage(clocks) })
    expect(await ada.do('lookAgain', {}, { id: one })).toMatchObject({ isWanted: true })
    expect(await sources.watch(site)).toBe(1)
    expect(await list()).toEqual([])
    expect((await ada.ask('lookAgain', {}, { id: two })).status).toBe(404)
  })

  test('a pick that is taken back is off the list, and what nobody may see stays with the editors', async () => {
    const id = await publish('Clocks', '/clocks')
    sources.pages.set('/clocks', { status: 404 })
    await look()
    const contributor = await openEditor(site, 'bea@paper.example', 'contributor')
    for (const said of [await contributor.ask('listWatch', {}), await contributor.ask('watchState', {})])
      expect(said).toMatchObject({ status: 403, body: { problem: { code: 'not-your-role' } } })
    await ada.do('unpublishPick', {}, { id })
    expect([await list(), (await ada.ask('lookAgain', {}, { id })).status]).toEqual([[], 404])
  })

  test('the list goes on where a page of it ends', async () => {
    for (const name of ['a', 'b', 'c']) {
      await publish(`Pick ${name}`, `/${name}`)
      sources.pages.set(`/${name}`, { status: 404 })
    }
    await look()
    const first = await ada.do('listWatch', { limit: '2' })
    const second = await ada.do('listWatch', { limit: '2', cursor: first.next ?? '' })
    const names = [...first.lines, ...second.lines].map(({ headline }) => headline)
    expect([names.toSorted(), second.next]).toEqual([['Pick a', 'Pick b', 'Pick c'], null])
    expect((await ada.ask('listWatch', { cursor: 'W10' })).status).toBe(400)
  })
})
