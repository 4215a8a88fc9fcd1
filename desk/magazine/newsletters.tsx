import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeskNewsletter } from '../../src/http/desk-api/contract-plans.ts'
import { ask } from '../api/ask.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FormActs } from '../parts/form-acts.tsx'
import { useChange } from '../parts/use-change.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'

const queryKey = ['newsletters']

/** What members can choose to get by mail. */
export function Newsletters() {
  const [opened, setOpened] = useState<DeskNewsletter | 'new' | null>(null)
  const { data, error, refetch } = useQuery({ queryKey, queryFn: ({ signal }) => ask('listNewsletters', {}, {}, signal) })
  const { change, isBusy } = useChange(queryKey)
  const close = () => setOpened(null)
  const retire = ({ id, name, description }: DeskNewsletter) =>
    change({
      run: () => ask('retireNewsletter', {}, { id }),
      said: `Members can’t choose ${name} any more.`,
      undo: () => ask('changeNewsletter', { was: { name, description }, to: { name, description } }, { id }),
    })
  return (
    <section className="lower" aria-labelledby="newsletters">
      <h2 id="newsletters">Newsletters</h2>
      {error ? <Failure error={error} retry={refetch} /> : null}
      {data ? (
        <Table newsletters={data.newsletters} isBusy={isBusy} onOpen={setOpened} onRetire={retire} />
      ) : (
        <Waiting what="the newsletters" />
      )}
      <p className="acts saving">
        <button type="button" className="button" onClick={() => setOpened('new')}>
          New newsletter
        </button>
      </p>
      {opened ? (
        <TextDialog
          newsletter={opened === 'new' ? null : opened}
          isBusy={isBusy}
          onClose={close}
          onSave={(text) =>
            change({
              run: () =>
                opened === 'new'
                  ? ask('addNewsletter', text)
                  : ask('changeNewsletter', { was: textOf(opened), to: text }, { id: opened.id }),
              said: `Members can choose ${text.name} in their account.`,
              after: close,
            })
          }
        />
      ) : null}
    </section>
  )
}

type TableProps = {
  newsletters: readonly DeskNewsletter[]
  isBusy: boolean
  onOpen: (newsletter: DeskNewsletter) => void
  onRetire: (newsletter: DeskNewsletter) => void
}

function Table({ newsletters, isBusy, onOpen, onRetire }: TableProps) {
  if (newsletters.length === 0)
    return <p className="soft">There are none yet. Members choose them in their account once there are.</p>
  return (
    <div className="scroll">
      <table className="table">
        <caption className="unseen">Newsletters</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className="num">
              Wanted by
            </th>
            <th scope="col" className="num">
              <span className="unseen">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {newsletters.map((newsletter) => (
            <tr key={newsletter.id}>
              <td>
                {newsletter.name} <span className="soft">{newsletter.retiredAt ? '(retired)' : newsletter.description}</span>
              </td>
              <td className="num">{newsletter.wantedBy}</td>
              <td className="num">
                <button
                  type="button"
                  className="plain"
                  disabled={isBusy}
                  aria-label={`Change ${newsletter.name}`}
                  onClick={() => onOpen(newsletter)}
                >
                  {newsletter.retiredAt ? 'Bring back' : 'Change'}
                </button>{' '}
                {newsletter.retiredAt ? null : (
                  <button
                    type="button"
                    className="plain"
                    disabled={isBusy}
                    aria-label={`Retire ${newsletter.name}`}
                    onClick={() => onRetire(newsletter)}
                  >
                    Retire
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Text = Pick<DeskNewsletter, 'name' | 'description'>
type DialogProps = { newsletter: DeskNewsletter | null; isBusy: boolean; onSave: (text: Text) => void; onClose: () => void }

function TextDialog({ newsletter, isBusy, onSave, onClose }: DialogProps) {
  const [name, setName] = useState(newsletter?.name ?? '')
  const [description, setDescription] = useState(newsletter?.description ?? '')
  return (
    <Dialog title={newsletter?.name ?? 'New newsletter'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSave({ name: name.trim(), description: description.trim() })
        }}
      >
        <div className="field">
          <label htmlFor="newsletter-name">Name</label>
          <input
            id="newsletter-name"
            className="input"
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="newsletter-about">A sentence about it, for the account page</label>
          <textarea
            id="newsletter-about"
            className="input"
            rows={3}
            maxLength={300}
            value={description}
            onChange={(event) => setDescription(event.target.value.replaceAll('\n', ' '))}
          />
        </div>
        <FormActs isDisabled={isBusy || name.trim() === ''} onLeave={onClose}>
          {newsletter?.retiredAt ? 'Bring it back' : 'Save'}
        </FormActs>
      </form>
    </Dialog>
  )
}

function textOf({ name, description }: DeskNewsletter): Text {
  return { name, description }
}
