import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { localOf } from '../parts/moments.ts'

const often = 15_000

/** Tells who else has this pick open, and tells them. */
export function Presence({ pickId }: { pickId: number }) {
  const { magazine } = useMe()
  const { data } = useQuery({
    queryKey: ['presence', pickId],
    queryFn: ({ signal }) => ask('presence', {}, { id: pickId }, signal),
    refetchInterval: often,
    gcTime: 0,
    retry: false,
  })
  const others = data?.others ?? []
  return (
    <p className="presence" role="status">
      {others
        .map(({ person, since }) => `${person.name} has this pick open too, since ${localOf(since, magazine.zone).time}.`)
        .join(' ')}
    </p>
  )
}
