import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ToGive } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { hasRole, useMe } from '../api/me.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { FormActs } from '../parts/form-acts.tsx'
import { useChange } from '../parts/use-change.ts'
import { Waiting } from '../parts/waiting.tsx'
import { TellByMail } from './tell-by-mail.tsx'

type Kind = ToGive['kind']
type Props = { email?: string; onClose: () => void }

const kinds: readonly [Kind, string][] = [
  ['comp', 'Comp: it costs nothing'],
  ['invoice', 'Invoice: paid by transfer'],
  ['gift', 'Gift: somebody else has paid'],
]
const verbs: Record<Kind, string> = { comp: 'is comped', invoice: 'has what the invoice is for', gift: 'has the gift' }

/** Gives a subscription by hand: to a member, or to an address, which becomes one. */
export function GiveDialog({ email = '', onClose }: Props) {
  const { data, isFetching } = useQuery({
    queryKey: ['members', 'choices'],
    queryFn: ({ signal }) => ask('memberChoices', {}, {}, signal),
    // Whoever was sent to make a plan comes back.
    refetchOnMount: 'always',
  })
  const [kind, setKind] = useState<Kind>('comp')
  const { change, isBusy, signIn } = useChange(['members'])
  const navigate = useNavigate()
  const plans = data?.plans.filter(({ isOffered }) => isOffered) ?? []
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const toGive = readForm(kind, new FormData(event.currentTarget))
    let given: { id: number; memberId: number } | null = null
    change({
      run: async () => {
        given = await ask('giveSubscription', toGive)
      },
      said: `${toGive.email} ${verbs[kind]} now.`,
      undo: async () => given && ask('endSubscription', { at: 'now', tells: false }, { id: given.id }),
      after: () => {
        onClose()
        if (given) void navigate({ to: '/members/$id', params: { id: String(given.memberId) } })
      },
    })
  }
  return (
    <Dialog title="Give a subscription" onClose={onClose}>
      {plans.length === 0 && isFetching ? <Waiting what="the plans" /> : null}
      {data && plans.length === 0 && !isFetching ? <NoPlan hasEarlier={data.plans.length > 0} onClose={onClose} /> : null}
      {plans.length === 0 ? null : (
        <form onSubmit={submit}>
          <Field
            label="E-mail address"
            input={{ name: 'email', type: 'email', required: true, maxLength: 320, defaultValue: email }}
          />
          <div className="field">
            <label htmlFor="give-kind">How</label>
            <select id="give-kind" className="input" value={kind} onChange={({ target }) => setKind(kindOf(target.value))}>
              {kinds.map(([one, words]) => (
                <option key={one} value={one}>
                  {words}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="give-plan">Plan</label>
            <select id="give-plan" name="plan" className="input">
              {plans.map(({ slug, name, price }) => (
                <option key={slug} value={slug}>
                  {name}, {price}
                </option>
              ))}
            </select>
          </div>
          <Terms kind={kind} />
          <Field label="Why (only the desk sees it)" input={{ name: 'note', maxLength: 500 }} />
          <TellByMail />
          <FormActs isDisabled={isBusy} onLeave={onClose}>
            Give it
          </FormActs>
        </form>
      )}
      {signIn.window}
    </Dialog>
  )
}

/** There is nothing to give before there is a plan, and only an owner makes one. */
function NoPlan({ hasEarlier, onClose }: { hasEarlier: boolean; onClose: () => void }) {
  const isOwner = hasRole(useMe(), 'owner')
  return (
    <>
      <p>
        {hasEarlier ? 'No plan is on offer at present.' : 'The magazine has no plan yet.'} What is given is a plan: it says what a
        subscriber may read.{isOwner ? '' : ' Ask an owner of the magazine to make one; owners do that under Magazine, Plans.'}
      </p>
      <div className="acts">
        {isOwner ? (
          <Link to="/magazine/plans" className="button solid">
            {hasEarlier ? 'To the plans' : 'Make a plan'}
          </Link>
        ) : null}
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </>
  )
}

function Terms({ kind }: { kind: Kind }) {
  switch (kind) {
    case 'comp':
      return <Field label="Until the end of (empty: without an end)" input={{ name: 'until', type: 'date' }} />
    case 'gift':
      return (
        <>
          <Field label="Months" input={{ name: 'months', type: 'number', min: 1, max: 120, required: true, defaultValue: 12 }} />
          <Field label="From whom" input={{ name: 'giver', required: true, maxLength: 80 }} />
        </>
      )
    case 'invoice':
      return (
        <>
          <Field label="Paid until the end of" input={{ name: 'until', type: 'date', required: true }} />
          <Field label="Number of the invoice" input={{ name: 'number', required: true, maxLength: 80 }} />
          <Field label="Total, such as 49.00 EUR (empty: the plan’s price)" input={{ name: 'total', maxLength: 40 }} />
        </>
      )
  }
}

function readForm(kind: Kind, form: FormData): ToGive {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const given = { email: text('email'), plan: text('plan'), from: null, note: text('note'), tells: form.get('tells') !== null }
  switch (kind) {
    case 'comp':
      return { kind, ...given, until: text('until') || null }
    case 'gift':
      return { kind, ...given, months: Number(text('months')), giver: text('giver') }
    case 'invoice':
      return { kind, ...given, until: text('until'), number: text('number'), total: text('total') || null }
  }
}

function kindOf(value: string): Kind {
  return kinds.find(([kind]) => kind === value)?.[0] ?? 'comp'
}
