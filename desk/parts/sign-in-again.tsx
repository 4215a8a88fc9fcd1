import { type ReactNode, useState } from 'react'
import { Refusal } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { SignInWindow } from './sign-in-window.tsx'

/**
 * Asks for a recent sign-in where one is missing. `wants` says whether that is why something wasn't done, and if so opens the window,
 * which has to stand somewhere on the page.
 */
export function useSignInAgain(): { wants: (problem: unknown) => boolean; isAsking: boolean; window: ReactNode } {
  const [goTo, setGoTo] = useState<string | null>(null)
  const wants = (problem: unknown) => {
    const isOld = problem instanceof Refusal && problem.code === 'sign-in-again'
    if (isOld) setGoTo(problem.problem?.goTo ?? '/sign-in')
    return isOld
  }
  const window = goTo === null ? null : <SignInAgain goTo={goTo} onClose={() => setGoTo(null)} />
  return { wants, isAsking: goTo !== null, window }
}

function SignInAgain({ goTo, onClose }: { goTo: string; onClose: () => void }) {
  const goOn = () => {
    void queries.invalidateQueries({ queryKey: ['me'] })
    onClose()
  }
  return (
    <SignInWindow title="Please sign in again" goTo={goTo} onGoOn={goOn}>
      This asks for a recent sign-in, so that nobody does it at a desk left open. Sign in in another window, come back here and do
      it once more; what you typed stays.
    </SignInWindow>
  )
}
