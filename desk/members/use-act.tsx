import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Refusal } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { say } from '../shell/notices.tsx'
import { SignInAgain } from './sign-in-again.tsx'

/** One thing to do: `said` is the sentence when it is done, `undo` takes it back, `after` goes on from there. */
type Act = { run: () => Promise<unknown>; said: string; undo?: () => Promise<unknown>; after?: () => void }

/**
 * Does what an owner asks for about members, one thing at a time: says what came of it, shows the new state, and asks for a recent
 * sign-in where that is missing. `window` has to stand somewhere on the page.
 */
export function useAct(): { act: (act: Act) => void; isBusy: boolean; window: ReactNode } {
  const [signInAgain, setSignInAgain] = useState<string | null>(null)
  const { mutate, isPending } = useMutation({
    mutationFn: ({ run }: Act) => run(),
    onSuccess: (_, { said, undo, after }) => {
      say(said, undo ? { undo: () => mutate({ run: undo, said: 'That is taken back.' }) } : {})
      after?.()
      // Busy until the page shows it, so that nothing flickers.
      return queries.invalidateQueries({ queryKey: ['members'] })
    },
    onError: (problem) => {
      const isOld = problem instanceof Refusal && problem.code === 'sign-in-again'
      if (isOld) setSignInAgain(problem.problem?.goTo ?? '/sign-in')
      else say(problem.message, { isProblem: true })
    },
  })
  const window = signInAgain ? <SignInAgain goTo={signInAgain} onClose={() => setSignInAgain(null)} /> : null
  return { act: mutate, isBusy: isPending, window }
}
