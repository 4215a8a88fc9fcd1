import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { tellRotation } from '../../src/domain/rotation.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useTitle } from '../parts/title.ts'
import { useChange } from '../parts/use-change.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'

const queryKey = ['secrets']

/** What lets people in, and the one button that changes all of it. */
export function SecretsPage() {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  const { data, error, refetch } = useQuery({ queryKey, queryFn: ({ signal }) => ask('showSecrets', {}, {}, signal) })
  const { change, isBusy, signIn } = useChange(queryKey)
  useTitle('Secrets', me)
  if (error && !data) return <Failure error={error} retry={refetch} />
  const rotate = () =>
    change({
      run: () => ask('rotateEverything', {}),
      said: 'Everything is changed. You are signed out too.',
      after: () => setAsking(false),
    })
  return (
    <>
      <div className="top">
        <h1>Secrets</h1>
      </div>
      <div className="single says">
        <p>
          For the day on which somebody may have seen the database, a backup or the machine: one press ends whatever lets anybody
          in, and makes the keys anew. Recovery codes go on working, since only their hashes are kept. Nothing that was written is
          touched.
        </p>
        {data ? (
          tellRotation(data, 'before').map((sentence) => <p key={sentence}>{sentence}</p>)
        ) : (
          <Waiting what="what there is" />
        )}
        <p className="acts saving">
          <button type="button" className="button" disabled={!data} onClick={() => setAsking(true)}>
            Change everything
          </button>
        </p>
      </div>
      {isAsking && !signIn.isAsking ? (
        <Dialog title="Change everything?" onClose={() => setAsking(false)}>
          <p>Everybody is signed out at once, you with them. This can’t be taken back.</p>
          <div className="acts">
            <button type="button" className="button solid" disabled={isBusy} onClick={rotate}>
              Change everything
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              Leave it
            </button>
          </div>
        </Dialog>
      ) : null}
      {signIn.window}
    </>
  )
}
