import { listUncounted, saveWords } from '../data/excerpt-words.ts'
import type { Db } from '../data/schema.ts'
import type { Excerpt } from '../domain/pick.ts'
import { countQuotedWords } from '../domain/quoted-words.ts'

const slice = 200

/** Counts the quoted words of picks that were saved before they were counted. */
export async function countMissingWords(db: Db): Promise<void> {
  for (;;) {
    const uncounted = await listUncounted(db, slice)
    for (const { pickId, content } of uncounted)
      await saveWords(db, { pickId, words: countQuotedWords(JSON.parse(content) as Excerpt) })
    if (uncounted.length < slice) return
  }
}
