import type { DeskMember } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { useChange } from '../parts/use-change.ts'
import { useDays } from './days.ts'

/** Where the member is signed in. */
export function Devices({ member: { id, email, sessions } }: { member: DeskMember }) {
  const { first: day } = useDays()
  const { change, isBusy, signIn } = useChange(['members'])
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">Signed in</h2>
      {sessions.length === 0 ? <p className="soft">Nowhere at present.</p> : null}
      <ul className="entries">
        {sessions.map((session) => (
          <li key={session.id}>
            <span>{session.device || 'A browser'}</span>
            <button
              type="button"
              className="plain"
              disabled={isBusy}
              aria-label={`Sign out: ${session.device || 'a browser'}, last seen ${day(session.seenAt)}`}
              onClick={() =>
                change({
                  run: () => ask('signOutMember', { session: session.id }, { id }),
                  said: `${email} is signed out there.`,
                })
              }
            >
              Sign out
            </button>
            <span className="soft">
              Since {day(session.since)}, last seen {day(session.seenAt)}
            </span>
          </li>
        ))}
      </ul>
      {sessions.length < 2 ? null : (
        <p className="acts">
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() =>
              change({ run: () => ask('signOutMember', { session: null }, { id }), said: `${email} is signed out everywhere.` })
            }
          >
            Sign out everywhere
          </button>
        </p>
      )}
      {signIn.window}
    </section>
  )
}

/** The member's passkeys, for the day they have lost one and ask to have it removed. Nothing where there are none. */
export function Passkeys({ member: { id, passkeys } }: { member: DeskMember }) {
  const { first: day } = useDays()
  const { change, isBusy, signIn } = useChange(['members'])
  if (passkeys.length === 0) return null
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">Passkeys</h2>
      <ul className="entries">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <span>{passkey.name || 'Passkey'}</span>
            <button
              type="button"
              className="plain"
              disabled={isBusy}
              aria-label={`Remove the passkey ${passkey.name || 'without a name'}, added ${day(passkey.addedAt)}`}
              onClick={() =>
                change({
                  run: () => ask('removePasskeyOf', { passkey: passkey.id }, { id }),
                  said: 'The passkey is removed. They are told by mail.',
                })
              }
            >
              Remove
            </button>
            <span className="soft">
              Added {day(passkey.addedAt)}, {passkey.usedAt === null ? 'not used yet' : `last used ${day(passkey.usedAt)}`}
            </span>
          </li>
        ))}
      </ul>
      {signIn.window}
    </section>
  )
}
