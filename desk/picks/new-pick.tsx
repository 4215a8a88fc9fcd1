import { useNavigate } from '@tanstack/react-router'

type Begin = { run: () => void }

/** Goes to where a pick begins: with an article of somebody else's, or without one. */
export function useNewPick(): Begin {
  const navigate = useNavigate()
  return { run: () => void navigate({ to: '/clip' }) }
}

export function NewPick({ run }: Begin) {
  return (
    <button type="button" className="button solid" onClick={run}>
      New pick
    </button>
  )
}
