import { Dialog } from '../parts/dialog.tsx'

/** Says that what was asked for takes a recent sign-in, and leads there and back. */
export function SignInAgain({ goTo, onClose }: { goTo: string; onClose: () => void }) {
  return (
    <Dialog title="Please show that it is you" onClose={onClose}>
      <p>This asks for a sign-in from the last few minutes, so that nobody does it at a desk left open.</p>
      <div className="acts">
        <a className="button solid" href={goTo}>
          Sign in
        </a>
        <button type="button" className="button" onClick={onClose}>
          Leave it
        </button>
      </div>
    </Dialog>
  )
}
