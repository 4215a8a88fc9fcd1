import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { say } from '../shell/notices.tsx'
import { ClipForm, type Typed } from './clip-form.tsx'
import { ClipProgress } from './clip-progress.tsx'
import { ClippedForm } from './clipped-form.tsx'
import { SentForm } from './sent-form.tsx'
import { type Sent, unpackSentPage } from './sent-page.ts'
import { type Clipping, useClipping } from './use-clipping.ts'
import './clip.css'

/** Where a pick begins: with an article that is fetched, that the bookmarklet has sent, or that is pasted; or with none. */
export function ClipPage() {
  const me = useMe()
  const clipping = useClipping()
  const [sent, forget] = useSentPage()
  useTitle('New pick', me)
  return (
    <>
      <div className="top">
        <h1>New pick</h1>
      </div>
      <div className="clip">
        {sent === 'unpacking' ? <Waiting what="the page" /> : <Step clipping={clipping} sent={sent} forget={forget} />}
      </div>
    </>
  )
}

type StepProps = { clipping: Clipping; sent: Sent | null; forget: () => void }

function Step({ clipping: { state, clip, stop, again }, sent, forget }: StepProps): ReactNode {
  const begin = useBeginning()
  // A clip that comes to nothing gives back what was typed.
  const [typed, setTyped] = useState<Typed>({ url: '', text: '' })
  switch (state.kind) {
    case 'clipping':
      return <ClipProgress what={state.what} onStop={stop} />
    case 'clipped':
      return (
        <ClippedForm
          clipped={state.clipped}
          isBusy={begin.isPending}
          onBegin={(facts) => begin.mutate(() => ask('beginFromCapture', facts, { id: state.clipped.capture.id }))}
          onAgain={() => {
            forget()
            setTyped({ url: '', text: '' })
            again()
          }}
        />
      )
    case 'asking':
      if (sent !== null && sent.kind === 'page')
        return <SentForm page={sent.page} problem={state.problem} onKeep={clip} onLeave={forget} />
      return (
        <ClipForm
          typed={typed}
          onType={setTyped}
          problem={state.problem ?? (sent?.kind === 'problem' ? sent.message : null)}
          isBusy={begin.isPending}
          onClip={clip}
          onEmpty={() => begin.mutate(() => ask('createPick', {}))}
        />
      )
  }
}

/** Begins a draft and goes to it. */
function useBeginning() {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (begin: () => Promise<{ id: number }>) => begin(),
    onSuccess: ({ id }) => navigate({ to: '/picks/$id', params: { id: String(id) }, replace: true }),
    onError: (error) => say(error.message, { isProblem: true }),
  })
}

/** The page that the bookmarklet has sent to this window, if one did. */
function useSentPage(): [Sent | null | 'unpacking', () => void] {
  const [sent, setSent] = useState<Sent | null | 'unpacking'>('unpacking')
  useEffect(() => {
    let isGone = false
    void unpackSentPage().then((found) => {
      if (!isGone) setSent(found)
    })
    return () => {
      isGone = true
    }
  }, [])
  return [sent, () => setSent(null)]
}
