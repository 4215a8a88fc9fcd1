import type { AdministeredGroup } from '../flows/show-groups.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { dayOf } from './group-dates.ts'

type Props = { frame: Frame; shown: Pick<AdministeredGroup, 'group' | 'seats'> }

/** Who has a seat, with the ways to take one back. */
export function SeatList({ frame, shown: { group, seats } }: Props) {
  const { group: words } = frame.words.groups
  return (
    <section class="group">
      <h2>{words.seats}</h2>
      <div>
        <p>{words.left(group.taken, group.seats)}</p>
        {seats.length === 0 ? <p class="small soft">{words.nobody}</p> : null}
        {seats.length === 0 ? null : (
          <ul class="sessions people below">
            {seats.map(({ memberId, email, name, cameBy, takenAt }) => (
              <li>
                <p class="address">{email}</p>
                <p class="by">{words.since(name === '' ? null : name, cameBy, dayOf(frame, takenAt))}</p>
                <form method="post" action={paths.endSeat(group.id, memberId)}>
                  <button type="submit" class="button quiet" aria-label={words.removeOf(email)}>
                    {words.remove}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

/** Handing the group to somebody else who has a seat. */
export function HandOver({ frame, shown: { group, seats } }: Props) {
  const { group: words } = frame.words.groups
  const others = seats.filter(({ memberId }) => memberId !== group.administratorId)
  return (
    <section class="group">
      <h2>{words.handOver}</h2>
      {others.length === 0 ? (
        <p class="soft">{words.handOverFirst}</p>
      ) : (
        <form class="form" method="post" action={paths.handOverGroup(group.id)}>
          <p>{words.handOverText}</p>
          <div class="field">
            <label for="heir">{words.handOverLabel}</label>
            <select id="heir" name="member">
              {others.map(({ memberId, email }) => (
                <option value={String(memberId)}>{email}</option>
              ))}
            </select>
          </div>
          <button type="submit" class="button quiet">
            {words.handOverButton}
          </button>
        </form>
      )}
    </section>
  )
}
