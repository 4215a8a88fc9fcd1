import { type ReactNode, useId } from 'react'
import type { GroupName, SettingGroup } from '../../src/domain/setting-groups.ts'
import { settingNames } from './setting-names.ts'
import type { SettingsForm } from './use-settings.ts'

type Props<Group extends SettingGroup> = {
  form: SettingsForm<Group>
  name: GroupName<Group>
  hint?: ReactNode
  /** A number has a narrow field, a text of that many lines a high one; of choices one is picked, by what it is called. */
  kind?: 'line' | 'number' | { lines: number } | { choices: Readonly<Record<string, string>> }
  list?: readonly string[]
}

/** One setting as a field, with what is wrong with what is typed, and what somebody else has made of it meanwhile. */
export function SettingField<Group extends SettingGroup>({ form, name, hint, kind = 'line', list }: Props<Group>) {
  const id = useId()
  const problem = form.problems[name]
  const text = form.typed?.[name] ?? ''
  const common = {
    id,
    value: text,
    'aria-describedby': `${id}-hint`,
    'aria-invalid': problem !== undefined,
    onChange: (event: { target: { value: string } }) => form.set(name, event.target.value),
  }
  return (
    <div className="field">
      <label htmlFor={id}>{settingNames[name]}</label>
      {typeof kind === 'object' && 'choices' in kind ? (
        <select className="input" {...common}>
          {Object.entries(kind.choices).map(([value, called]) => (
            <option key={value} value={value}>
              {called}
            </option>
          ))}
        </select>
      ) : typeof kind === 'object' ? (
        <textarea className="input" rows={kind.lines} {...common} />
      ) : (
        <input
          className={kind === 'number' ? 'input narrow' : 'input'}
          inputMode={kind === 'number' ? 'numeric' : 'text'}
          autoComplete="off"
          {...(list && { list: `${id}-list` })}
          {...common}
        />
      )}
      {list ? (
        <datalist id={`${id}-list`}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      ) : null}
      <FieldHint id={`${id}-hint`} problem={problem} theirs={form.theirs.includes(name) ? (form.kept?.[name] ?? '') : null}>
        {hint}
      </FieldHint>
    </div>
  )
}

type HintProps = { id: string; problem: string | undefined; theirs: string | null; children?: ReactNode }

/** What stands under a field: the problem, or else the hint; and what somebody else has set. */
export function FieldHint({ id, problem, theirs, children }: HintProps) {
  return (
    <div id={id} className="under">
      {theirs === null ? null : (
        <p className="wrong small" role="status">
          Somebody else has set this to {theirs === '' ? 'nothing' : `“${theirs.slice(0, 200)}”`} meanwhile.
        </p>
      )}
      {problem ? <p className="wrong small">{problem}</p> : children ? <p className="soft small">{children}</p> : null}
    </div>
  )
}
