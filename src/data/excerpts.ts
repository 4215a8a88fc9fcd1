import type { Permit } from '../domain/access.ts'
import type { Excerpt } from '../domain/pick.ts'
import type { Db } from './schema.ts'

/**
 * The excerpt of the pick that the permit was given for. Nothing else in Tessera reads an excerpt for a reader.
 * Null when the pick isn't there any more or isn't as visible as it was when that was decided: then decide again.
 */
export async function findExcerpt(db: Db, { pickId, visibility }: Permit): Promise<Excerpt | null> {
  let excerpts = db.selectFrom('excerpt').innerJoin('pick', 'pick.id', 'excerpt.pick_id').where('excerpt.pick_id', '=', pickId)
  if (visibility !== null) excerpts = excerpts.where('pick.visibility', '=', visibility)
  const row = await excerpts.select('excerpt.content').executeTakeFirst()
  return row ? (JSON.parse(row.content) as Excerpt) : null
}
