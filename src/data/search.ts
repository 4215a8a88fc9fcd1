import { sql } from 'kysely'
import { plainText } from '../domain/markup/plain-text.ts'
import type { PickText, Visibility } from '../domain/pick.ts'
import { stemsAsked, stemsOf, wordBegun } from '../domain/text-words.ts'
import { engineOf } from './engine.ts'
import type { Db, Engine, Trx } from './schema.ts'

/** One question to the index; `words` is what `searchWords` made of what was typed. */
export type SearchFor = { words: string[]; limit: number }

/** Puts a pick into the index: its lead for everyone, its excerpt in a part of its own that only `listExcerptHits` looks into. */
export async function indexPick(trx: Trx, id: number, pick: PickText): Promise<void> {
  const rest = [...pick.introduction, pick.source.name, pick.author ?? '', ...pick.topics].join('\n')
  const words = { headline: stemsOf(pick.headline), rest: stemsOf(rest), body: stemsOf(plainText(pick.excerpt)) }
  await index[engineOf(trx)](trx, { id, isOpen: pick.visibility === 'open', ...words })
}

/** Takes a pick out of the index. */
export async function unindexPick(trx: Trx, id: number): Promise<void> {
  await unindex[engineOf(trx)](trx, id)
}

/**
 * The ids of the newest picks, drafts included, whose lead or excerpt holds every word; of the last word, which may still be being typed, the
 * beginning is enough. Those that one person began, where that is asked. For staff only.
 */
export async function listDeskHits(
  db: Db,
  { words, limit, createdBy }: SearchFor & { createdBy: number | undefined },
): Promise<number[]> {
  const stems = stemsAsked(words)
  if (stems.length === 0) return []
  const last = wordBegun(words.at(-1) ?? '')
  const begun = last.length < shortestBegun ? null : { stem: stemsAsked(words.slice(-1))[0] ?? last, letters: last }
  const asked = begun === null ? { stems, begun } : { stems: stemsAsked(words.slice(0, -1)), begun }
  const hits = sql`select id from (${deskHits[engineOf(db)](asked)}) as hit`
  const own = sql`where id in (select pick_id from draft where created_by = ${createdBy ?? 0})`
  return newest(db, createdBy === undefined ? hits : sql`${hits} ${own}`, limit)
}

/** The ids of picks whose lead holds every word: those with all of them in the headline first, then the newest. */
export async function listLeadHits(db: Db, { words, limit }: SearchFor): Promise<number[]> {
  const stems = stemsAsked(words)
  if (stems.length === 0) return []
  const hits = leadHits[engineOf(db)]
  const inHeadline = await newest(db, hits(stems, { headlineOnly: true, anyWord: false }), limit)
  if (inHeadline.length >= limit) return inHeadline
  const anywhere = await newest(db, hits(stems, { headlineOnly: false, anyWord: false }), limit)
  return [...new Set([...inHeadline, ...anywhere])].slice(0, limit)
}

/** The newest picks whose lead holds at least one of the words: where the search for likeness begins. */
export async function listLeadsWithAnyWord(db: Db, { words, limit }: SearchFor): Promise<number[]> {
  const stems = stemsAsked(words)
  if (stems.length === 0) return []
  return newest(db, leadHits[engineOf(db)](stems, { headlineOnly: false, anyWord: true }), limit)
}

/**
 * The ids of the newest picks whose excerpt holds every word, among those that are visible so. Ask only for what this reader may read
 * without its being counted: a hit says that the word is in there.
 */
export async function listExcerptHits(
  db: Db,
  { words, limit }: SearchFor,
  visibilities: readonly Visibility[],
): Promise<number[]> {
  const stems = stemsAsked(words)
  if (stems.length === 0 || visibilities.length === 0) return []
  // Which excerpts are open stands in the index, so that the closed ones aren't gone through.
  const openOnly = visibilities.every((visibility) => visibility === 'open')
  const hits = excerptHits[engineOf(db)](stems, openOnly)
  return newest(db, sql`${hits} and pick.visibility in (${sql.join([...visibilities])})`, limit)
}

type Fragment = ReturnType<typeof sql>
type Indexed = { id: number; isOpen: boolean; headline: string[]; rest: string[]; body: string[] }

// As a word it can't be mistaken for a stem.
const openMark = '#open'

