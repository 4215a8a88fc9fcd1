import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { DeskMember } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { FormActs } from '../parts/form-acts.tsx'
import { useChange } from '../parts/use-change.ts'
import { saveFile } from './save-file.ts'

/** What a member may ask for who wants their data, or wants to go. */
export function Leaving({ member }: { member: DeskMember }) {
  const { id, email, role } = member
  const [deletes, setDeletes] = useState(false)
  const { change, isBusy, signIn } = useChange(['members'])
  return (
    <section className="wide" aria-labelledby="data">
      <h2 id="data">Their data</h2>
      <p className="soft">
        At their request. The file holds all but what they read, which only they can take out, in their account.
        {role ? ' To delete their account, take away their role first, under Staff.' : ''}
      </p>
      <div className="acts">
        <button
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() =>
            change({
              run: async () => saveFile(`member-${id}.json`, (await ask('exportMember', {}, { id })).file),
              said: 'The file is among your downloads.',
            })
          }
        >
          Save their data as a file
        </button>
        {role ? null : (
          <button type="button" className="button" onClick={() => setDeletes(true)}>
            Delete {email}
          </button>
        )}
      </div>
      {deletes ? <DeleteDialog member={member} onClose={() => setDeletes(false)} /> : null}
      {signIn.window}
    </section>
  )
}

function DeleteDialog({ member: { id, email, entitlements }, onClose }: { member: DeskMember; onClose: () => void }) {
  const { change, isBusy, signIn } = useChange(['members'])
  const navigate = useNavigate()
  const pays = entitlements.some(({ kind, when }) => kind === 'stripe' && when === 'now')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('email') ?? '')
    change({
      run: () => ask('deleteMember', { email: typed }, { id }),
      said: `${email} is deleted.`,
      after: () => void navigate({ to: '/members' }),
    })
  }
  return (
    <Dialog title="Delete this member" onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          Everything kept about {email} is deleted at once: account, subscriptions, invoices, seats, what they read. It can’t be
          taken back.{pays ? ' What they pay by card is cancelled at Stripe.' : ''}
        </p>
        <Field label="Their address, to be sure" input={{ name: 'email', type: 'email', required: true, maxLength: 320 }} />
        <FormActs isDisabled={isBusy} onLeave={onClose}>
          Delete them
        </FormActs>
      </form>
      {signIn.window}
    </Dialog>
  )
}
