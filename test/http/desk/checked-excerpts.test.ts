import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Excerpt } from '../../../src/domain/pick.ts'
import { calendarOf } from '../../../src/domain/zone.ts'
import { publishAllDue } from '../../../src/jobs/publish-due.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { secrets } from '../../support/secrets.ts'
import { openTestSite, type TestSite } from '../../support/site.ts'

const article = 'It hung above the platform and was right, which the town took for an insult. Letters were written.'
const run = (text: string): Excerpt => [[{ kind: 'run', text }]]
const honest = { ...wholeContent, excerpt: run('It hung above the platform and was right') }
const altered = { ...wholeContent, excerpt: run('It hung above the platform and was wrong') }
const shown = 'Where the source says “right,”, the excerpt says “wrong”.'

describe.each(engines)('an excerpt held against its source, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterEach(() => site.drop())
  const capture = async (text = article) => (await ada.do('clipSource', { kind: 'text', text, url: null })).capture.id
  const draft = async (content: typeof wholeContent, captureId: number | null) => {
    const { id } = await ada.do('createPick', { content })
    if (captureId !== null) await ada.do('changeCapture', { capture: captureId }, { id })
    return id
  }
  const save = (id: number, revision: number, content: typeof wholeContent) =>
    ada.do('savePick', { revision, content, note: '' }, { id })
  const stateOf = async (id: number) => (await ada.do('showPick', {}, { id })).state

  test('isn’t published with an altered word, and the word is shown', async () => {
    const id = await draft(altered, await capture())
    for (const said of [
      await ada.ask('publishPick', { revision: 1 }, { id }),
      await ada.ask('schedulePick', { revision: 1, local: '2027-01-01T08:00' }, { id }),
    ])
      expect(said).toMatchObject({
        status: 422,
        body: { problem: { code: 'unusable', fields: [{ field: 'excerpt', message: shown }] } },
      })
    const { refused } = await ada.do('changeManyPicks', { do: 'publish', ids: [id] })
    expect(refused).toEqual([{ id, message: expect.stringContaining(shown) }])
    expect(await stateOf(id)).toBe('draft')
  })

  test('is published once the excerpt is mended, or what was captured', async () => {
    const captureId = await capture()
    const [mended, recaptured] = [await draft(altered, captureId), await draft(altered, captureId)]
    await save(mended, 1, honest)
    expect((await ada.ask('publishPick', { revision: 2 }, { id: mended })).status).toBe(200)
    await ada.do('changeCapture', { capture: await capture(article.replace('right', 'wrong')) }, { id: recaptured })
    expect((await ada.ask('publishPick', { revision: 1 }, { id: recaptured })).status).toBe(200)
    const { entries } = await ada.do('listAudit', { limit: '20' })
    expect(entries.filter(({ what }) => what === 'publishPick').map(({ detail }) => detail.excerpt)).toEqual([
      'faithful',
      'faithful',
    ])
  })

  test('that would keep the program busy for minutes is refused at once', async () => {
    const id = await draft(
      {
        ...wholeContent,
        excerpt: [Array.from({ length: 400 }, () => [...run('a ').flat(), { kind: 'elision' as const }]).flat()],
      },
      await capture('a '.repeat(100_000)),
    )
    const begun = performance.now()
    const said = await ada.ask('publishPick', { revision: 1 }, { id })
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(said).toMatchObject({
      status: 422,
      body: { problem: { fields: [{ message: expect.stringContaining('longer passages') }] } },
    })
  })

  test('is published without a source to hold it against, and the log says so', async () => {
    const id = await draft(altered, null)
    expect((await ada.do('showCapture', {}, { id })).capture).toBe(null)
    expect((await ada.ask('publishPick', { revision: 1 }, { id })).status).toBe(200)
    expect((await ada.do('listAudit', { limit: '1' })).entries[0]).toMatchObject({
      what: 'publishPick',
      detail: { excerpt: 'no-source' },
    })
  })

  test('of a published pick stays as readers see it when another is refused', async () => {
    const id = await draft(honest, await capture())
    const out = await ada.do('publishPick', { revision: 1 }, { id })
    const { revision } = await save(id, out.revision, altered)
    expect((await ada.ask('publishPick', { revision }, { id })).status).toBe(422)
    expect(await ada.do('showPick', {}, { id })).toMatchObject({ state: 'published', hasChanges: true })
    expect(await (await site.request('/picks/the-ford-nobody-drew')).text()).toContain('was right')
  })

  test('that is altered after it was planned keeps its pick from going out, and whoever looks is told why', async () => {
    const id = await draft(honest, await capture())
    await ada.do('schedulePick', { revision: 1, local: '2026-11-10T14:00' }, { id })
    await save(id, 1, altered)
    site.clock.now = new Date('2026-11-10T15:00:00Z')
    const due = {
      db: site.database.db,
      now: () => site.clock.now,
      hash: secrets.hash,
      calendar: () => calendarOf('UTC'),
      refresh: site.live.refresh,
      log: () => {},
    }
    expect(await publishAllDue(due)).toBe(0)
    const { state, schedule } = await ada.do('showPick', {}, { id })
    expect({ state, held: schedule?.held }).toEqual({ state: 'draft', held: [{ field: 'excerpt', message: shown }] })
    expect((await ada.do('calendar', { month: '2026-11' })).entries).toMatchObject([{ id, isHeld: true }])
  })
})
