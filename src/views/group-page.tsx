import { seatsLeft } from '../domain/group.ts'
import type { AdministeredGroup } from '../flows/show-groups.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { dayOf, lastDayOf } from './group-dates.ts'
import { type GroupSaid, InvitationForm, InvitationList } from './group-invitations.tsx'
import { GroupReport } from './group-report.tsx'
import { HandOver, SeatList } from './group-seats.tsx'
import { Layout } from './layout.tsx'
import { Sentence } from './wall.tsx'

type Props = { frame: Frame; shown: AdministeredGroup; now: Date; said?: GroupSaid | null }

/** The page of whoever looks after a group: its seats, its invitations, what was read, and in whose hands it is. */
export function GroupPage({ frame, shown, now, said = null }: Props) {
  const { group: words } = frame.words.groups
  const { group, invitations } = shown
  const { from, until } = group.window
  const isOver = until !== null && until <= now
  const left = seatsLeft(group)
  return (
    <Layout
      frame={frame}
      title={group.name}
      path={paths.group(group.id)}
      section="account"
      head={<meta name="robots" content="noindex" />}
    >
      <h1 class="title">{group.name}</h1>
      <p class="intro">
        {isOver && until
          ? words.over(lastDayOf(frame, until))
          : `${words.opens[group.opens]} ${words.term(dayOf(frame, from), until && lastDayOf(frame, until))}`}
      </p>
      <p class="small">
        <Sentence sentence={words.back} href={paths.groups()} />
      </p>
      {group.seats === 0 && group.taken === 0 ? null : <SeatList frame={frame} shown={shown} />}
      {group.seats === 0 || isOver ? null : <InvitationForm frame={frame} group={group} said={said} />}
      {invitations.length > 0 ? (
        <InvitationList frame={frame} invitations={invitations} isMore={left !== null && invitations.length > left} />
      ) : null}
      <Places frame={frame} shown={shown} />
      <GroupReport frame={frame} group={group} usage={shown.usage} />
      <HandOver frame={frame} shown={shown} />
    </Layout>
  )
}

function Places({ frame, shown: { group, domains, networks } }: Pick<Props, 'frame' | 'shown'>) {
  const { group: words } = frame.words.groups
  const offers = domains.length > 0 && group.seats !== 0
  if (!offers && networks.length === 0) return null
  return (
    <section class="group">
      <h2>{words.places}</h2>
      <div>
        {offers ? <p>{words.domains(domains)}</p> : null}
        {networks.length > 0 ? <p>{words.networks(networks)}</p> : null}
        <p class="small soft below">{words.placesHint}</p>
      </div>
    </section>
  )
}
