import type { Permit } from '../domain/access.ts'
import type { Excerpt } from '../domain/pick.ts'
import type { Db } from './schema.ts'

/** The excerpt of the pick that the permit was given for. Nothing else in Tessera reads an excerpt for a reader. */
export async function loadExcerpt(db: Db, permit: Permit): Promise<Excerpt> {
  const row = await db.selectFrom('excerpt').select('content').where('pick_id', '=', permit.pickId).executeTakeFirstOrThrow()
  return JSON.parse(row.content) as Excerpt
}
