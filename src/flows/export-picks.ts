import { eachPickText } from '../data/picks.ts'
import type { Db } from '../data/schema.ts'

/** The magazine's picks in their text form, the oldest first, one a part; the parts in a row are a file that import reads. */
export async function* exportPicks(db: Db, which: { publishedOnly: boolean }): AsyncGenerator<string> {
  let isFirst = true
  for await (const text of eachPickText(db, which)) {
    yield isFirst ? text : `\n${text}`
    isFirst = false
  }
}
