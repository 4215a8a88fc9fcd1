import { searchPicks } from '../../flows/search-picks.ts'
import { renderPage } from '../../views/render.ts'
import { SearchPage } from '../../views/search-page.tsx'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { loadStanding } from './standing.ts'
import { findWho } from './who.ts'

const longestQuery = 200

/** Search over what this reader may see. Never kept: what is found depends on what they have opened. */
export function searchHandlers(deps: Deps): Record<'search', Handler> {
  return {
    search: async (c) => {
      const { frame, magazine } = deps.generation()
      const query = (c.req.query('q') ?? '').slice(0, longestQuery)
      const who = await findWho(deps, c)
      const { allowance } = magazine.policy
      const searcher = { reader: who.reader, allowance, standing: await loadStanding(deps, who) }
      const result = await searchPicks({ db: deps.database.db, now: deps.now() }, searcher, query)
      return deps.replies.once(c, renderPage(<SearchPage frame={frame} {...result} />), 'reader')
    },
  }
}
