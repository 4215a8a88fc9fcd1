import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { DeskPick } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { Waiting } from '../parts/waiting.tsx'
import { refreshLists } from '../picks/list-picks.ts'
import { Failure } from '../shell/failure.tsx'
import { say } from '../shell/notices.tsx'
import './compose.css'
import './writing.css'
import { Composing } from './composing.tsx'
import { Draft } from './draft.ts'
import { unsavedIn } from './unsaved.ts'

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
  const { person } = useMe()
  const [pick, setPick] = useState(loaded)
  const [draft] = useState(() => new Draft(loaded, unsavedIn(person.id, loaded.id)))
  useEffect(() => {
    if (draft.recover(loaded)) say('What you had typed here and wasn’t saved is back.')
  }, [draft, loaded])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (draft.read().status !== 'saved') event.preventDefault()
    }
    const saveNow = () => void draft.flush().catch(() => {})
    addEventListener('beforeunload', warn)
    addEventListener('online', saveNow)
    return () => {
      removeEventListener('beforeunload', warn)
      removeEventListener('online', saveNow)
      draft.close().then(refreshLists, () => say(waits, { isProblem: true }))
    }
  }, [draft])
  const accept = (changed: DeskPick) => {
    draft.accept(changed)
    setPick(changed)
  }
  return <Composing pick={pick} draft={draft} onChanged={accept} />
}

const waits = 'What you typed last isn’t saved. It waits in this browser, and is back when you open the pick again.'
