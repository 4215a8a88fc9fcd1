import { paths } from '../http/routes.ts'
import { clockOf } from './clock.ts'
import { dateText } from './dates.ts'
import type { Frame } from './frame.ts'

/** One place where a member is signed in. `device` is a few plain words such as "Firefox on Linux", or empty. */
export type ShownSession = { id: string; device: string; seenAt: Date; isHere: boolean }

/** Where a member is signed in, this browser first, and the ways out. */
export function SessionList({ frame, sessions }: { frame: Frame; sessions: readonly ShownSession[] }) {
  const { account } = frame.words
  const sorted = sessions.toSorted((a, b) => Number(b.isHere) - Number(a.isHere))
  return (
    <section class="group">
      <h2>{account.sessions}</h2>
      <div>
        <ul class="sessions">
          {sorted.map((session) => (
            <Row frame={frame} session={session} />
          ))}
        </ul>
        {sessions.length > 1 ? (
          <form class="all" method="post" action={paths.endAllSessions()}>
            <button type="submit" class="button quiet">
              {account.signOutAll}
            </button>
            <p class="small soft">{account.signOutAllHint}</p>
          </form>
        ) : null}
      </div>
    </section>
  )
}

function Row({ frame, session: { id, device, seenAt, isHere } }: { frame: Frame; session: ShownSession }) {
  const { account } = frame.words
  const name = device === '' ? account.elsewhere : device
  const date = dateText(clockOf(frame.magazine.zone, seenAt).date)
  return (
    <li>
      <p>{isHere ? account.here : name}</p>
      <p class="by">{account.seen(isHere && device !== '' ? device : null, date)}</p>
      <form method="post" action={isHere ? paths.signOut() : paths.endSession(id)}>
        <button type="submit" class="button quiet" aria-label={isHere ? undefined : account.signOutOf(name)}>
          {account.signOut}
        </button>
      </form>
    </li>
  )
}
