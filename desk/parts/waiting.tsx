import { useEffect, useState } from 'react'

const patience = 300

/** Says that something is on its way, once that takes long enough to be noticed. */
export function Waiting({ what }: { what: string }) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patience)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="waiting soft" role="status">
      {isSlow ? `Loading ${what}` : ''}
    </p>
  )
}
