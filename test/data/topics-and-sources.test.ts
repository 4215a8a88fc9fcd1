import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listMonths } from '../../src/data/months.ts'
import type { Db } from '../../src/data/schema.ts'
import { listPagesForRobots } from '../../src/data/sitemap.ts'
import { findSource, listAuthorsOfSource, listMostQuoted, saveSource } from '../../src/data/sources.ts'
import { findTopic, listNeighbours, listTopics, listTopicsOfSource, saveTopic } from '../../src/data/topics.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { keepAsDrafts, pickOf, publish } from './fill.ts'

const now = new Date('2026-11-10T12:00:00Z')
const asked = { now, limit: 100 }

describe.each(engines)('topics, sources and months, on %s', (engine) => {
  let database: TestDatabase
  let db: Db
  beforeAll(async () => {
    database = await openTestDatabase(engine)
    db = database.db
    await publish(db, now, [
      pickOf('One', '2026-08-31', 'Harbor Paper', 'The sea', 'Maps', 'Lights'),
      { ...pickOf('Two', '2026-09-01', 'Harbor Paper', 'The sea', 'Lights'), author: 'Ada Brook' },
      { ...pickOf('Three', '2026-09-02', 'The Long Wharf', 'The sea'), author: 'Ada Brook' },
      { ...pickOf('Four', '2026-09-30', 'Harbor Paper', 'Lights'), author: null },
      { ...pickOf('Five', '2026-11-01', 'The Long Wharf', 'Maps'), author: 'Bo Rask' },
      { ...pickOf('Six', '2026-11-01', 'A Broadside', 'The sea'), author: 'Bo Rask' },
    ])
    const drafts = ['The sea', 'Unfinished'].map((topic, index) => pickOf(`Draft ${index}`, '2026-10-05', 'Unseen Paper', topic))
    await keepAsDrafts(db, now, drafts)
  })
  afterAll(() => database.drop())

  const topic = async (slug: string) => (await findTopic(db, slug))?.id ?? 0
  const source = async (slug: string) => (await findSource(db, slug))?.id ?? 0
  const shown = (counted: { name: string; count: number }[]) => counted.map(({ name, count }) => `${name} ${count}`)

  test('the topics are those that published picks are filed under, by name, counted and with the day of the newest', async () => {
    expect(await listTopics(db, now)).toEqual([
      { slug: 'lights', name: 'Lights', count: 3, newest: '2026-09-30' },
      { slug: 'maps', name: 'Maps', count: 2, newest: '2026-11-01' },
      { slug: 'the-sea', name: 'The sea', count: 4, newest: '2026-11-01' },
    ])
    expect(await listTopics(db, new Date('2026-11-10T11:59:59Z'))).toEqual([])
  })

  test('a topic’s neighbours are the others its picks are filed under, the most frequent first, then by name', async () => {
    expect(shown(await listNeighbours(db, await topic('the-sea'), asked))).toEqual(['Lights 2', 'Maps 1'])
    expect(shown(await listNeighbours(db, await topic('maps'), asked))).toEqual(['Lights 1', 'The sea 1'])
    expect(shown(await listNeighbours(db, await topic('the-sea'), { now, limit: 1 }))).toEqual(['Lights 2'])
    expect(await listNeighbours(db, await topic('unfinished'), asked)).toEqual([])
  })

  test('the sources a topic quotes most come first, drafts not counted', async () => {
    expect(shown(await listMostQuoted(db, await topic('the-sea'), asked))).toEqual([
      'Harbor Paper 2',
      'A Broadside 1',
      'The Long Wharf 1',
    ])
    expect(shown(await listMostQuoted(db, await topic('the-sea'), { now, limit: 1 }))).toEqual(['Harbor Paper 2'])
  })

  test('a source shows its topics and its authors, as far as they are known', async () => {
    expect(shown(await listTopicsOfSource(db, await source('harbor-paper'), asked))).toEqual(['Lights 3', 'The sea 2', 'Maps 1'])
    expect(shown(await listAuthorsOfSource(db, await source('harbor-paper'), asked))).toEqual(['Ada Brook 1', 'Ines Corrie 1'])
    expect(shown(await listAuthorsOfSource(db, await source('the-long-wharf'), { now, limit: 1 }))).toEqual(['Ada Brook 1'])
    expect(await listTopicsOfSource(db, await source('unseen-paper'), asked)).toEqual([])
    expect(await listAuthorsOfSource(db, await source('unseen-paper'), asked)).toEqual([])
  })

  test('months are those with published picks, the earliest first, of all of them or of one topic or source', async () => {
    const months = async (of: Parameters<typeof listMonths>[2] = {}) =>
      (await listMonths(db, now, of)).map(({ month, count }) => `${month} ${count}`)
    expect(await months()).toEqual(['2026-08 1', '2026-09 3', '2026-11 2'])
    expect(await months({ topicId: await topic('maps') })).toEqual(['2026-08 1', '2026-11 1'])
    expect(await months({ sourceId: await source('the-long-wharf') })).toEqual(['2026-09 1', '2026-11 1'])
    expect(await months({ topicId: await topic('maps'), sourceId: await source('harbor-paper') })).toEqual(['2026-08 1'])
    expect(await months({ topicId: await topic('unfinished') })).toEqual([])
  })

  test('the map for robots names what has a public page and nothing else', async () => {
    expect(await listPagesForRobots(db, { now, limit: 100 })).toEqual({
      picks: ['six', 'five', 'four', 'three', 'two', 'one'],
      topics: ['lights', 'maps', 'the-sea'],
      sources: ['a-broadside', 'harbor-paper', 'the-long-wharf'],
    })
    expect((await listPagesForRobots(db, { now, limit: 2 })).picks).toEqual(['six', 'five'])
  })

  test('a name is saved once, and two names that give one address get two', async () => {
    const slug = async (isTaken: (slug: string) => Promise<boolean>) => ((await isTaken('the-pier')) ? 'the-pier-2' : 'the-pier')
    const saved = await db.transaction().execute(async (trx) => ({
      topics: [
        await saveTopic(trx, 'The Pier', slug),
        await saveTopic(trx, 'The pier!', slug),
        await saveTopic(trx, 'The Pier', slug),
      ],
      sources: [
        await saveSource(trx, 'The Pier', slug),
        await saveSource(trx, 'The pier!', slug),
        await saveSource(trx, 'The Pier', slug),
      ],
    }))
    for (const [first, other, again] of [saved.topics, saved.sources]) {
      expect(again).toBe(first)
      expect(other).not.toBe(first)
    }
    expect(await findTopic(db, 'the-pier-2')).toMatchObject({ name: 'The pier!', description: '' })
    expect(await findSource(db, 'the-pier-2')).toMatchObject({ name: 'The pier!' })
    expect(await findSource(db, 'no-such-paper')).toBeNull()
  })
})
