import { type ReactNode, useState } from 'react'
import { Refusal } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { Dialog } from './dialog.tsx'

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

/** Leads to another window, so that nothing typed here is lost on the way. */
function SignInAgain({ goTo, onClose }: { goTo: string; onClose: () => void }) {
  const goOn = () => {
    void queries.invalidateQueries({ queryKey: ['me'] })
    onClose()
  }
  return (
    <Dialog title="Please sign in again" onClose={goOn}>
      <p>
        This asks for a recent sign-in, so that nobody does it at a desk left open. Sign in in another window, come back here and
        do it once more; what you typed stays.
      </p>
      <div className="acts">
        <a className="button solid" href={goTo} target="_blank" rel="noopener">
          Sign in
        </a>
        <button type="button" className="button" onClick={goOn}>
          Go on
        </button>
      </div>
    </Dialog>
  )
}
