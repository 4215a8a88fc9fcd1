import { useNavigate } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import type { DeskGroup } from '../../src/http/desk-api/contract-groups.ts'
import { ask } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { FormActs } from '../parts/form-acts.tsx'
import { useChange } from '../parts/use-change.ts'

type Props = { group: DeskGroup | null; onClose: () => void }

/** What was agreed with a group: a new one, or one there is. */
export function GroupDialog({ group, onClose }: Props) {
  const { change, isBusy, signIn } = useChange(['members'])
  const navigate = useNavigate()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = readForm(new FormData(event.currentTarget), group)
    const { removeDomains: _, removeNetworks: __, ...fresh } = read
    let id = group?.id ?? 0
    change({
      run: async () => {
        ;({ id } = group ? await ask('changeGroup', read, { id: group.id }) : await ask('addGroup', fresh))
      },
      said: group ? `${read.name} is changed.` : `${read.name} is there now.`,
      after: () => {
        void queries.invalidateQueries({ queryKey: ['groups'] })
        onClose()
        if (!group) void navigate({ to: '/groups/$id', params: { id: String(id) } })
      },
    })
  }
  return (
    <Dialog title={group ? group.name : 'A new group'} onClose={onClose}>
      <form onSubmit={submit}>
        <Field label="Name" input={{ name: 'name', required: true, maxLength: 80, defaultValue: group?.name }} />
        <Field
          label="Administrator’s e-mail address"
          input={{
            name: 'administrator',
            type: 'email',
            required: group === null,
            maxLength: 320,
            defaultValue: group?.administrator?.email,
          }}
        />
        <div className="field">
          <label htmlFor="group-opens">What it opens</label>
          <select id="group-opens" name="opens" className="input" defaultValue={group?.opens ?? 'metered'}>
            <option value="metered">Metered picks, without a count</option>
            <option value="everything">Every pick</option>
          </select>
        </div>
        <Field
          label="Seats (0 for networks only; empty for no limit)"
          input={{ name: 'seats', type: 'number', min: 0, max: 1_000_000, defaultValue: group ? (group.seats ?? '') : 10 }}
        />
        <Field label="From" input={{ name: 'from', type: 'date', defaultValue: group?.firstDay }} />
        <Field
          label="Last day (empty: without an end)"
          input={{ name: 'until', type: 'date', defaultValue: group?.lastDay ?? '' }}
        />
        <Lines name="domains" label="Domains whose addresses have a right to a seat, one a line" lines={group?.domains} />
        <Lines name="networks" label="Networks that need no account, one a line" lines={group?.networks} />
        <FormActs isDisabled={isBusy} onLeave={onClose}>
          {group ? 'Change it' : 'Begin it'}
        </FormActs>
      </form>
      {signIn.window}
    </Dialog>
  )
}

function Lines({ name, label, lines = [] }: { name: string; label: string; lines?: readonly string[] | undefined }) {
  return (
    <div className="field">
      <label htmlFor={`group-${name}`}>{label}</label>
      <textarea id={`group-${name}`} name={name} className="input" rows={3} defaultValue={lines.join('\n')} spellCheck={false} />
    </div>
  )
}

function readForm(form: FormData, group: DeskGroup | null) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const lines = (name: string) =>
    text(name)
      .split(/[\s,;]+/)
      .filter((line) => line !== '')
  const [domains, networks] = [lines('domains'), lines('networks')]
  const [had, reached] = [group?.domains ?? [], group?.networks ?? []]
  const administrator = text('administrator')
  return {
    name: text('name'),
    // Whoever looks after it already isn't given it anew.
    administrator: administrator === '' || administrator === group?.administrator?.email ? null : administrator,
    opens: text('opens') === 'everything' ? ('everything' as const) : ('metered' as const),
    seats: text('seats') === '' ? null : Number(text('seats')),
    from: text('from') || null,
    until: text('until') || null,
    addDomains: domains.filter((one) => !had.includes(one)),
    addNetworks: networks.filter((one) => !reached.includes(one)),
    removeDomains: had.filter((one) => !domains.includes(one)),
    removeNetworks: reached.filter((one) => !networks.includes(one)),
  }
}
