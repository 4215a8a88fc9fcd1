import type { Db } from './schema.ts'

/** The picks whose excerpt's words haven't been counted since that is done. */
export async function listUncounted(db: Db, limit: number): Promise<{ pickId: number; content: string }[]> {
  const rows = await db.selectFrom('excerpt').select(['pick_id', 'content']).where('words', 'is', null).limit(limit).execute()
  return rows.map((row) => ({ pickId: row.pick_id, content: row.content }))
}

/** Writes down how many words an excerpt quotes, unless it has been written anew meanwhile. */
export async function saveWords(db: Db, { pickId, words }: { pickId: number; words: number }): Promise<void> {
  await db.updateTable('excerpt').set({ words }).where('pick_id', '=', pickId).where('words', 'is', null).execute()
}
