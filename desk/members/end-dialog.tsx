import { type FormEvent, useState } from 'react'
import type { ShownEntitlement } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { FormActs } from '../parts/form-acts.tsx'
import { useChange } from '../parts/use-change.ts'
import { lastDayOf } from './days.ts'
import { TellByMail } from './tell-by-mail.tsx'

type Props = { entitlement: ShownEntitlement; email: string; onClose: () => void }

/** Ends a subscription by hand: at once, or on a day. What is over at once can be given back, where it was a comp. */
export function EndDialog({ entitlement, email, onClose }: Props) {
  const { magazine } = useMe()
  const [isNow, setNow] = useState(true)
  const { change, isBusy, signIn } = useChange(['members'])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const at = isNow ? 'now' : String(form.get('day') ?? '')
    const canUndo = isNow && entitlement.kind === 'comp' && entitlement.when === 'now'
    change({
      run: () => ask('endSubscription', { at, tells: form.get('tells') !== null }, { id: entitlement.id }),
      said: isNow ? `${entitlement.plan} is over for ${email}.` : `${entitlement.plan} ends on that day.`,
      ...(canUndo ? { undo: () => giveAgain(entitlement, { email, zone: magazine.zone }) } : {}),
      after: onClose,
    })
  }
  return (
    <Dialog title={`End ${entitlement.plan}`} onClose={onClose}>
      <form onSubmit={submit}>
        <fieldset className="plain-set">
          <legend className="label">When</legend>
          <label className="choice">
            <input type="radio" name="when" checked={isNow} onChange={() => setNow(true)} /> Now: what it opens closes at once
          </label>
          <label className="choice">
            <input type="radio" name="when" checked={!isNow} onChange={() => setNow(false)} /> At the end of a day
          </label>
        </fieldset>
        {isNow ? null : <Field label="Day" input={{ name: 'day', type: 'date', min: magazine.today, required: true }} />}
        <TellByMail />
        <FormActs isDisabled={isBusy} onLeave={onClose}>
          End it
        </FormActs>
      </form>
      {signIn.window}
    </Dialog>
  )
}

/** Gives again what has been ended, as it was. */
function giveAgain(one: ShownEntitlement, { email, zone }: { email: string; zone: string }): Promise<unknown> {
  const until = one.until === null ? null : lastDayOf(one.until, zone)
  const given = { email, plan: one.planSlug, from: null, note: one.note, tells: false }
  return ask('giveSubscription', { kind: 'comp', ...given, until })
}
