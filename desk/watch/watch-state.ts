import { queryOptions } from '@tanstack/react-query'
import { ask } from '../api/ask.ts'
import { queries } from '../api/queries.ts'

const eachMinute = 60_000

/** How many articles are watched, and how many findings nobody has seen to. Asked again each minute while the desk is looked at. */
export const watchStateQuery = queryOptions({
  queryKey: ['watch', 'state'],
  queryFn: ({ signal }) => ask('watchState', {}, {}, signal),
  refetchInterval: eachMinute,
})

/** Has everything about the watch asked anew. */
export function refreshWatch(): Promise<unknown> {
  return queries.invalidateQueries({ queryKey: ['watch'] })
}
