import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'

type Props = { title: string; goTo: string; onGoOn: () => void; children: ReactNode }

/** Leads to another window to sign in, so that nothing typed here is lost on the way, and from there back to here. */
export function SignInWindow({ title, goTo, onGoOn, children }: Props) {
  return (
    <Dialog title={title} onClose={onGoOn}>
      <p>{children}</p>
      <div className="acts">
        <a className="button solid" href={goTo} target="_blank" rel="noopener">
          Sign in
        </a>
        <button type="button" className="button" onClick={onGoOn}>
          Go on
        </button>
      </div>
    </Dialog>
  )
}
