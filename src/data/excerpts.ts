import type { Permit } from '../domain/access.ts'
import type { Excerpt } from '../domain/pick.ts'
import type { MappedExcerpt, RunMap } from '../domain/quotation/run-map.ts'
import type { Db } from './schema.ts'

/**
 * The excerpt of the pick that the permit was given for. Nothing else in Tessera reads an excerpt for a reader.
 * Null when the pick isn't there any more or isn't as visible as it was when that was decided: then decide again.
 */
export async function findExcerpt(db: Db, { pickId, visibility }: Permit): Promise<MappedExcerpt | null> {
  let excerpts = db.selectFrom('excerpt').innerJoin('pick', 'pick.id', 'excerpt.pick_id').where('excerpt.pick_id', '=', pickId)
  if (visibility !== null) excerpts = excerpts.where('pick.visibility', '=', visibility)
  const row = await excerpts.select(['excerpt.content', 'excerpt.run_map']).executeTakeFirst()
  if (!row) return null
  const runMap = row.run_map === null ? null : (JSON.parse(row.run_map) as RunMap)
  return { excerpt: JSON.parse(row.content) as Excerpt, runMap }
}
