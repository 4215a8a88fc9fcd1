import { infiniteQueryOptions } from '@tanstack/react-query'
import type { PickLine } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import type { PicksSearch } from './picks-search.ts'

/** The picks of one list, the one saved last first, page after page. */
export function picksQuery(search: PicksSearch) {
  return infiniteQueryOptions({
    queryKey: ['picks', search] as const,
    queryFn: ({ signal, pageParam }) =>
      ask('listPicks', { ...search, ...(pageParam === null ? {} : { cursor: pageParam }) }, {}, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

/** Changes lines of every list at once, as they will be once the server has done it. Gives back what puts them as they were. */
export function changeLines(ids: readonly number[], change: (line: PickLine) => PickLine): () => void {
  const before = queries.getQueriesData<Pages>({ queryKey: ['picks'] })
  for (const [key, data] of before) {
    if (!data) continue
    const pages = data.pages.map((page) => ({
      ...page,
      picks: page.picks.map((line) => (ids.includes(line.id) ? change(line) : line)),
    }))
    queries.setQueryData(key, { ...data, pages })
  }
  return () => {
    for (const [key, data] of before) queries.setQueryData(key, data)
  }
}

/** Has every list looked at again, since what they show has changed. */
export function refreshLists(): Promise<unknown> {
  return Promise.all(
    ['picks', 'calendar', 'topics', 'sources', 'watch'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
  )
}

type Pages = { pages: { picks: PickLine[]; next: string | null }[]; pageParams: unknown[] }
