import type { Content } from '../domain/draft.ts'
import type { Cover } from '../domain/picture.ts'
import type { Db, Trx } from './schema.ts'

/** A version as a list shows it; `savedBy` is as it was written down. */
export type KeptVersion = { number: number; kind: 'pick' | 'draft'; savedAt: Date; savedBy: string }

/** The versions of a pick, the newest first; those before a number where one is given. */
export async function listVersions(
  db: Db,
  pickId: number,
  { before, limit }: { before: number | null; limit: number },
): Promise<KeptVersion[]> {
  let versions = db
    .selectFrom('version')
    .select(['number', 'kind', 'saved_at', 'saved_by'])
    .where('pick_id', '=', pickId)
    .orderBy('number', 'desc')
    .limit(limit)
  if (before !== null) versions = versions.where('number', '<', before)
  const rows = await versions.execute()
  return rows.map(({ saved_at, saved_by, ...row }) => ({ ...row, savedAt: new Date(saved_at), savedBy: saved_by }))
}

/** Who saved the newest version there was at a moment, as it was written down; null where there was none. */
export async function findSaver(db: Db, pickId: number, at: Date): Promise<string | null> {
  const row = await db
    .selectFrom('version')
    .select('saved_by')
    .where('pick_id', '=', pickId)
    .where('saved_at', '<=', at.toISOString())
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.saved_by ?? null
}

/** One version with what it says: a pick in its plain-text form and its cover, or a draft's content as JSON. */
export async function findVersion(
  db: Db,
  pickId: number,
  number: number,
): Promise<(KeptVersion & { content: string; cover: Cover | null }) | null> {
  const row = await db
    .selectFrom('version')
    .select(['number', 'kind', 'saved_at', 'saved_by', 'content', 'cover'])
    .where('pick_id', '=', pickId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!row) return null
  const { saved_at, saved_by, cover, ...version } = row
  const savedCover = cover === null ? null : (JSON.parse(cover) as Cover)
  return { ...version, savedAt: new Date(saved_at), savedBy: saved_by, cover: savedCover }
}

/** Keeps what was being written as a version. The transaction must have changed the pick's row, so that no two get one number. */
export async function keepDraft(
  trx: Trx,
  { pickId, content, savedAt, savedBy }: { pickId: number; content: Content; savedAt: Date; savedBy: string },
): Promise<void> {
  const last = await trx
    .selectFrom('version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('pick_id', '=', pickId)
    .executeTakeFirst()
  await trx
    .insertInto('version')
    .values({
      pick_id: pickId,
      number: (last?.number ?? 0) + 1,
      kind: 'draft',
      saved_at: savedAt.toISOString(),
      saved_by: savedBy,
      content: JSON.stringify(content),
      picture: content.cover?.picture.name ?? null,
    })
    .execute()
}
