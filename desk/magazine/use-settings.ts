import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type GroupName, type SettingGroup, settingGroups } from '../../src/domain/setting-groups.ts'
import { settings } from '../../src/domain/settings.ts'
import type { SettingsOf } from '../../src/http/desk-api/contract-magazine.ts'
import { Refusal } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { useSignInAgain } from '../parts/sign-in-again.tsx'
import { say, sayProblem } from '../shell/notices.tsx'

type Texts<Group extends SettingGroup> = SettingsOf<Group>['texts']
type Change<Group extends SettingGroup> = { was: Texts<Group>; to: Texts<Group> }

/** How the settings of a page are asked for and saved, and what is said once they are. */
export type SettingsSource<Group extends SettingGroup> = {
  group: Group
  load: (signal: AbortSignal) => Promise<SettingsOf<Group>>
  save: (change: Change<Group>) => Promise<SettingsOf<Group>>
  said: string
}

/** The settings of one page under somebody's hands. */
export type SettingsForm<Group extends SettingGroup> = {
  /** As they are for readers, as they are typed, and as they are shipped; `kept` is null until they are loaded. */
  kept: Texts<Group> | null
  typed: Texts<Group> | null
  initial: Texts<Group> | null
  set: (name: GroupName<Group>, text: string) => void
  /** Why what is typed can't be used. */
  problems: Partial<Record<GroupName<Group>, string>>
  changed: readonly GroupName<Group>[]
  /** What somebody else has changed since this page was opened, by name. */
  theirs: readonly GroupName<Group>[]
  save: () => void
  reset: () => void
  isSaving: boolean
  /** The window that asks to sign in again before it can be saved. */
  signInAgain: ReactNode
  error: Error | null
  reload: () => void
}

/** Loads the settings of one page and keeps what is typed until it is saved. What others change meanwhile is never written over unseen. */
export function useSettings<Group extends SettingGroup>({ group, load, save, said }: SettingsSource<Group>): SettingsForm<Group> {
  const names: readonly GroupName<Group>[] = settingGroups[group]
  const queryKey = ['magazine', group]
  const { data, error, refetch } = useQuery({ queryKey, queryFn: ({ signal }) => load(signal) })
  // What was there when the first letter was typed: a newer state is looked at first, and not taken over unseen.
  const [frozen, setFrozen] = useState<SettingsOf<Group> | null>(null)
  const [edits, setEdits] = useState<Partial<Texts<Group>>>({})
  const [theirs, setTheirs] = useState<readonly GroupName<Group>[]>([])
  const signIn = useSignInAgain()
  const base = frozen ?? data ?? null
  const typed = base && { ...base.texts, ...edits }
  const clear = () => {
    setFrozen(null)
    setEdits({})
    setTheirs([])
  }
  const { mutate, isPending } = useMutation({
    mutationFn: save,
    onSuccess: (saved, { was }) => {
      queries.setQueryData(queryKey, saved)
      void queries.invalidateQueries({ queryKey: ['me'] })
      clear()
      say(said, { undo: () => mutate({ was: saved.texts, to: was }) })
    },
    onError: async (problem) => {
      if (signIn.wants(problem)) return
      sayProblem(problem)
      if (!(problem instanceof Refusal && problem.code === 'conflict')) return
      const newest = (await refetch()).data
      if (!newest) return
      setTheirs(names.filter((name) => newest.texts[name] !== base?.texts[name]))
      setFrozen(newest)
    },
  })
  const changed = base && typed ? names.filter((name) => typed[name] !== base.texts[name]) : []
  return {
    kept: base?.texts ?? null,
    typed,
    initial: base?.initial ?? null,
    set: (name, text) => {
      if (frozen === null) setFrozen(base)
      setEdits({ ...edits, [name]: text })
    },
    problems: typed ? problemsOf(names, typed) : {},
    changed,
    theirs,
    save: () => base && typed && mutate({ was: base.texts, to: typed }),
    reset: clear,
    isSaving: isPending,
    signInAgain: signIn.window,
    error,
    reload: refetch,
  }
}

function problemsOf<Name extends keyof typeof settings>(
  names: readonly Name[],
  typed: Readonly<Record<Name, string>>,
): Partial<Record<Name, string>> {
  const problems: Partial<Record<Name, string>> = {}
  for (const name of names) {
    const parsed = settings[name].normalize(typed[name])
    if (!parsed.ok) problems[name] = parsed.reason
  }
  return problems
}
