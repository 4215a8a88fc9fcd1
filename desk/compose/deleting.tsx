import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeskPick } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { Dialog } from '../parts/dialog.tsx'
import { refreshLists } from '../picks/list-picks.ts'
import { say, sayProblem } from '../shell/notices.tsx'
import type { Draft } from './draft.ts'

type Props = { pick: DeskPick; draft: Draft }

/** Deletes a draft that has never gone out, after asking: this is the one thing at the desk that can't be taken back. */
export function Deleting({ pick, draft }: Props) {
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const { mutate, isPending } = useMutation({
    mutationFn: () => draft.act((revision) => ask('deletePick', { revision }, { id: pick.id })),
    onSuccess: async () => {
      await navigate({ to: '/' })
      say('The draft is deleted.')
      void refreshLists()
    },
    onError: sayProblem,
  })
  if (pick.state !== 'draft' || pick.publishedAt !== null) return null
  return (
    <>
      <button type="button" className="plain" onClick={() => setAsking(true)}>
        Delete this draft
      </button>
      {isAsking ? (
        <Dialog title="Delete this draft?" onClose={() => setAsking(false)}>
          <p>It goes with all its versions, and nobody can bring it back.</p>
          <div className="acts">
            <button type="button" className="button" onClick={() => setAsking(false)}>
              Keep it
            </button>
            <button type="button" className="button solid" disabled={isPending} onClick={() => mutate()}>
              Delete it
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
