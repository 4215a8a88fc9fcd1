import { sql } from 'kysely'
import type { PermissionKind } from '../domain/quote-limit.ts'
import { beginsWord } from './begins-word.ts'
import type { Db } from './schema.ts'

/** A source with how much of it published picks quote; `ownLimit` is null where the magazine's holds. */
export type QuotedSource = {
  id: number
  slug: string
  name: string
  picks: number
  words: number
  wordsThisMonth: number
  lastAt: Date | null
  ownLimit: number | null
  permission: PermissionKind
}

/** A pick's part in what is quoted of its source. */
export type QuotedPick = { id: number; headline: string; publishedAt: Date; words: number }

export type SourceSort = 'name' | 'quoted' | 'last'

/** Which sources are listed. `since` is when the magazine's present month began, `key` what the last one of the page before is sorted by. */
export type SourceFilter = {
  search: string
  sort: SourceSort
  /** Only those of which more is quoted this month than this, where they have no limit of their own. */
  over: { limit: number } | null
  after: { key: string; id: number } | null
  limit: number
  since: Date
}

/** The sources that fit, those without a pick too. */
export async function listQuotedSources(
  db: Db,
  { search, sort, over, after, limit, since }: SourceFilter,
): Promise<QuotedSource[]> {
  let lines = linesOf(db, since).where('line.name', '!=', '').limit(limit)
  if (search !== '') lines = lines.where(beginsWord('line.name', search))
  if (over)
    lines = lines.where(sql<boolean>`(line.month > coalesce(line.own, ${over.limit}) and coalesce(line.own, ${over.limit}) > 0)`)
  if (after) lines = lines.where(isAfter(sort, after))
  lines =
    sort === 'name'
      ? lines.orderBy('line.name').orderBy('line.id')
      : lines.orderBy(sort === 'quoted' ? 'line.words' : 'line.last', 'desc').orderBy('line.id', 'desc')
  return (await lines.execute()).map(sourceOf)
}

/** One source with the same. */
export async function findQuotedSource(db: Db, id: number, since: Date): Promise<QuotedSource | null> {
  const row = await linesOf(db, since).where('line.id', '=', id).where('line.name', '!=', '').executeTakeFirst()
  return row ? sourceOf(row) : null
}

/** A source's published picks with how much each quotes, the newest first. */
export async function listQuotedPicks(db: Db, sourceId: number): Promise<QuotedPick[]> {
  const rows = await db
    .selectFrom('pick')
    .innerJoin('excerpt', 'excerpt.pick_id', 'pick.id')
    .where('pick.source_id', '=', sourceId)
    .where('pick.published_at', 'is not', null)
    .select(['pick.id', 'pick.headline', 'pick.published_at', 'excerpt.words'])
    .orderBy('pick.published_at', 'desc')
    .orderBy('pick.id', 'desc')
    .execute()
  return rows.map((row) => {
    return { id: row.id, headline: row.headline, publishedAt: new Date(row.published_at ?? 0), words: row.words ?? 0 }
  })
}

function linesOf(db: Db, since: Date) {
  const quoted = db
    .selectFrom('source')
    .leftJoin('pick', (join) => join.onRef('pick.source_id', '=', 'source.id').on('pick.published_at', 'is not', null))
    .leftJoin('excerpt', 'excerpt.pick_id', 'pick.id')
    .leftJoin('source_terms', 'source_terms.source_id', 'source.id')
    .groupBy(['source.id', 'source.slug', 'source.name', 'source_terms.words_per_month', 'source_terms.permission'])
    .select((eb) => [
      ...(['source.id', 'source.slug', 'source.name', 'source_terms.words_per_month as own', 'source_terms.permission'] as const),
      eb.fn.count<number>('pick.id').as('picks'),
      sql<number>`coalesce(sum(excerpt.words), 0)`.as('words'),
      sql<number>`coalesce(sum(case when pick.published_at >= ${since.toISOString()} then excerpt.words end), 0)`.as('month'),
      sql<string>`coalesce(max(pick.published_at), '')`.as('last'),
    ])
  return db
    .selectFrom(quoted.as('line'))
    .select([
      'line.id',
      'line.slug',
      'line.name',
      'line.own',
      'line.permission',
      'line.picks',
      'line.words',
      'line.month',
      'line.last',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof linesOf>['execute']>>[number]

function sourceOf({ id, slug, name, own, permission, picks, words, month, last }: Row): QuotedSource {
  return {
    ...{ id, slug, name, picks: Number(picks), words: Number(words), wordsThisMonth: Number(month) },
    lastAt: last === '' ? null : new Date(last),
    ownLimit: own,
    permission: permission ?? 'none',
  }
}

function isAfter(sort: SourceSort, { key, id }: { key: string; id: number }) {
  switch (sort) {
    case 'name':
      return sql<boolean>`(line.name > ${key} or (line.name = ${key} and line.id > ${id}))`
    case 'quoted': {
      const words = Number.parseInt(key, 10) || 0
      return sql<boolean>`(line.words < ${words} or (line.words = ${words} and line.id < ${id}))`
    }
    case 'last':
      return sql<boolean>`(line.last < ${key} or (line.last = ${key} and line.id < ${id}))`
  }
}
