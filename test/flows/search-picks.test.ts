import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/data/schema.ts'
import type { PickText, Visibility } from '../../src/domain/pick.ts'
import { type Searcher, searchPicks } from '../../src/flows/search-picks.ts'
import { publish } from '../data/fill.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { manyPicks, pickWith } from '../support/pick-texts.ts'

const now = new Date('2026-11-10T12:00:00Z')
const allowance = { visitor: 3, member: 5 }

function pick(headline: string, visibility: Visibility, body: string): PickText {
  const excerpt: PickText['excerpt'] = [[{ kind: 'run', text: body }]]
  return pickWith({
    headline,
    visibility,
    excerpt,
    topics: [],
    introduction: [`About ${headline.toLowerCase()}. Ines Corrie asks:`],
  })
}

describe.each(engines)('searching, on %s', (engine) => {
  let database: TestDatabase
  let db: Db
  beforeAll(async () => {
    database = await openTestDatabase(engine)
    db = database.db
    await publish(db, now, [
      pick('Herring', 'metered', 'A canary sang below the deck.'),
      pick('Cod', 'open', 'The canary was an open secret.'),
      pick('Eel', 'subscribers-only', 'Members alone heard the canary.'),
      pick('Herring Gulls', 'metered', 'Gulls and no other bird.'),
    ])
  })
  afterAll(() => database.drop())

  const idOf = async (slug: string) =>
    (await db.selectFrom('pick').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id
  const visitor = (opened: number[] = []): Searcher => ({
    reader: { kind: 'visitor' },
    allowance,
    standing: { period: '2026-11-01', nthOf: new Map(opened.map((id, index) => [id, index + 1])) },
  })
  const search = async (query: string, searcher = visitor()) =>
    (await searchPicks({ db, now }, searcher, query)).hits.map(({ lead, inExcerpt, snippet }) => ({
      headline: lead.headline,
      inExcerpt,
      found: snippet.filter((part) => part.found).map((part) => part.text),
    }))

  test('a lead that holds the words is shown with them marked', async () => {
    expect(await search('herrings')).toEqual([
      { headline: 'Herring Gulls', inExcerpt: false, found: ['herring'] },
      { headline: 'Herring', inExcerpt: false, found: ['herring'] },
    ])
  })

  test('a visitor finds words of excerpts that are open, or that they have opened themselves [PW-15]', async () => {
    const cod = { headline: 'Cod', inExcerpt: true, found: ['canary'] }
    const herring = { headline: 'Herring', inExcerpt: true, found: ['canary'] }
    expect(await search('canary')).toEqual([cod])
    expect(await search('canary', visitor([await idOf('herring')]))).toEqual([cod, herring])
    expect(await search('canary', { ...visitor(), standing: 'unknown' })).toEqual([cod])
  })

  test('a subscriber finds words of every excerpt that their plan opens', async () => {
    const subscriber: Searcher = { reader: { kind: 'subscriber', opens: 'everything' }, allowance, standing: 'unknown' }
    expect((await search('canary', subscriber)).map(({ headline }) => headline)).toEqual(['Eel', 'Cod', 'Herring'])
  })

  test('words that nobody has opened are found by nobody, however they are asked for [PW-15]', async () => {
    for (const query of ['deck', 'sang deck', 'members heard', 'canary deck']) expect(await search(query)).toEqual([])
  })

  test('a pick whose reading was forgotten is closed to search again [PW-15]', async () => {
    const nthOf = new Map([[-1, 1]])
    expect(await search('deck', { ...visitor(), standing: { period: '2026-11-01', nthOf } })).toEqual([])
  })

  test('a pick that was opened and has been closed to all but subscribers since is closed to search too [PW-15]', async () => {
    expect(await search('members', visitor([await idOf('eel')]))).toEqual([])
  })

  test('a pick found by its source or topic alone is shown with the beginning of its introduction', async () => {
    const { source } = pick('Herring', 'metered', '')
    const { hits } = await searchPicks({ db, now }, visitor(), source.name)
    const cod = hits.find(({ lead }) => lead.headline === 'Cod')
    expect(cod?.snippet).toEqual([{ text: 'About cod. Ines Corrie asks:', found: false }])
  })

  test('nothing typed finds nothing, and twenty are shown with a word on there being more', async () => {
    expect(await searchPicks({ db, now }, visitor(), ' *" ')).toEqual({ query: ' *" ', hits: [], more: false })
    await publish(db, now, manyPicks(20))
    const twenty = await searchPicks({ db, now }, visitor(), 'lighthouse')
    expect([twenty.hits.length, twenty.more]).toEqual([20, false])
    await publish(db, now, manyPicks(21))
    const more = await searchPicks({ db, now }, visitor(), 'lighthouse')
    expect([more.hits.length, more.more]).toEqual([20, true])
  })
})
