import { notifyManager, type QueryKey, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { say } from '../shell/notices.tsx'
import { useSignInAgain } from './sign-in-again.tsx'

/** Something to be done: what does it, what is said then, what takes it back, and what goes on from there. */
type Doing = { run: () => Promise<unknown>; said: string; undo?: () => Promise<unknown>; after?: () => void }

/** Does one thing at a time, says so, and has what it is about looked at again; where a recent sign-in is missing, `signIn` asks for it. */
export function useChange(queryKey: QueryKey) {
  const signIn = useSignInAgain()
  const [isBusy, setBusy] = useState(false)
  const { mutate } = useMutation({
    mutationFn: ({ run }: Doing) => run(),
    onSuccess: (_, { said, undo, after }) => {
      after?.()
      say(said, undo ? { undo: () => change({ run: undo, said: 'That is taken back.' }) } : {})
    },
    onError: (problem) => {
      if (!signIn.wants(problem)) say(problem instanceof Refusal ? sentenceOf(problem) : problem.message, { isProblem: true })
    },
    // Busy until the page shows it, so that nothing flickers: the new data reach the page in this queue.
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey })
      notifyManager.schedule(() => setBusy(false))
    },
  })
  const change = (doing: Doing) => {
    // Told at once and not by the mutation, which says so a turn later: a box that is ticked would first jump back.
    setBusy(true)
    mutate(doing)
  }
  return { change, isBusy, signIn }
}

function sentenceOf({ message, problem }: Refusal): string {
  const first = problem?.fields?.[0]?.message
  return problem?.code === 'unusable' && first ? first : message
}
