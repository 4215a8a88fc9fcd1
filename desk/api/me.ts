import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Me, Role } from '../../src/http/desk-api/contract.ts'
import { ask } from './ask.ts'

/** Who is signed in, and where. Looked at again now and then, since a role can be taken away. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ask('me', {}, {}, signal),
  staleTime: 60_000,
})

const ranks: readonly Role[] = ['contributor', 'editor', 'owner']

/** Who is signed in. Suspends until that is known. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

/** Whether this person's role includes what takes at least `least`. What is shown goes by it; the server decides for itself. */
export function hasRole({ person }: Me, least: Role): boolean {
  return ranks.indexOf(person.role) >= ranks.indexOf(least)
}
