import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../api/ask.ts'
import { say } from '../shell/notices.tsx'

type Begin = { run: () => void; isPending: boolean }

/** Begins a draft and goes to it. */
export function useNewPick(): Begin {
  const navigate = useNavigate()
  const { mutate, isPending } = useMutation({
    mutationFn: () => ask('createPick', {}),
    onSuccess: ({ id }) => navigate({ to: '/picks/$id', params: { id: String(id) } }),
    onError: (error) => say(error.message, { isProblem: true }),
  })
  return { run: () => mutate(), isPending }
}

export function NewPick({ run, isPending }: Begin) {
  return (
    <button type="button" className="button solid" onClick={run} disabled={isPending}>
      New pick
    </button>
  )
}
