import type { ReactNode } from 'react'
import type { SettingGroup } from '../../src/domain/setting-groups.ts'
import { useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import type { SettingsForm } from './use-settings.ts'

type Props<Group extends SettingGroup> = {
  title: string
  form: SettingsForm<Group>
  /** What asks for a recent sign-in says so before it is saved. */
  isSensitive?: boolean
  /** Stands beside the fields. */
  beside?: ReactNode
  children: ReactNode
}

/** A page of settings: its fields, what they come to beside them, and the way to save. */
export function SettingsPage<Group extends SettingGroup>({ title, form, isSensitive = false, beside, children }: Props<Group>) {
  const me = useMe()
  const isChanged = form.changed.length > 0
  const canSave = isChanged && Object.keys(form.problems).length === 0 && !form.isSaving
  useTitle(title, me)
  useShortcuts(title, [{ keys: 'Mod+s', what: 'Save', run: () => canSave && form.save() }])
  if (form.error && !form.typed) return <Failure error={form.error} retry={form.reload} />
  return (
    <>
      <div className="top">
        <h1>{title}</h1>
      </div>
      {form.typed ? (
        <div className={beside ? 'paired' : 'single'}>
          <form
            aria-label={title}
            onSubmit={(event) => {
              event.preventDefault()
              if (canSave) form.save()
            }}
          >
            {children}
            <div className="acts saving">
              <button type="submit" className="button solid" disabled={!canSave}>
                {form.isSaving ? 'Saving' : 'Save'}
              </button>
              <button type="button" className="button" disabled={!isChanged || form.isSaving} onClick={form.reset}>
                Leave it as it was
              </button>
            </div>
            <p className="soft small" role="status">
              {stateOf(form)}
            </p>
            {isSensitive && me.freshUntil === null ? (
              <p className="soft small">Saving asks for a sign-in within the past quarter of an hour.</p>
            ) : null}
          </form>
          {beside}
        </div>
      ) : (
        <Waiting what="the settings" />
      )}
      {form.signInAgain}
    </>
  )
}

function stateOf<Group extends SettingGroup>({ changed, problems }: SettingsForm<Group>): string {
  if (Object.keys(problems).length > 0) return 'What is marked can’t be used yet.'
  if (changed.length === 0) return 'Everything is as readers have it.'
  return changed.length === 1 ? 'One thing is changed and not saved.' : `${changed.length} things are changed and not saved.`
}
