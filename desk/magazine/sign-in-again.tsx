import { queries } from '../api/queries.ts'
import { Dialog } from '../parts/dialog.tsx'

/** Asks for a recent sign-in in another window, so that nothing typed here is lost on the way. */
export function SignInAgain({ goTo, onClose }: { goTo: string; onClose: () => void }) {
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
