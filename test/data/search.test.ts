import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasSearchLeftovers, listIncompletePicks } from '../../src/data/health.ts'
import type { Db } from '../../src/data/schema.ts'
import { listExcerptHits, listLeadHits, listLeadsWithAnyWord } from '../../src/data/search.ts'
import type { PickText, Visibility } from '../../src/domain/pick.ts'
import { searchWords } from '../../src/domain/text-words.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { pickWith } from '../support/pick-texts.ts'
import { keepAsDrafts, publish } from './fill.ts'

const now = new Date('2026-11-10T12:00:00Z')
const limit = 100
const words = searchWords

function pick(headline: string, introduction: string, body: string, more: Partial<PickText> = {}): PickText {
  const excerpt: PickText['excerpt'] = [[{ kind: 'run', text: body }]]
  return pickWith({ headline, introduction: [`${introduction} Ines Corrie asks:`], excerpt, topics: [], ...more })
}

describe.each(engines)('search, on %s', (engine) => {
  let database: TestDatabase
  let db: Db
  beforeAll(async () => {
    database = await openTestDatabase(engine)
    db = database.db
    await publish(db, now, [
      pick('Running Water', 'About the ferries of Łódź.', 'A word on whales.'),
      pick('The Naïve Pilot', 'He ran a ferry; the façades were running with rain.', 'A canary in the cargo.', {
        visibility: 'open',
      }),
      pick('Water and Salt', 'Nothing else.', 'Whales, and the canary’s end. 100% proof: NEAR the pier AND not OR far.'),
      pick('Nothing Here', 'Water is mentioned.', 'Empty.', {
        topics: ['Whaling'],
        source: { name: 'Saltworks', url: null },
        author: 'Bo Rask',
      }),
    ])
    await keepAsDrafts(db, now, [pick('Water Draft', 'Water, drafted.', 'A canary and whales.', { visibility: 'open' })])
  })
  afterAll(() => database.drop())

  const headlines = async (ids: number[]) => {
    const rows = await db.selectFrom('pick').select(['id', 'headline']).execute()
    return ids.map((id) => rows.find((row) => row.id === id)?.headline)
  }
  const idOf = async (headline: string) =>
    (await db.selectFrom('pick').select('id').where('headline', '=', headline).executeTakeFirstOrThrow()).id
  const inLeads = async (query: string) => headlines(await listLeadHits(db, { words: words(query), limit }))
  const inExcerpts = async (query: string, visibilities: Visibility[] = ['open']) =>
    headlines(await listExcerptHits(db, { words: words(query), limit }, visibilities))

  test('picks with every word in the headline come first, then the others, each time the newest first', async () => {
    expect(await inLeads('water')).toEqual(['Water and Salt', 'Running Water', 'Nothing Here'])
    expect(await headlines(await listLeadHits(db, { words: ['water'], limit: 1 }))).toEqual(['Water and Salt'])
    expect(await headlines(await listLeadHits(db, { words: ['water'], limit: 2 }))).toEqual(['Water and Salt', 'Running Water'])
  })

  test('every word has to be there, wherever in the lead: headline, introduction, source, author or topic', async () => {
    expect(await inLeads('water ferries')).toEqual(['Running Water'])
    expect(await inLeads('saltworks rask whaling')).toEqual(['Nothing Here'])
    expect(await inLeads('water zeppelin')).toEqual([])
  })

  test('forms of a word and letters without their accents find it', async () => {
    expect(await inLeads('run')).toEqual(['Running Water', 'The Naïve Pilot'])
    expect(await inLeads('naive facade')).toEqual(['The Naïve Pilot'])
    expect(await inLeads('NAÏVE Façades’')).toEqual(['The Naïve Pilot'])
    expect(await inLeads('lodz ferry')).toEqual(['Running Water'])
  })

  test('letters of every script are letters', async () => {
    const letters = 'ᦰᦱ 𞤀𞤣𞤤𞤢𞤥 東京 ⲁⲃⲅ'
    await publish(db, now, [pick(letters, 'Letters.', letters, { visibility: 'open' })])
    for (const word of letters.split(' ')) {
      expect(await inLeads(word), word).toEqual([letters])
      expect(await inExcerpts(word), word).toEqual([letters])
    }
    expect([await inLeads('ᦰ'), await inExcerpts('ᦰ')]).toEqual([[], []])
  })

  test('the most common words are words too', async () => {
    expect(await inLeads('the')).toEqual(['The Naïve Pilot', 'Running Water'])
    expect(await inLeads('the and')).toEqual([])
    expect(await inLeads('nothing else')).toEqual(['Water and Salt'])
  })

  test('likeness starts from the newest picks that have any of the words', async () => {
    const ids = await listLeadsWithAnyWord(db, { words: ['pilot', 'salt', 'zeppelin'], limit })
    expect(await headlines(ids)).toEqual(['Water and Salt', 'The Naïve Pilot'])
    expect(await listLeadsWithAnyWord(db, { words: ['pilot', 'salt'], limit: 1 })).toHaveLength(1)
  })

  test('excerpts are looked into only where they are as visible as was asked for [PW-15]', async () => {
    expect(await inExcerpts('canary')).toEqual(['The Naïve Pilot'])
    expect(await inExcerpts('canary', ['open', 'metered'])).toEqual(['Water and Salt', 'The Naïve Pilot'])
    expect(await inExcerpts('whales', ['metered'])).toEqual(['Water and Salt', 'Running Water'])
    expect(await inExcerpts('whales')).toEqual([])
    expect(await inExcerpts('whales', ['open', 'subscribers-only'])).toEqual([])
    expect(await inExcerpts('whales', [])).toEqual([])
    expect(await inLeads('canary')).toEqual([])
  })

  test('a draft is found nowhere and takes nobody’s place', async () => {
    const draft = await idOf('Water Draft')
    expect(await inLeads('drafted')).toEqual([])
    expect(await inExcerpts('canary whales')).toEqual([])
    expect(await listLeadHits(db, { words: ['water'], limit: 3 })).toHaveLength(3)
    expect(await listLeadsWithAnyWord(db, { words: ['water'], limit: 3 })).not.toContain(draft)
  })

  test('a pick that has changed is found by its new words and no longer by the old', async () => {
    await publish(db, now, [pick('Changing', 'It was a tugboat.', 'Old words.', { visibility: 'open' })])
    await publish(db, now, [pick('Changing', 'It is a lighter.', 'New phrases.', { visibility: 'open' })])
    expect(await inLeads('tugboat')).toEqual([])
    expect(await inLeads('lighter')).toEqual(['Changing'])
    expect(await inExcerpts('old')).toEqual([])
    expect(await inExcerpts('phrase')).toEqual(['Changing'])
    expect(await listIncompletePicks(database)).toEqual([])
    expect(await hasSearchLeftovers(database)).toBe(false)
  })

  const hostile = [
    'water"',
    '"water',
    '""',
    'water*',
    '*',
    '%',
    'wat%',
    'headline : water',
    'headline:water',
    '{headline} : water',
    '^water',
    'NEAR(water salt)',
    'NEAR',
    'AND',
    'OR',
    'NOT',
    'water AND NOT salt',
    'water OR',
    '(water',
    ')',
    '-water',
    '+water',
    'wa:*',
    'water | salt',
    'water & !salt',
    'water <-> salt',
    ':*',
    '!',
    "'",
    "';drop table pick;--",
    "water' or '1'='1",
    '\\',
    "\\'",
    '\0',
    'water\0salt',
    '\ud800',
    '🦊',
    '🦊 water',
    '\u0301',
    'ﷺ',
    '½',
    'rowid:1',
    'rank',
    'w'.repeat(10_000),
    'w '.repeat(5_000),
  ]
  test.each(hostile)('is never more than the words in what is typed: %j [DK-06]', async (query) => {
    const found = await listLeadHits(db, { words: words(query), limit })
    expect(found).toEqual(
      await listLeadHits(db, {
        words:
          query
            .toLowerCase()
            .match(/[a-z]+/g)
            ?.slice(0, 8) ?? [],
        limit,
      }),
    )
    await listExcerptHits(db, { words: words(query), limit }, ['open', 'metered'])
    await listLeadsWithAnyWord(db, { words: words(query), limit })
    // Given as they were typed, without a look at what the words are.
    for (const ask of [listLeadHits, listLeadsWithAnyWord]) await ask(db, { words: [query], limit })
    await listExcerptHits(db, { words: [query, query], limit }, ['open', 'metered'])
    expect(await inLeads('water')).toHaveLength(3)
  })
})

