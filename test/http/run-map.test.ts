import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Excerpt } from '../../src/domain/pick.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { publishAllDue } from '../../src/jobs/publish-due.ts'
import { readAll } from '../security/canaries.ts'
import { engines } from '../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../support/desk.ts'
import { fileOf, pickWith } from '../support/pick-texts.ts'
import { secrets } from '../support/secrets.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'
import { subscriber } from '../support/subscriber.ts'

const article = 'It hung above the platform and was right, which the town took for an insult. Letters were written.'
const run = (text: string): Excerpt => [[{ kind: 'run', text }]]
const honest = { ...wholeContent, excerpt: run('It hung above the platform and was right') }
const longer = { ...wholeContent, excerpt: run('It hung above the platform and was right, which the town took') }
const path = '/picks/the-ford-nobody-drew'
const share = '8 words quoted, of 18 in the article'
const sign = /words? quoted|passages? quoted|class="share|<path/

describe.each(engines)('where the runs stand in the article, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine, settings: { 'allowance.visitors': '1' } })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterEach(() => site.drop())
  const draft = async (content: typeof wholeContent = honest, text: string | null = article) => {
    const { id } = await ada.do('createPick', { content })
    if (text !== null) await capture(id, text)
    return id
  }
  const capture = async (id: number, text: string) => {
    const { capture } = await ada.do('clipSource', { kind: 'text', text, url: null })
    await ada.do('changeCapture', { capture: capture.id }, { id })
  }
  const publish = async (id: number) => {
    const { revision } = await ada.do('showPick', {}, { id })
    await ada.do('publishPick', { revision }, { id })
  }
  const save = async (id: number, content: typeof wholeContent) => {
    const { revision } = await ada.do('showPick', {}, { id })
    await ada.do('savePick', { revision, content, note: '' }, { id })
  }
  const opened = async (of = path) => (await readAll(await site.request(of))).body
  const file = (parts: Parameters<typeof pickWith>[0]) => fileOf(pickWith(parts))

  test('is shown to who opens the pick, in the stream and in compressed bytes as well, and named in a sentence', async () => {
    await publish(await draft())
    for (const ask of [{}, { headers: { 'accept-encoding': 'br' } }, { headers: { 'accept-encoding': 'gzip' } }])
      for (const of of [path, `${path}/stream`]) {
        const { body } = await readAll(await site.request(of, ask))
        expect(body).toContain(share)
        expect(body).toContain('role="img" aria-label="The passage quoted stands between 0 and 44 percent of the article."')
        expect(body).toContain('<path d="M0 4H267"')
        expect(body).not.toContain('style=')
      }
  })

  test('comes with the pick however it goes out: chosen with others, or by the plan', async () => {
    const [chosen, planned] = [await draft({ ...honest, headline: 'Chosen' }), await draft({ ...honest, headline: 'Planned' })]
    await ada.do('changeManyPicks', { do: 'publish', ids: [chosen] })
    await ada.do('schedulePick', { revision: 1, local: '2026-11-10T14:00' }, { id: planned })
    site.clock.now = new Date('2026-11-10T15:00:00Z')
    const due = { db: site.database.db, now: () => site.clock.now, hash: secrets.hash, calendar: () => calendarOf('UTC') }
    expect(await publishAllDue({ ...due, refresh: site.live.refresh, log: () => {} })).toBe(1)
    expect(await opened('/picks/chosen')).toContain(share)
    expect(await opened('/picks/planned')).toContain(share)
  })

  test('is the map of what stands there: another excerpt has its own, and one that nobody held against the article none', async () => {
    const id = await draft()
    await publish(id)
    await save(id, longer)
    expect(await opened()).toContain(share)
    await publish(id)
    expect(await opened()).toContain('12 words quoted, of 18 in the article')
    await save(id, { ...longer, topics: ['Clocks'] })
    await publish(id)
    expect(await opened()).toContain('12 words quoted, of 18 in the article')

    const { db } = site.database
    await db.deleteFrom('pick_capture').where('pick_id', '=', id).execute()
    await save(id, { ...longer, excerpt: run('It was right.') })
    await publish(id)
    expect(await opened()).toContain('It was right.')
    expect(await opened()).not.toMatch(sign)
    expect(await db.selectFrom('excerpt').select('run_map').where('pick_id', '=', id).executeTakeFirst()).toEqual({
      run_map: null,
    })
  })

  test('a pick whose article nobody captured shows none', async () => {
    await publish(await draft(honest, null))
    expect(await opened()).not.toMatch(sign)
  })

  test('an import brings it with what it was held against, and drops it with what it wasn’t', async () => {
    await site.publish(file({ excerpt: run('Who trims a lamp?') }))
    const id = (await ada.do('listPicks', {})).picks[0]?.id ?? 0
    const lamp = '/picks/the-lamp-at-gannet-point'
    expect(await opened(lamp)).not.toMatch(sign)
    await capture(id, article)
    await site.publish(file({ excerpt: honest.excerpt }))
    expect(await opened(lamp)).toContain(share)
    await site.publish(file({ excerpt: honest.excerpt, topics: ['Clocks'] }))
    expect(await opened(lamp)).toContain(share)
    await site.database.db.deleteFrom('pick_capture').where('pick_id', '=', id).execute()
    await site.publish(file({ excerpt: honest.excerpt, topics: ['Towers'] }))
    expect(await opened(lamp)).toContain(share)
    await site.publish(file({ excerpt: run('It was right.') }))
    expect(await opened(lamp)).not.toMatch(sign)
  })
})