async function newest(db: Db, hits: Fragment, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`${hits} order by id desc limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

// Both engines are given stems, in the index as in the question, and take them as they are: so they find the same. (FTS5 with its
// tokenizer for ASCII, which takes every other character for a letter; the one for Unicode doesn't know them all.)

// What a reader typed never reaches the syntax of FTS5 or tsquery: a stem is letters and digits, and in quotes.
const fts5 = (stems: string[], join: string) => stems.map((found) => `"${found}"`).join(join)
const tsquery = (stems: string[], join: string) => sql`cast(${stems.map((found) => `'${found}'`).join(join)} as tsquery)`

type LeadHits = { headlineOnly: boolean; anyWord: boolean }
// A draft is never among the hits, so it takes no place from a pick that is public.
const isPublic = sql`pick.published_at is not null`

function publicHits(table: string, asked: string): Fragment {
  const index = sql.ref(table)
  return sql`select ${index}.rowid as id from ${index} join pick on pick.id = ${index}.rowid
    where ${index} match ${asked} and ${isPublic}`
}

const leadHits: Record<Engine, (stems: string[], how: LeadHits) => Fragment> = {
  sqlite: (stems, { headlineOnly, anyWord }) =>
    publicHits(headlineOnly ? 'headline_search' : 'lead_search', fts5(stems, anyWord ? ' OR ' : ' AND ')),
  postgres: (stems, { headlineOnly, anyWord }) => {
    const column = sql.ref(headlineOnly ? 'lead_search.headline' : 'lead_search.document')
    return sql`select pick.id from lead_search join pick on pick.id = lead_search.pick_id
      where ${column} @@ ${tsquery(stems, anyWord ? ' | ' : ' & ')} and ${isPublic}`
  },
}

const excerptHits: Record<Engine, (stems: string[], openOnly: boolean) => Fragment> = {
  sqlite: (stems, openOnly) => publicHits(openOnly ? 'open_excerpt_search' : 'excerpt_search', fts5(stems, ' AND ')),
  postgres: (stems, openOnly) =>
    sql`select pick.id from excerpt_search join pick on pick.id = excerpt_search.pick_id
      where excerpt_search.document @@ ${tsquery(openOnly ? [openMark, ...stems] : stems, ' & ')} and ${isPublic}`,
}

/** Whole words by their stems, and one of which `letters` are the beginning. */
type DeskWords = { stems: string[]; begun: { stem: string; letters: string } | null }
// Fewer letters begin too many words.
const shortestBegun = 3

const deskHits: Record<Engine, (words: DeskWords) => Fragment> = {
  sqlite: ({ stems, begun }) => {
    const last = begun === null ? [] : [`("${begun.stem}" OR "${begun.letters}" *)`]
    const all = [...stems.map((stem) => `"${stem}"`), ...last].join(' AND ')
    return sql`select rowid as id from lead_search where lead_search match ${all}
      union select rowid as id from excerpt_search where excerpt_search match ${all}`
  },
  postgres: ({ stems, begun }) => {
    const last = begun === null ? [] : [`('${begun.stem}' | '${begun.letters}':*)`]
    const all = sql`cast(${[...stems.map((stem) => `'${stem}'`), ...last].join(' & ')} as tsquery)`
    return sql`select pick_id as id from lead_search where document @@ ${all}
      union select pick_id as id from excerpt_search where document @@ ${all}`
  },
}

// Of the part of the index that everyone may ask only what may be found by everyone is ever written.
const parts = ['lead_search', 'headline_search', 'excerpt_search', 'open_excerpt_search'] as const

const unindex: Record<Engine, (trx: Trx, id: number) => Promise<void>> = {
  sqlite: async (trx, id) => {
    for (const part of parts) await sql`delete from ${sql.ref(part)} where rowid = ${id}`.execute(trx)
  },
  postgres: async (trx, id) => {
    await sql`delete from lead_search where pick_id = ${id}`.execute(trx)
    await sql`delete from excerpt_search where pick_id = ${id}`.execute(trx)
  },
}

const index: Record<Engine, (trx: Trx, indexed: Indexed) => Promise<void>> = {
  sqlite: async (trx, { id, isOpen, headline, rest, body }) => {
    await unindex.sqlite(trx, id)
    const insert = (fragment: Fragment) => fragment.execute(trx)
    const [title, text] = [headline.join(' '), body.join(' ')]
    await insert(sql`insert into lead_search (rowid, headline, rest) values (${id}, ${title}, ${rest.join(' ')})`)
    await insert(sql`insert into headline_search (rowid, headline) values (${id}, ${title})`)
    await insert(sql`insert into excerpt_search (rowid, body) values (${id}, ${text})`)
    if (isOpen) await insert(sql`insert into open_excerpt_search (rowid, body) values (${id}, ${text})`)
  },
  postgres: async (trx, { id, isOpen, headline, rest, body }) => {
    await sql`insert into lead_search (pick_id, headline, document)
      values (${id}, ${vector(headline)}, ${vector([...headline, ...rest])})
      on conflict (pick_id) do update set headline = excluded.headline, document = excluded.document`.execute(trx)
    await sql`insert into excerpt_search (pick_id, document) values (${id}, ${vector(isOpen ? [openMark, ...body] : body)})
      on conflict (pick_id) do update set document = excluded.document`.execute(trx)
  },
}

function vector(stems: string[]): Fragment {
  return sql`array_to_tsvector(cast(${stems} as text[]))`
}
