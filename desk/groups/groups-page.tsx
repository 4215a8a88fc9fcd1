import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { GroupLine } from '../../src/http/desk-api/contract-groups.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { lastDayOf } from '../members/days.ts'
import { shortDay } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import { GroupDialog } from './group-dialog.tsx'
import '../lists/lists.css'
import '../members/members.css'

/** Schools, companies and libraries with an agreement. */
export function GroupsPage() {
  const me = useMe()
  const [adds, setAdds] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['groups', 'list'],
    queryFn: ({ signal }) => ask('listGroups', {}, {}, signal),
  })
  useTitle('Groups', me)
  if (error) return <Failure error={error} retry={refetch} />
  return (
    <>
      <div className="top">
        <h1>Groups</h1>
        <button type="button" className="button" onClick={() => setAdds(true)}>
          New group
        </button>
      </div>
      {data === undefined ? <Waiting what="the groups" /> : null}
      {data?.groups.length === 0 ? <p className="empty">No school, company or library has an agreement yet.</p> : null}
      {data && data.groups.length > 0 ? <Groups groups={data.groups} /> : null}
      {adds ? <GroupDialog group={null} onClose={() => setAdds(false)} /> : null}
    </>
  )
}

function Groups({ groups }: { groups: readonly GroupLine[] }) {
  return (
    <section className="scroll list" aria-label="Groups">
      <table className="table">
        <caption className="unseen">Groups by name</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="num">
              Seats
            </th>
            <th scope="col">Agreement</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Row key={group.id} group={group} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ group: { id, name, seats, taken, until, when, opens } }: { group: GroupLine }) {
  const { zone, today } = useMe().magazine
  const last = until === null ? null : lastDayOf(until, zone)
  return (
    <tr>
      <td>
        <Link to="/groups/$id" params={{ id: String(id) }} className="headline">
          {name}
        </Link>
      </td>
      <td className="num">
        {taken}
        {seats === null ? '' : ` of ${seats}`}
      </td>
      <td>
        {when === 'over' ? 'Over' : when === 'later' ? 'To come' : opens === 'everything' ? 'Every pick' : 'Metered picks'}
        <span className="soft">{last === null ? ', without an end' : `, until ${shortDay(last, today)}`}</span>
      </td>
    </tr>
  )
}
