import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Mails } from '../../src/http/desk-api/contract-plans.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { ListPage } from '../lists/list-page.tsx'
import '../lists/lists.css'
import { Dialog } from '../parts/dialog.tsx'
import { dayInWords, localOf } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import { useChange } from '../parts/use-change.ts'

type Mail = Mails['mails'][number]
const queryKey = ['mail']

/** The outbox: what waits, what failed, what left. Where no mail leaves it is read here. */
export function MailPage() {
  const me = useMe()
  const [isUnsent, setUnsent] = useState(false)
  const [leaving, setLeaving] = useState<Mail | null>(null)
  const [shown, setShown] = useState<{ mail: Mail; text: string } | null>(null)
  const list = useInfiniteQuery({
    queryKey: [...queryKey, isUnsent],
    queryFn: ({ signal, pageParam }) =>
      ask(
        'listMail',
        { ...(pageParam === null ? {} : { before: pageParam }), ...(isUnsent && { unsent: 'yes' as const }) },
        {},
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  })
  const { change, isBusy, signIn } = useChange(queryKey)
  const [first] = list.data?.pages ?? []
  const mails = list.data?.pages.flatMap((page) => page.mails) ?? []
  useTitle('Mail', me)
  const open = (mail: Mail) =>
    change({
      run: async () => setShown({ mail, ...(await ask('openMail', {}, { id: mail.id })) }),
      said: 'That you looked is written in the log.',
    })
  return (
    <ListPage
      title="Mail"
      list={list}
      isEmpty={mails.length === 0}
      empty="Nothing is here. What was sent is kept for a week, without what it said."
      above={first ? <Outbox {...first} isUnsent={isUnsent} onUnsent={setUnsent} /> : null}
    >
      <table className="table">
        <caption className="unseen">Mail, the newest first</caption>
        <Head />
        <tbody>
          {mails.map((mail) => (
            <Row
              key={mail.id}
              mail={mail}
              leaves={first?.leaves === true}
              isBusy={isBusy}
              onOpen={() => open(mail)}
              onRetry={() => change({ run: () => ask('retryMail', {}, { id: mail.id }), said: 'It is tried again now.' })}
              onDelete={() => setLeaving(mail)}
            />
          ))}
        </tbody>
      </table>
      {leaving ? (
        <Deleting
          mail={leaving}
          isBusy={isBusy}
          onClose={() => setLeaving(null)}
          onDelete={() =>
            change({
              run: () => ask('deleteMail', {}, { id: leaving.id }),
              said: 'The mail is deleted.',
              after: () => setLeaving(null),
            })
          }
        />
      ) : null}
      {shown ? <MailText {...shown} onClose={() => setShown(null)} /> : null}
      {signIn.window}
    </ListPage>
  )
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col" className="far">
          Asked for
        </th>
        <th scope="col">To</th>
        <th scope="col" className="far">
          About
        </th>
        <th scope="col" className="far">
          State
        </th>
        <th scope="col" className="num">
          <span className="unseen">What can be done</span>
        </th>
      </tr>
    </thead>
  )
}

type OutboxProps = Pick<Mails, 'outbox' | 'leaves'> & { isUnsent: boolean; onUnsent: (isUnsent: boolean) => void }

function Outbox({ outbox, leaves, isUnsent, onUnsent }: OutboxProps) {
  return (
    <div className="summary">
      <p className={outbox.isProblem ? 'wrong' : undefined} role="status">
        {outbox.text}
        {outbox.isProblem ? ' See that SMTP_URL is right.' : ''}
      </p>
      {leaves ? null : (
        <p className="soft">
          Mail is handed on by hand until the program is started with SMTP_URL. A mail may hold a code that signs its reader in,
          so opening one asks for a recent sign-in and is written in the log.
        </p>
      )}
      <label>
        <input type="checkbox" checked={isUnsent} onChange={(event) => onUnsent(event.target.checked)} /> Only what hasn’t left
      </label>
    </div>
  )
}

function MailText({ mail, text, onClose }: { mail: Mail; text: string; onClose: () => void }) {
  return (
    <Dialog title={mail.subject} onClose={onClose}>
      <p className="soft">To {mail.recipient}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the window is scrolled with keys. */}
      <pre className="mail-text" tabIndex={0}>
        {text}
      </pre>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}

type DeletingProps = { mail: Mail; isBusy: boolean; onDelete: () => void; onClose: () => void }

function Deleting({ mail: { recipient, subject, state }, isBusy, onDelete, onClose }: DeletingProps) {
  return (
    <Dialog title="Delete this mail?" onClose={onClose}>
      <p>
        {subject}, to {recipient}.{' '}
        {state === 'sent' ? 'It has been sent; only the note of it goes.' : 'It won’t be sent, and this can’t be taken back.'}
      </p>
      <div className="acts">
        <button type="button" className="button solid" disabled={isBusy} onClick={onDelete}>
          Delete it
        </button>
        <button type="button" className="button" onClick={onClose}>
          Leave it
        </button>
      </div>
    </Dialog>
  )
}

type RowProps = { mail: Mail; leaves: boolean; isBusy: boolean; onOpen: () => void; onRetry: () => void; onDelete: () => void }

function Row({ mail, leaves, isBusy, onOpen, onRetry, onDelete }: RowProps) {
  const when = useWhen()
  const { recipient, subject, state } = mail
  const [asked, stateNow] = [when(mail.askedAt), stateInWords(mail, leaves, when)]
  const about = `the mail to ${recipient}: ${subject}`
  return (
    <tr>
      <td className="far">{asked}</td>
      <td>
        {recipient}
        <span className="near">
          {subject}. Asked for {asked}. {stateNow}
        </span>
      </td>
      <td className="far">{subject}</td>
      <td className="far">{stateNow}</td>
      <td className="num">
        {!leaves && state !== 'sent' ? (
          <button type="button" className="plain" disabled={isBusy} aria-label={`Read ${about}`} onClick={onOpen}>
            Read
          </button>
        ) : null}{' '}
        {leaves && (state === 'failed' || state === 'again') ? (
          <button type="button" className="plain" disabled={isBusy} aria-label={`Try again ${about}`} onClick={onRetry}>
            Try again
          </button>
        ) : null}{' '}
        <button type="button" className="plain" disabled={isBusy} aria-label={`Delete ${about}`} onClick={onDelete}>
          Delete
        </button>
      </td>
    </tr>
  )
}

function useWhen(): (moment: string) => string {
  const { magazine } = useMe()
  return (moment) => {
    const { day, time } = localOf(moment, magazine.zone)
    return `${dayInWords(day, magazine.today)} at ${time}`
  }
}

function stateInWords(mail: Mail, leaves: boolean, when: (moment: string) => string): string {
  const why = mail.error === null ? '' : `: ${mail.error}`
  const tried = mail.attempts === 1 ? 'once' : `${mail.attempts} times`
  switch (mail.state) {
    case 'sent':
      return `Sent ${when(mail.sentAt ?? mail.askedAt)}`
    case 'waits':
      return leaves ? 'Waits for its turn' : 'Waits to be handed on'
    case 'again':
      return `Tried ${tried}, again ${when(mail.nextAttemptAt ?? mail.askedAt)}${why}`
    case 'failed':
      return `Given up${why}`
    case 'over':
      return 'Of no use any more: its code has expired'
  }
}
