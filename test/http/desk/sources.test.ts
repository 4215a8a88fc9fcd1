import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { calendarOf } from '../../../src/domain/zone.ts'
import type { Answered } from '../../../src/http/desk-api/desk-routes.ts'
import { publishAllDue } from '../../../src/jobs/publish-due.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { secrets } from '../../support/secrets.ts'
import { openTestSite, type TestSite } from '../../support/site.ts'

const day = 86_400_000

describe.each(engines)('the sources at the desk, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine, settings: { zone: 'Europe/Berlin', quotedWordsPerMonth: '20' } })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterEach(() => site.drop())

  const excerptOf = (words: number) => [[{ kind: 'run' as const, text: `${'word '.repeat(words).trim()}.` }]]
  const contentOf = (headline: string, name: string, words: number) => {
    return { ...wholeContent, headline, source: { name, url: 'https://paper.example/a' }, excerpt: excerptOf(words) }
  }
  const draft = async (headline: string, name: string, words: number) =>
    ada.do('createPick', { content: contentOf(headline, name, words) })
  const publish = async (headline: string, name: string, words: number) => {
    const { id, revision } = await draft(headline, name, words)
    await ada.do('publishPick', { revision }, { id })
    return id
  }
  const names = async (asked: Parameters<typeof ada.do<'listSources'>>[1]) =>
    (await ada.do('listSources', asked)).sources.map(({ name }) => name)
  const idOf = async (name: string) => (await ada.do('listSources', { search: name })).sources[0]?.id ?? 0
  const termsOf = { wordsPerMonth: null, permission: 'none', permittedUntil: null, permissionText: '', note: '' } as const

  test('are found by name, sorted by how much and how lately they were quoted, and narrowed to those over the limit', async () => {
    await publish('One', 'Aria', 15)
    site.clock.now = new Date(site.clock.now.getTime() + 60_000)
    await publish('Two', 'Boats', 21)
    await publish('Three', 'Cellars', 3)
    site.clock.now = new Date(site.clock.now.getTime() + 60_000)
    await publish('Four', 'Aria', 2)
    expect(await names({})).toEqual(['Aria', 'Boats', 'Cellars'])
    expect(await names({ sort: 'quoted' })).toEqual(['Boats', 'Aria', 'Cellars'])
    expect((await names({ sort: 'last' }))[0]).toBe('Aria')
    expect(await names({ over: 'yes' })).toEqual(['Boats'])
    expect(await names({ search: 'cell' })).toEqual(['Cellars'])
    expect(await names({ search: '%' })).toEqual([])
    for (const sort of ['name', 'quoted', 'last'] as const) {
      const all = await names({ sort })
      const paged: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: Answered<'listSources'> = await ada.do('listSources', {
          sort,
          limit: '1',
          ...(cursor === '' ? {} : { cursor }),
        })
        paged.push(...page.sources.map(({ name }) => name))
        cursor = page.next
      }
      expect(paged, sort).toEqual(all)
    }
    const terms = { ...termsOf, wordsPerMonth: 10, revision: 0 }
    await ada.do('saveTerms', terms, { id: await idOf('Aria') })
    await ada.do('saveTerms', { ...terms, wordsPerMonth: 0 }, { id: await idOf('Boats') })
    expect(await names({ over: 'yes' })).toEqual(['Aria'])
  })

  test('what is agreed is kept with who and when, and whoever is late overwrites nothing', async () => {
    await publish('One', 'Aria', 5)
    const id = await idOf('Aria')
    const terms = {
      ...termsOf,
      permission: 'granted',
      permittedUntil: '2026-12-31',
      permissionText: 'By letter.\nOf May.',
      note: 'Ask Bea.',
    } as const
    const saved = await ada.do('saveTerms', { ...terms, revision: 0 }, { id })
    expect(saved.terms).toEqual({
      ...terms,
      revision: 1,
      savedAt: site.clock.now.toISOString(),
      savedBy: { id: expect.any(Number), name: 'ada@paper.example' },
    })
    const bea = await openEditor(site, 'bea@paper.example', 'editor')
    expect((await bea.ask('saveTerms', { ...termsOf, revision: 0 }, { id })).status).toBe(409)
    expect((await bea.do('showSource', {}, { id })).terms.note).toBe('Ask Bea.')
    await bea.do('saveTerms', { ...termsOf, permission: 'refused', revision: 1 }, { id })
    expect((await ada.ask('saveTerms', { ...terms, revision: 1 }, { id })).status).toBe(409)
    const { entries } = await ada.do('listAudit', { limit: '1' })
    expect(entries).toMatchObject([{ what: 'changeTerms', subject: `source ${id}`, who: { name: 'bea@paper.example' } }])
    expect((await ada.ask('saveTerms', { ...terms, revision: 0 }, { id: 999 })).status).toBe(404)
    const contributor = await openEditor(site, 'cay@paper.example', 'contributor')
    expect((await contributor.ask('saveTerms', { ...terms, revision: 2 }, { id })).status).toBe(403)
    expect((await contributor.do('showSource', {}, { id })).terms.permission).toBe('refused')
  })

  test('an editor is warned before a limit is passed, and the pick goes out all the same', async () => {
    await publish('One', 'Aria', 15)
    const { id, revision } = await draft('Two', 'Aria', 6)
    const quoting = () => ada.do('quoting', {}, { id })
    const message = 'With this pick 21 words of Aria are quoted this month; 20 is the limit.'
    expect(await quoting()).toEqual({ refuses: false, warnings: [{ isOver: true, message }] })
    await ada.do('publishPick', { revision }, { id })
    // Its own words aren't counted twice.
    expect((await quoting()).warnings).toEqual([{ isOver: true, message }])
    site.clock.now = new Date(site.clock.now.getTime() + 30 * day)
    ada = await openEditor(site, 'ada2@paper.example', 'owner')
    const next = await draft('Three', 'Aria', 6)
    expect((await ada.do('quoting', {}, { id: next.id })).warnings).toEqual([])
    const contributor = await openEditor(site, 'cay@paper.example', 'contributor')
    expect((await contributor.ask('quoting', {}, { id })).status).toBe(403)
  })

  test('a magazine that says so publishes nothing over the limit: not at once, not in bulk, not when it was planned', async () => {
    await site.set('quotedTooMuch', 'refuse')
    await publish('One', 'Aria', 15)
    const { id, revision } = await draft('Two', 'Aria', 6)
    const message = 'With this pick 21 words of Aria are quoted this month; 20 is the limit.'
    expect((await ada.do('quoting', {}, { id })).refuses).toBe(true)
    const refused = await ada.ask('publishPick', { revision }, { id })
    expect(refused).toMatchObject({ status: 422, body: { problem: { fields: [{ field: 'excerpt', message }] } } })
    const many = await ada.do('changeManyPicks', { do: 'publish', ids: [id] })
    expect(many).toMatchObject({ done: [], refused: [{ id, message: expect.stringContaining(message) }] })
    await ada.do('schedulePick', { revision, local: '2026-11-10T14:00' }, { id })
    site.clock.now = new Date('2026-11-10T13:30:00Z')
    const { db } = site.database
    const calendar = () => calendarOf('Europe/Berlin')
    await publishAllDue({
      db,
      now: () => site.clock.now,
      hash: secrets.hash,
      calendar,
      refresh: site.live.refresh,
      log: () => {},
    })
    expect(await ada.do('showPick', {}, { id })).toMatchObject({ state: 'draft', schedule: { held: [{ message }] } })
    await ada.do('saveTerms', { ...termsOf, wordsPerMonth: 21, revision: 0 }, { id: await idOf('Aria') })
    const out = await ada.do('publishPick', { revision }, { id })
    await ada.do('saveTerms', { ...termsOf, wordsPerMonth: 1, revision: 1 }, { id: await idOf('Aria') })
    const save = async (revision: number, headline: string, words: number) =>
      (await ada.do('savePick', { revision, content: contentOf(headline, 'Aria', words), note: '' }, { id })).revision
    const mended = await ada.do('publishPick', { revision: await save(out.revision, 'A word mended', 6) }, { id })
    expect((await ada.ask('publishPick', { revision: await save(mended.revision, 'More', 7) }, { id })).status).toBe(422)
  })
})