describe('of a pick that isn’t open', () => {
  let site: TestSite
  let ada: Editor
  let id: number
  beforeEach(async () => {
    const settings = { 'allowance.visitors': '1', crawlers: 'Findbot: 192.0.2.0/24, findbot.example' }
    site = await openTestSite({ settings, picks: pickText({ headline: 'Another' }) })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
    id = (await ada.do('createPick', { content: honest })).id
    const { capture } = await ada.do('clipSource', { kind: 'text', text: article, url: null })
    await ada.do('changeCapture', { capture: capture.id }, { id })
    await ada.do('publishPick', { revision: 1 }, { id })
  })
  afterEach(() => site.drop())

  test('nothing is told of where its runs stand: not at the wall, in a list, in search or to a browser that only prepares', async () => {
    const wall = site.browser()
    await wall.get('/picks/another')
    const lists = ['/', '/topics', '/topics/maps', '/sources/the-blank-atlas', '/archive', '/archive/2026-11', '/sitemap.xml']
    for (const of of [path, `${path}/stream`, ...lists, '/search?q=ford', '/search?q=platform', '/reading'])
      expect((await readAll(await wall.get(of))).body, of).not.toMatch(sign)
    const prepared = await site.request(path, { headers: { 'sec-purpose': 'prefetch' } })
    expect((await readAll(prepared)).body).toBe('')
    const robot = await readAll(await site.request(path, { peer: '192.0.2.66' }))
    expect(robot.body).toContain('It hung above the platform')
    expect(robot.body).toContain(share)

    const reader = await subscriber(site, 'bea@paper.example')
    expect(await reader.text(path)).toContain(share)
    expect((await readAll(await site.request(path))).body).toContain(share)
    expect(await reader.text('/search?q=platform')).not.toMatch(sign)
  })

  test('the same pages leave, byte for byte, whether there is a map or none', async () => {
    const pages = [path, `${path}/stream`, '/', '/topics/maps', '/search?q=ford', '/archive/2026-11']
    const wall = site.browser()
    await wall.get('/picks/another')
    const all = async () => {
      const said: unknown[] = []
      for (const of of pages) said.push(await readAll(await wall.get(of)))
      return said
    }
    const before = await all()
    await site.database.db.updateTable('excerpt').set({ run_map: null }).where('pick_id', '=', id).execute()
    await ada.do('changeVisibility', { visibility: 'open' }, { id })
    expect((await readAll(await site.request(path))).body).not.toMatch(sign)
    await ada.do('changeVisibility', { visibility: 'metered' }, { id })
    expect(await all()).toEqual(before)
  })

  test('the preview shows it of what is being written, to the readers who would see it, and of a doubtful excerpt not', async () => {
    const look = (reader: string) => ada.browser.text(`/desk/preview/${id}?reader=${reader}`)
    expect(await look('visitor')).toContain(share)
    expect(await look('newcomer')).not.toMatch(sign)
    expect(await look('robot')).toContain(share)
    const { revision } = await ada.do('savePick', { revision: 2, content: longer, note: '' }, { id })
    expect(await look('subscriber')).toContain('12 words quoted')
    await ada.do('savePick', { revision, content: { ...honest, excerpt: run('It was wrong.') }, note: '' }, { id })
    expect(await look('subscriber')).not.toMatch(sign)
  })
})
