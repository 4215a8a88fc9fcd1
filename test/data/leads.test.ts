import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  findLead,
  listLeadsBetween,
  listLeadsByIds,
  listLeadsOfSource,
  listLeadsOfTopic,
  listNewestLeads,
} from '../../src/data/leads.ts'
import type { Db } from '../../src/data/schema.ts'
import { findSource } from '../../src/data/sources.ts'
import { findTopic } from '../../src/data/topics.ts'
import type { Lead } from '../../src/domain/pick.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { pickWith } from '../support/pick-texts.ts'
import { keepAsDrafts, pickOf, publish } from './fill.ts'

const now = new Date('2026-11-10T12:00:00Z')
const tomorrow = new Date('2026-11-11T12:00:00Z')
const part = { now, limit: 100 }
const headlines = (leads: Lead[]) => leads.map((lead) => lead.headline)

describe.each(engines)('lists of picks, on %s', (engine) => {
  let database: TestDatabase
  let db: Db
  beforeAll(async () => {
    database = await openTestDatabase(engine)
    db = database.db
    await publish(db, now, [
      pickOf('Four', '2026-09-30', 'Harbor Paper'),
      pickOf('One', '2026-08-31', 'Harbor Paper', 'The sea'),
      pickOf('Five', '2026-10-01', 'The Long Wharf', 'The sea'),
      pickOf('Two', '2026-09-01', 'Harbor Paper', 'The sea', 'Lights'),
      pickOf('Three', '2026-09-01', 'The Long Wharf', 'Lights'),
    ])
    await keepAsDrafts(db, now, [pickOf('A Draft', '2026-09-15', 'Harbor Paper', 'The sea', 'Lights')])
    await publish(db, tomorrow, [pickOf('Tomorrow’s', '2026-09-16', 'Harbor Paper', 'The sea', 'Lights')])
  })
  afterAll(() => database.drop())

  const topic = async (slug: string) => (await findTopic(db, slug))?.id ?? 0
  const source = async (slug: string) => (await findSource(db, slug))?.id ?? 0

  test('the newest come first, and of one day’s the one that came in last', async () => {
    expect(headlines(await listNewestLeads(db, part))).toEqual(['Five', 'Four', 'Three', 'Two', 'One'])
    expect(headlines(await listNewestLeads(db, { now, limit: 2 }))).toEqual(['Five', 'Four'])
  })

  test('they are paged by the day before which they are dated', async () => {
    expect(headlines(await listNewestLeads(db, { ...part, before: '2026-09-30' }))).toEqual(['Three', 'Two', 'One'])
    expect(headlines(await listNewestLeads(db, { ...part, before: '2026-09-01' }))).toEqual(['One'])
    expect(await listNewestLeads(db, { ...part, before: '2026-08-31' })).toEqual([])
  })

  test('a span of days holds its first and its last', async () => {
    const september = { ...part, first: '2026-09-01', last: '2026-09-30' }
    expect(headlines(await listLeadsBetween(db, september))).toEqual(['Four', 'Three', 'Two'])
    expect(headlines(await listLeadsBetween(db, { ...september, limit: 1 }))).toEqual(['Four'])
    expect(await listLeadsBetween(db, { ...part, first: '2026-09-02', last: '2026-09-29' })).toEqual([])
  })

  test('a topic’s and a source’s are theirs alone, paged in the same way', async () => {
    const ofTopic = { now, limit: 100, before: '9999-12-31' }
    expect(headlines(await listLeadsOfTopic(db, await topic('the-sea'), ofTopic))).toEqual(['Five', 'Two', 'One'])
    expect(headlines(await listLeadsOfTopic(db, await topic('lights'), ofTopic))).toEqual(['Three', 'Two'])
    expect(headlines(await listLeadsOfTopic(db, await topic('the-sea'), { ...ofTopic, before: '2026-10-01' }))).toEqual([
      'Two',
      'One',
    ])
    expect(headlines(await listLeadsOfSource(db, await source('harbor-paper'), ofTopic))).toEqual(['Four', 'Two', 'One'])
    expect(headlines(await listLeadsOfSource(db, await source('the-long-wharf'), { ...ofTopic, limit: 1 }))).toEqual(['Five'])
    expect(await listLeadsOfTopic(db, 999, ofTopic)).toEqual([])
    // What isn't public takes nobody's place.
    expect(headlines(await listLeadsOfTopic(db, await topic('the-sea'), { ...ofTopic, limit: 2 }))).toEqual(['Five', 'Two'])
  })

  test('picks asked for by id come in the order of the ids, those that aren’t public left out', async () => {
    const all = await db.selectFrom('pick').select(['id', 'headline']).execute()
    const idOf = (headline: string) => all.find((pick) => pick.headline === headline)?.id ?? 0
    const ids = [idOf('Two'), idOf('A Draft'), 999, idOf('Five'), idOf('Tomorrow’s'), idOf('One')]
    expect(headlines(await listLeadsByIds(db, ids, now))).toEqual(['Two', 'Five', 'One'])
    expect(await listLeadsByIds(db, [], now)).toEqual([])
  })

  test('what is published tomorrow is nowhere today and everywhere tomorrow; a draft is nowhere at all', async () => {
    const anywhere = async (at: Date) => {
      const asked = { now: at, limit: 100 }
      const lists = [
        await listNewestLeads(db, asked),
        await listLeadsBetween(db, { ...asked, first: '0001-01-01', last: '9999-12-31' }),
        await listLeadsOfTopic(db, await topic('lights'), { ...asked, before: '9999-12-31' }),
        await listLeadsOfSource(db, await source('harbor-paper'), { ...asked, before: '9999-12-31' }),
        [await findLead(db, 'tomorrow-s', at), await findLead(db, 'tomorrows', at)].filter((lead) => lead !== null),
      ]
      return lists.map((leads) => headlines(leads).filter((headline) => /Tomorrow|Draft/.test(headline)))
    }
    expect(await anywhere(now)).toEqual([[], [], [], [], []])
    expect(await anywhere(tomorrow)).toEqual(Array(5).fill(['Tomorrow’s']))
    expect(await findLead(db, 'a-draft', tomorrow)).toBeNull()
  })

  test('topics keep the order the editors gave them', async () => {
    const topics = ['Winds', 'The sea', 'Maps', 'Lights']
    await publish(db, now, [pickWith({ headline: 'In Order', date: '2020-01-01', topics })])
    const lead = await findLead(db, 'in-order', now)
    expect(lead?.topics.map(({ name }) => name)).toEqual(topics)
    await db
      .deleteFrom('pick_topic')
      .where('pick_id', '=', lead?.id ?? 0)
      .execute()
    expect((await findLead(db, 'in-order', now))?.topics).toEqual([])
  })

  test('what is no slug finds nothing, whatever is in it [DK-06]', async () => {
    const hostile = ['one\0', "one' or '1'='1", 'One', 'one--', '%', '', '\ud800', 'o'.repeat(10_000), '../one', 'one;', '🦊']
    for (const text of hostile) {
      expect(await findLead(db, text, now), text).toBeNull()
      expect(await findTopic(db, text), text).toBeNull()
      expect(await findSource(db, text), text).toBeNull()
    }
    expect(await findLead(db, 'one', now)).toMatchObject({ headline: 'One' })
  })

  test('no list knows a word of an excerpt', async () => {
    const secret = 'zanzibar-canary'
    const excerpt = [[{ kind: 'run' as const, text: `It ends in ${secret}.` }]]
    await publish(db, now, [pickWith({ headline: 'Sealed', date: '2026-09-10', visibility: 'open', excerpt })])
    const everything = [
      await listNewestLeads(db, part),
      await findLead(db, 'sealed', now),
      await listLeadsBetween(db, { ...part, first: '2026-09-10', last: '2026-09-10' }),
    ]
    expect(JSON.stringify(everything)).toContain('Sealed')
    expect(JSON.stringify(everything)).not.toContain(secret)
  })
})
