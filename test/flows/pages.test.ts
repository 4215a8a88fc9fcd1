import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CountOf, listMonths } from '../../src/data/months.ts'
import type { Db } from '../../src/data/schema.ts'
import type { LocalDate } from '../../src/domain/pick.ts'
import type { DayOfPicks, MonthOfPicks } from '../../src/flows/list-by-day.ts'
import { showArchive } from '../../src/flows/show-archive.ts'
import { showSource, showTopic, showTopics } from '../../src/flows/show-dossier.ts'
import { showFront } from '../../src/flows/show-front.ts'
import { keepAsDrafts, pickOf, publish } from '../data/fill.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'

const now = new Date('2026-11-10T12:00:00Z')

/** That many picks of one day. */
function onDay(date: LocalDate, count: number, ...topics: string[]) {
  return Array.from({ length: count }, (_, index) => pickOf(`${date} ${index + 1}`, date, 'Harbor Paper', ...topics))
}

const days = (list: DayOfPicks[]) => list.map(({ date, leads }) => `${date} ${leads.length}`)
const months = (list: MonthOfPicks[]) => list.map(({ month, leads }) => `${month} ${leads.length}`)

describe.each(engines)('what the pages show, on %s', (engine) => {
  let database: TestDatabase
  let db: Db
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    db = database.db
  })
  afterEach(() => database.drop())
  const monthsOf = (of: CountOf) => listMonths(db, now, of)

  test('an empty magazine has pages with nothing on them, and no topic, source or month of its own', async () => {
    expect(await showFront(db, now)).toEqual({ days: [], older: null })
    expect(await showArchive(db, { now, monthsOf, month: null })).toEqual({
      total: 0,
      since: null,
      years: [],
      month: null,
      days: [],
      previous: null,
    })
    expect(await showArchive(db, { now, monthsOf, month: '2026-11' })).toBeNull()
    expect(await showTopics(db, now)).toEqual([])
    expect(await showTopic(db, 'the-sea', { now, monthsOf, before: null })).toBeNull()
    expect(await showSource(db, 'harbor-paper', { now, monthsOf, before: null })).toBeNull()
  })

  test('the front page has the newest picks in whole days, and says in which month the next one is', async () => {
    await publish(db, now, [...onDay('2026-11-09', 6), ...onDay('2026-11-08', 6), ...onDay('2026-10-31', 4)])
    const front = await showFront(db, now)
    expect(days(front.days)).toEqual(['2026-11-09 6', '2026-11-08 6'])
    expect(front.older).toEqual({ month: '2026-10' })
  })

  test('a front page that holds everything leads nowhere, and a single long day is cut', async () => {
    await publish(db, now, onDay('2026-11-09', 14))
    expect(await showFront(db, now)).toMatchObject({ days: [{ date: '2026-11-09' }], older: null })
    await publish(db, now, onDay('2026-11-09', 20))
    const front = await showFront(db, now)
    expect(days(front.days)).toEqual(['2026-11-09 14'])
    expect(front.older).toEqual({ month: '2026-11' })
  })

  test('the archive counts every month, shows the newest and leads to the one before', async () => {
    await publish(db, now, [
      ...onDay('2026-11-09', 2),
      ...onDay('2026-11-01', 1),
      ...onDay('2026-02-28', 3),
      ...onDay('2024-02-29', 1),
    ])
    await keepAsDrafts(db, now, [pickOf('Draft', '2026-12-01', 'Harbor Paper')])
    const archive = await showArchive(db, { now, monthsOf, month: null })
    expect(archive).toMatchObject({ total: 7, since: '2024-02', month: '2026-11', previous: { month: '2026-02', count: 3 } })
    expect(days(archive?.days ?? [])).toEqual(['2026-11-09 2', '2026-11-01 1'])
    expect(archive?.years).toEqual([
      { year: 2026, months: [0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0] },
      { year: 2024, months: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    ])
  })

  test('a month of the archive holds its first and its last day; one without picks isn’t there', async () => {
    await publish(db, now, [
      ...onDay('2024-02-29', 1),
      ...onDay('2024-02-01', 1),
      ...onDay('2024-03-01', 1),
      ...onDay('2024-01-31', 1),
    ])
    const february = await showArchive(db, { now, monthsOf, month: '2024-02' })
    expect(days(february?.days ?? [])).toEqual(['2024-02-29 1', '2024-02-01 1'])
    expect(february?.previous).toEqual({ month: '2024-01', count: 1 })
    expect((await showArchive(db, { now, monthsOf, month: '2024-01' }))?.previous).toBeNull()
    expect(await showArchive(db, { now, monthsOf, month: '2024-04' })).toBeNull()
  })

  test('a dossier counts all of its topic, shows the newest by month and goes on where it stopped', async () => {
    await publish(db, now, [
      ...onDay('2026-11-02', 30, 'The sea'),
      ...onDay('2026-10-02', 25, 'The sea', 'Lights'),
      ...onDay('2026-08-02', 20, 'The sea'),
      ...onDay('2026-08-03', 2, 'Lights'),
    ])
    const first = await showTopic(db, 'the-sea', { now, monthsOf, before: null })
    expect(first).toMatchObject({ count: 75, since: '2026-08', earlier: '2026-10', topic: { name: 'The sea' } })
    expect(months(first?.months ?? [])).toEqual(['2026-11 30', '2026-10 25'])
    expect(first?.strip).toEqual([
      { month: '2026-08', count: 20 },
      { month: '2026-09', count: 0 },
      { month: '2026-10', count: 25 },
      { month: '2026-11', count: 30 },
    ])
    expect(first?.neighbours).toEqual([{ slug: 'lights', name: 'Lights', count: 25 }])
    expect(first?.mostQuoted).toEqual([{ slug: 'harbor-paper', name: 'Harbor Paper', count: 75 }])
    const next = await showTopic(db, 'the-sea', { now, monthsOf, before: first?.earlier ?? null })
    expect(months(next?.months ?? [])).toEqual(['2026-08 20'])
    expect(next).toMatchObject({ count: 75, earlier: null })
  })

  test('a dossier goes on to earlier months also where one month alone fills the page, and has no page before its beginning', async () => {
    await publish(db, now, [...onDay('2026-11-02', 62, 'The sea'), ...onDay('2026-10-02', 1, 'The sea')])
    expect(await showTopic(db, 'the-sea', { now, monthsOf, before: null })).toMatchObject({ earlier: '2026-11' })
    const next = await showTopic(db, 'the-sea', { now, monthsOf, before: '2026-11' })
    expect(months(next?.months ?? [])).toEqual(['2026-10 1'])
    expect(next?.earlier).toBeNull()
    expect(await showTopic(db, 'the-sea', { now, monthsOf, before: '2026-10' })).toBeNull()
    expect(await showSource(db, 'harbor-paper', { now, monthsOf, before: '2026-10' })).toBeNull()
  })

  test('a source’s page shows its topics, its authors and its own address', async () => {
    await publish(db, now, [
      {
        ...pickOf('Old', '2026-09-01', 'Harbor Paper', 'The sea'),
        source: { name: 'Harbor Paper', url: 'https://old.example/a/b' },
      },
      {
        ...pickOf('New', '2026-10-01', 'Harbor Paper', 'Maps'),
        source: { name: 'Harbor Paper', url: 'https://harbor.example/x?y=1' },
      },
      {
        ...pickOf('Newest', '2026-11-01', 'Harbor Paper', 'Maps'),
        source: { name: 'Harbor Paper', url: null },
        author: 'Bo Rask',
      },
    ])
    const page = await showSource(db, 'harbor-paper', { now, monthsOf, before: null })
    expect(page?.source).toEqual({ slug: 'harbor-paper', name: 'Harbor Paper', url: 'https://harbor.example/' })
    expect(page?.topics.map(({ name, count }) => `${name} ${count}`)).toEqual(['Maps 2', 'The sea 1'])
    expect(page?.authors).toEqual([
      { name: 'Ines Corrie', count: 2 },
      { name: 'Bo Rask', count: 1 },
    ])
    expect(months(page?.months ?? [])).toEqual(['2026-11 1', '2026-10 1', '2026-09 1'])
  })
})
