import { useMutation } from '@tanstack/react-query'
import type { WatchLine } from '../../src/http/desk-api/contract-watch.ts'
import { ask } from '../api/ask.ts'
import { refreshLists } from '../picks/list-picks.ts'
import { say, sayProblem } from '../shell/notices.tsx'
import { refreshWatch } from './watch-state.ts'

type Act = { run: () => Promise<unknown>; said: string; undo?: () => void }

/** What an editor can do about a finding. Each is said, and taken back where it can be. */
export function useWatchActs({ id, mark, headline }: WatchLine) {
  const { mutate, isPending } = useMutation({
    mutationFn: ({ run }: Act) => run(),
    onSuccess: (_, { said, undo }) => say(said, undo ? { undo } : {}),
    onError: sayProblem,
    onSettled: () => Promise.all([refreshWatch(), refreshLists()]),
  })
  const reopen = () => mutate({ run: () => ask('reopenWatch', {}, { id }), said: 'It is back on the list.' })
  const settle = (as: 'seen' | 'quoted-before', note: string, said: string) =>
    mutate({ run: () => ask('settleWatch', { mark, as, note }, { id }), said, undo: reopen })
  const takeBack = async () => {
    const { revision } = await ask('unpublishPick', {}, { id })
    return revision
  }
  const publish = () =>
    mutate({
      run: async () => {
        const { revision } = await ask('showPick', {}, { id })
        return ask('publishPick', { revision }, { id })
      },
      said: `${headline} is published again.`,
    })
  return {
    isBusy: isPending,
    reopen,
    seen: () => settle('seen', '', 'Seen. It comes back when the article is found otherwise.'),
    quotedBefore: (note: string) => settle('quoted-before', note, 'Noted: it was quoted before the change.'),
    lookAgain: () =>
      mutate({ run: () => ask('lookAgain', {}, { id }), said: 'It is looked at as soon as its site may be asked again.' }),
    move: () =>
      mutate({
        run: () => ask('moveSource', { mark }, { id }),
        said: 'Readers are sent to the new address. The old one is among the versions.',
      }),
    takeBack: () => mutate({ run: takeBack, said: `${headline} is taken back. Readers see it no more.`, undo: publish }),
  }
}
