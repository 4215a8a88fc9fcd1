import type { Content } from '../domain/draft.ts'
import type { Db } from './schema.ts'

/** The source whose introductions are asked for, the pick that is left out, and how many at most. */
type Asked = { source: string; except: number; limit: number }

/**
 * The introductions of the picks that quote a source, the one saved last first: as readers see them, or as they are being written where
 * that is something else.
 */
export async function listIntroductionsOf(db: Db, asked: Asked): Promise<string[][]> {
  const found = [...(await listPublished(db, asked)), ...(await listWritten(db, asked))]
  return found
    .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
    .slice(0, asked.limit)
    .map(({ introduction }) => introduction)
}

async function listPublished(db: Db, { source, except, limit }: Asked) {
  const rows = await db
    .selectFrom('pick')
    .innerJoin('source', 'source.id', 'pick.source_id')
    .where('source.name', '=', source)
    .where('pick.id', '!=', except)
    .select(['pick.introduction', 'pick.updated_at'])
    .orderBy('pick.updated_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ savedAt: row.updated_at, introduction: JSON.parse(row.introduction) as string[] }))
}

async function listWritten(db: Db, { source, except, limit }: Asked) {
  const rows = await db
    .selectFrom('draft')
    .innerJoin('pick', 'pick.id', 'draft.pick_id')
    .where('draft.source_name', '=', source)
    .where('draft.content', 'is not', null)
    .where('pick.id', '!=', except)
    .select(['draft.content', 'pick.updated_at'])
    .orderBy('pick.updated_at', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap(({ content, updated_at }) =>
    content === null ? [] : [{ savedAt: updated_at, introduction: (JSON.parse(content) as Content).introduction }],
  )
}
