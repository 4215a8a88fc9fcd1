import { listDeskPicks } from '../../data/desk-lists.ts'
import { listNamed } from '../../data/desk-topics.ts'
import { listDeskHits } from '../../data/search.ts'
import { isAtLeast } from '../../domain/role.ts'
import { searchWords } from '../../domain/text-words.ts'
import { stateOf } from '../../flows/desk-deps.ts'
import type { DeskAnswers } from './desk-route.ts'

const [mostPicks, mostNames] = [8, 5]
/** The newest hits that are looked at for the ones saved last. */
const mostHits = 200

/** Finding anything by a few words. */
export const findAnswers: DeskAnswers<'find'> = {
  find: async ({ deps, person, asked }) => {
    const { db } = deps.database
    const typed = asked.words?.trim() ?? ''
    const createdBy = isAtLeast(person.role, 'editor') ? undefined : person.id
    const words = searchWords(typed)
    const ids = typed === '' ? undefined : await listDeskHits(db, { words, limit: mostHits, createdBy })
    const picks = await listDeskPicks(db, { ids, createdBy, limit: mostPicks })
    const named = (table: 'source' | 'topic') =>
      typed === '' ? [] : listNamed(db, table, { search: typed.slice(0, 100), limit: mostNames })
    return {
      answer: {
        picks: picks.map((line) => ({ id: line.id, headline: line.headline, source: line.source, state: stateOf(line) })),
        sources: await named('source'),
        topics: await named('topic'),
      },
    }
  },
}
