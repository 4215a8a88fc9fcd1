import type { ReactNode } from 'react'

type Props = { isDisabled: boolean; onLeave: () => void; children: ReactNode }

/** The end of a form in a window: what sends it, and the way out that changes nothing. */
export function FormActs({ isDisabled, onLeave, children }: Props) {
  return (
    <div className="acts">
      <button type="submit" className="button solid" disabled={isDisabled}>
        {children}
      </button>
      <button type="button" className="button" onClick={onLeave}>
        Leave it
      </button>
    </div>
  )
}