describe('search on both engines', () => {
  let databases: TestDatabase[]
  beforeAll(async () => {
    databases = await Promise.all(engines.map(openTestDatabase))
  })
  afterAll(() => Promise.all(databases.map((database) => database.drop())))

  const word = fc.oneof(
    fc.constantFrom(
      'harbor',
      'harbors',
      'Harboring',
      'naïve',
      'naive',
      'Straße',
      'strasse',
      'don’t',
      "don't",
      'dont',
      '92e76bf9',
      '1e5',
      '1.5',
      '-5',
      'a.b.example',
      'me@paper.example',
      'us',
      'as',
      'is',
      'ΌΜΗΡΟΣ',
      'שלום',
      '東京',
      'the',
      'a/b',
      'AND',
      '½',
      'ﬁnd',
    ),
    fc.stringMatching(/^[a-eà-é]{1,4}(s|ed|ing|ly)?$/),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '))

  test('finds the same for whatever is written and whatever is asked', async () => {
    let rounds = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 6 }),
        fc.array(text, { minLength: 4, maxLength: 8 }),
        async (picks, queries) => {
          rounds += 1
          const made = picks.map(([headline, introduction, body], index) =>
            pick(`${headline} No. ${rounds}-${index}`, introduction, body, { visibility: index % 2 ? 'open' : 'metered' }),
          )
          for (const { db } of databases) await publish(db, now, made)
          const [first = '', ...more] = picks.flat()
          for (const query of [...queries, first, ...more, ...first.split(' ')]) {
            const asked = { words: searchWords(query), limit: 10 }
            const [mine, theirs] = await Promise.all(
              databases.map(async ({ db }) => [
                await listLeadHits(db, asked),
                await listLeadsWithAnyWord(db, asked),
                await listExcerptHits(db, asked, ['open', 'metered']),
              ]),
            )
            expect(mine, query).toEqual(theirs)
          }
        },
      ),
      { numRuns: 25 },
    )
    const [counts] = await Promise.all(databases.map(({ db }) => sql<{ n: number }>`select count(*) as n from pick`.execute(db)))
    expect(Number(counts?.rows[0]?.n)).toBeGreaterThan(25)
  })
})
