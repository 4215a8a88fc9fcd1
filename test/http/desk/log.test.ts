import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sentenceOf } from '../../../desk/log/sentences.ts'
import type { AuditEntry } from '../../../src/http/desk-api/contract-log.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { havePlan } from '../../support/plans.ts'
import { openTestSite, type TestSite } from '../../support/site.ts'

/** What an entry reads as, after the name of whoever did it. */
function read(entry: AuditEntry | undefined): string {
  if (!entry) return 'nothing'
  const { did, notes } = sentenceOf(entry, { day: (day) => `[${day}]`, moment: (moment) => `[${moment}]` })
  const words = did.map((part) => (typeof part === 'string' ? part : part.name === null ? '(gone)' : `“${part.name}”`))
  return [words.join(''), ...notes].join('\n')
}

describe.each(engines)('the log at the desk, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  let bea: Editor
  beforeAll(async () => {
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
    bea = await openEditor(site, 'bea@paper.example', 'editor')
  })
  afterAll(() => site.drop())
  const newest = async () => (await ada.do('listAudit', { limit: '1' })).entries[0]

  test('names what was done as it is called today, and says so when it is gone', async () => {
    const { id } = await ada.do('createPick', { content: wholeContent })
    expect(read(await newest())).toBe('began “The Ford Nobody Drew”')
    const { revision } = await ada.do('publishPick', { revision: 1 }, { id })
    expect(read(await newest())).toMatch(/^published “The Ford Nobody Drew”\nNo article had been captured/)
    expect((await newest())?.on).toEqual({ thing: 'pick', id: String(id), name: 'The Ford Nobody Drew' })
    await ada.do('savePick', { revision, content: { ...wholeContent, headline: 'Not out yet' }, note: '' }, { id })
    expect((await newest())?.on?.name).toBe('The Ford Nobody Drew')
    const draft = await bea.do('createPick', {})
    expect((await newest())?.on?.name).toBe('')
    await bea.do('deletePick', { revision: draft.revision }, { id: draft.id })
    expect(read(await newest())).toBe('deleted (gone)')
  })

  test('says what a setting was and is, by the names that its page has', async () => {
    const { texts } = await ada.do('showMeter', {})
    const to = { ...texts, 'allowance.visitors': '4', period: 'rolling:30', quotedTooMuch: 'refuse', giftDays: '9' }
    await ada.do('changeMeter', { was: texts, to })
    const said = read(await newest()).split('\n')
    expect(said[0]).toBe('changed the meter')
    expect(said.slice(1)).toEqual([
      'Readings renew with: A calendar month → 30 days from the first reading',
      `Readings for visitors: ${texts['allowance.visitors']} → 4`,
      `Gifts, days a link opens: ${texts.giftDays} → 9`,
      'Quoting, beyond that: The editor is warned → The pick isn’t published',
    ])
    const words = (await ada.do('showWords', {})).texts
    await ada.do('changeWords', { was: words, to: { ...words, tagline: 'Another', about: 'Another' } })
    expect(read(await newest())).toBe('changed the magazine’s words\nTag line, About')
  })

  test('keeps to the name that a topic was given then, and leads to it as long as it is there', async () => {
    const { topics } = await ada.do('listTopics', {})
    const id = topics.find(({ name }) => name === 'Maps')?.id ?? 0
    await ada.do('renameTopic', { name: 'Charts' }, { id })
    await ada.do('renameTopic', { name: 'Sheets' }, { id })
    const { entries } = await ada.do('listAudit', { kind: 'topics' })
    expect(entries.map(read)).toEqual([
      'renamed the topic Charts to “Sheets”\n1 pick went with it.',
      'renamed the topic Maps to “Charts”\n1 pick went with it.',
    ])
    expect(entries.map(({ on }) => on?.id)).toEqual([String(id), String(id)])
  })

  test('names both whom something was given and what', async () => {
    await havePlan(site.database.db)
    const comp = {
      kind: 'comp',
      email: 'ivo@paper.example',
      plan: 'monthly',
      until: null,
      from: null,
      note: '',
      tells: false,
    } as const
    await ada.do('giveSubscription', comp)
    expect(read(await newest())).toBe('comped “ivo@paper.example”: “Monthly”')
  })

  test('can be narrowed to one person and to one part of the desk, page by page', async () => {
    const actor = (await ada.do('listAudit', {})).entries.find(({ who }) => who.name === 'bea@paper.example')?.actor ?? ''
    const ofBea = (await ada.do('listAudit', { who: actor })).entries
    expect(ofBea.map(({ what }) => what)).toEqual(['deletePick', 'createPick'])
    expect((await ada.do('listAudit', { who: actor, kind: 'magazine' })).entries).toEqual([])
    const first = await ada.do('listAudit', { kind: 'picks', limit: '3' })
    const rest = await ada.do('listAudit', { kind: 'picks', limit: '3', before: String(first.next) })
    expect([...first.entries, ...rest.entries].map(({ what }) => what)).toEqual([
      'deletePick',
      'createPick',
      'publishPick',
      'createPick',
    ])
    expect((await ada.do('listAudit', { who: 'console' })).entries.map(({ what }) => what)).toEqual(['addStaff', 'addStaff'])
    expect((await ada.ask('listAudit', { who: 'member x' })).status).toBe(400)
    expect((await bea.ask('listAudit', {})).status).toBe(403)
  })
})
