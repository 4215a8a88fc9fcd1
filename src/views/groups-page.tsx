import type { Group } from '../domain/group.ts'
import { seatsLeft } from '../domain/group.ts'
import type { OwnGroups } from '../flows/show-groups.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { dayOf, lastDayOf } from './group-dates.ts'
import { Layout } from './layout.tsx'
import { Sentence } from './wall.tsx'

type Props = {
  frame: Frame
  own: OwnGroups
  now: Date
  /** Where the reader was going when they were offered a seat: a path of this site. */
  next?: string | null
  /** Whether the last seat was gone before the button was pressed. */
  isTooLate?: boolean
}

/** A member's seats, the one they could take, and the groups they look after. */
export function GroupsPage({ frame, own, now, next = null, isTooLate = false }: Props) {
  const { groups } = frame.words
  return (
    <Layout
      frame={frame}
      title={groups.title}
      path={paths.groups()}
      section="account"
      head={<meta name="robots" content="noindex" />}
    >
      <h1 class="title">{groups.title}</h1>
      <p class="intro">{groups.intro}</p>
      {own.offer ? <Offer frame={frame} group={own.offer} next={next} isTooLate={isTooLate} /> : null}
      {own.seats.length === 0 && !own.offer && own.administered.length === 0 ? <p>{groups.none}</p> : null}
      {own.seats.length > 0 ? <Seats frame={frame} seats={own.seats} now={now} /> : null}
      {own.administered.length > 0 ? <Administered frame={frame} administered={own.administered} /> : null}
    </Layout>
  )
}

function Offer({ frame, group, next, isTooLate }: { frame: Frame; group: Group; next: string | null; isTooLate: boolean }) {
  const { offer } = frame.words.groups
  const isFull = isTooLate || seatsLeft(group) === 0
  return (
    <section class="group">
      <h2>{offer.title}</h2>
      <form class="form" method="post" action={paths.takeSeat(group.id)}>
        <p role={isTooLate ? 'status' : undefined}>
          {isFull ? offer.noneLeft(group.name) : `${offer.text(group.name)} ${offer.opens[group.opens]}`}
        </p>
        {next === null ? null : <input type="hidden" name="next" value={next} />}
        {isFull ? null : (
          <>
            <button type="submit" class="button">
              {offer.button}
            </button>
            <p class="small soft below">{offer.shown}</p>
          </>
        )}
        {next === null ? null : (
          <p class="below">
            <Sentence sentence={offer.goOn} href={next} />
          </p>
        )}
      </form>
    </section>
  )
}

function Seats({ frame, seats, now }: { frame: Frame; seats: OwnGroups['seats']; now: Date }) {
  const { seats: words } = frame.words.groups
  return (
    <section class="group">
      <h2>{words.title}</h2>
      <ul class="sessions">
        {seats.map(({ groupId, group, cameBy, takenAt, window: { until } }) => {
          const last = until && lastDayOf(frame, until)
          const isOver = until !== null && until <= now
          return (
            <li>
              <p>{group}</p>
              <p class="by">
                {isOver && last ? words.over(last) : words.row({ since: dayOf(frame, takenAt), cameBy, until: last })}
              </p>
              <form method="post" action={paths.leaveGroup(groupId)}>
                <button type="submit" class="button quiet" aria-label={words.leaveOf(group)}>
                  {words.leave}
                </button>
              </form>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Administered({ frame, administered }: { frame: Frame; administered: readonly Group[] }) {
  const { administered: words } = frame.words.groups
  return (
    <section class="group">
      <h2>{words.title}</h2>
      <ul class="sessions">
        {administered.map((group) => (
          <li>
            <p>
              <a href={paths.group(group.id)}>{group.name}</a>
            </p>
            <p class="by">{words.row(group)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
