import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { DeskPick } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { Waiting } from '../parts/waiting.tsx'
import { refreshLists } from '../picks/list-picks.ts'
import { Failure } from '../shell/failure.tsx'
import './compose.css'
import './writing.css'
import { Composing } from './composing.tsx'
import { Draft } from './draft.ts'

const route = getRouteApi('/picks/$id')

/** One pick under an editor's hands. */
export function ComposePage() {
  const id = Number(route.useParams().id)
  const { data, error, refetch } = useQuery({
    queryKey: ['pick', id],
    queryFn: ({ signal }) => ask('showPick', {}, { id }, signal),
    // From here on the draft knows better than the server.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <Failure error={error} retry={refetch} />
  return data ? <Opened key={data.id} loaded={data} /> : <Waiting what="the pick" />
}

function Opened({ loaded }: { loaded: DeskPick }) {
  const [pick, setPick] = useState(loaded)
  const [draft] = useState(() => new Draft(loaded))
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (draft.read().status !== 'saved') event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => {
      removeEventListener('beforeunload', warn)
      draft.flush().then(refreshLists, () => {})
    }
  }, [draft])
  const accept = (changed: DeskPick) => {
    draft.accept(changed)
    setPick(changed)
  }
  return <Composing pick={pick} draft={draft} onChanged={accept} />
}
