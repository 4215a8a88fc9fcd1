import { type QueryKey, useMutation } from '@tanstack/react-query'
import { Refusal } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { say } from '../shell/notices.tsx'
import { useSignInAgain } from './sign-in-again.tsx'

/** Something to be done: what does it, what is said then, what takes it back, and what goes on from there. */
type Doing = { run: () => Promise<unknown>; said: string; undo?: () => Promise<unknown>; after?: () => void }

/** Does one thing at a time, says so, and has what it is about looked at again; where a recent sign-in is missing, `signIn` asks for it. */
export function useChange(queryKey: QueryKey) {
  const signIn = useSignInAgain()
  const { mutate, isPending } = useMutation({
    mutationFn: ({ run }: Doing) => run(),
    onSuccess: (_, { said, undo, after }) => {
      after?.()
      say(said, undo ? { undo: () => mutate({ run: undo, said: 'That is taken back.' }) } : {})
    },
    onError: (problem) => {
      if (!signIn.wants(problem)) say(problem instanceof Refusal ? sentenceOf(problem) : problem.message, { isProblem: true })
    },
    // Busy until the page shows it, so that nothing flickers.
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  return { change: mutate, isBusy: isPending, signIn }
}

function sentenceOf({ message, problem }: Refusal): string {
  const first = problem?.fields?.[0]?.message
  return problem?.code === 'unusable' && first ? first : message
}
