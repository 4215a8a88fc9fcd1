import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { ask } from '../api/ask.ts'
import { hasRole, meQuery, useMe } from '../api/me.ts'
import { noteSignedIn, useSignedOut } from '../api/signed-out.ts'
import { SignInWindow } from '../parts/sign-in-window.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { Bar } from './bar.tsx'
import { FailureBoundary } from './failure.tsx'
import { Notices, say, undoNewest } from './notices.tsx'
import { ShortcutList } from './shortcut-list.tsx'
import { useShortcuts } from './shortcuts.ts'

const FindDialog = lazy(() => import('../find/find-dialog.tsx').then((file) => ({ default: file.FindDialog })))

/** What is around every page of the desk: the way past it, the bar, notices, and the list of keys. */
export function Shell() {
  return (
    <FailureBoundary>
      <Suspense fallback={<Waiting what="the desk" />}>
        <Frame />
      </Suspense>
      <Notices />
      <SignedOut />
    </FailureBoundary>
  )
}

function Frame() {
  const me = useMe()
  const [showsKeys, setShowsKeys] = useState(false)
  const [isFinding, setFinding] = useState(false)
  const navigate = useNavigate()
  const isEditor = hasRole(me, 'editor')
  useEffect(() => document.documentElement.style.setProperty('--brand', me.magazine.accent), [me.magazine.accent])
  useShortcuts('Everywhere', [
    { keys: 'Mod+k', what: 'Find a pick, a source, a topic, a page, or something to do', run: () => setFinding(true) },
    { keys: '?', what: 'These keys', run: () => setShowsKeys(true) },
    { keys: 'g p', what: 'Go to the picks', run: () => navigate({ to: '/' }) },
    ...(isEditor ? [{ keys: 'g c', what: 'Go to the calendar', run: () => navigate({ to: '/calendar' }) }] : []),
    { keys: 'g s', what: 'Go to the sources', run: () => navigate({ to: '/sources' }) },
    ...(isEditor ? [{ keys: 'g w', what: 'Go to the source watch', run: () => navigate({ to: '/watch' }) }] : []),
    { keys: 'g t', what: 'Go to the topics', run: () => navigate({ to: '/topics' }) },
    ...(hasRole(me, 'owner')
      ? [{ keys: 'g m', what: 'Go to the magazine', run: () => navigate({ to: '/magazine/words' }) }]
      : []),
    { keys: 'z', what: 'Take back what was done last', run: () => undoNewest() || say('There is nothing to take back.') },
  ])
  return (
    <>
      <a className="skip" href="#main">
        Skip to the work
      </a>
      <Bar onKeys={() => setShowsKeys(true)} onFind={() => setFinding(true)} />
      <main id="main" tabIndex={-1}>
        <FailureBoundary>
          <Suspense fallback={<Waiting what="the page" />}>
            <Outlet />
          </Suspense>
        </FailureBoundary>
      </main>
      {isFinding ? (
        <Suspense>
          <FindDialog onClose={() => setFinding(false)} />
        </Suspense>
      ) : null}
      {showsKeys ? <ShortcutList onClose={() => setShowsKeys(false)} /> : null}
    </>
  )
}

/** Stands over everything once the session has ended, so that nobody types into a page that can't save. */
function SignedOut() {
  const goTo = useSignedOut()
  const client = useQueryClient()
  const goOn = async () => {
    noteSignedIn()
    await client.refetchQueries({ queryKey: meQuery.queryKey })
  }
  useEffect(() => {
    if (goTo === null) return
    // Coming back from the window where one has signed in is all it takes.
    const look = () => void ask('me', {}).then(goOn, () => {})
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  })
  if (goTo === null) return null
  return (
    <SignInWindow title="You are signed out" goTo={goTo} onGoOn={goOn}>
      What you typed is still on this page. Sign in again in another window, come back here and go on.
    </SignInWindow>
  )
}
