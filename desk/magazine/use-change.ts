import { type QueryKey, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { say } from '../shell/notices.tsx'

/** Something to be done: what does it, what is said then, and what takes it back. */
type Doing = { run: () => Promise<unknown>; said: string; undo?: () => Promise<unknown>; after?: () => void }

/** Does one thing at a time to a list, says so, and has the list looked at again. `signInAt`: where to sign in again before it can be done. */
export function useChange(queryKey: QueryKey) {
  const [signInAt, setSignInAt] = useState<string | null>(null)
  const { mutate, isPending } = useMutation({
    mutationFn: ({ run }: Doing) => run(),
    onSuccess: (_, { said, undo, after }) => {
      after?.()
      say(said, undo ? { undo: () => mutate({ run: undo, said: 'It is as it was.' }) } : {})
    },
    onError: (problem) => {
      if (problem instanceof Refusal && problem.code === 'sign-in-again') setSignInAt(problem.problem?.goTo ?? '/sign-in')
      else say(problem instanceof Refusal ? sentenceOf(problem) : problem.message, { isProblem: true })
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  return { change: mutate, isBusy: isPending, signInAt, leaveSignIn: () => setSignInAt(null) }
}

function sentenceOf({ message, problem }: Refusal): string {
  const first = problem?.fields?.[0]?.message
  return problem?.code === 'unusable' && first ? first : message
}
