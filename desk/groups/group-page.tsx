import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { printMonth } from '../../src/domain/dates.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import type { DeskGroup } from '../../src/http/desk-api/contract-groups.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { queries } from '../api/queries.ts'
import { localOf, shortDay } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import { useChange } from '../parts/use-change.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import { GroupDialog } from './group-dialog.tsx'
import '../lists/lists.css'
import '../members/members.css'

const route = getRouteApi('/groups/$id')
const refresh = () => void queries.invalidateQueries({ queryKey: ['groups'] })

/** One group: what was agreed, who has a seat, and how much is read through it. */
export function GroupPage() {
  const id = Number(route.useParams().id)
  const { data, error, refetch } = useQuery({
    queryKey: ['groups', 'one', id],
    queryFn: ({ signal }) => ask('showGroup', {}, { id }, signal),
  })
  if (error) return <Failure error={error} retry={refetch} />
  return data ? <Shown group={data} /> : <Waiting what="the group" />
}

function Shown({ group }: { group: DeskGroup }) {
  const me = useMe()
  const [changes, setChanges] = useState(false)
  const { change, isBusy, signIn } = useChange(['members'])
  const { today } = me.magazine
  const { id, name, opens, seats, taken, when, firstDay, lastDay, administrator } = group
  useTitle(name, me)
  return (
    <>
      <div className="top">
        <h1>{name}</h1>
        <button type="button" className="button" onClick={() => setChanges(true)}>
          Change
        </button>
        {when === 'over' ? null : (
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() =>
              change({
                run: () => ask('endGroup', {}, { id }),
                said: `${name} has ended. What its seats opened is closed.`,
                undo: () => ask('changeGroup', asItWas(group), { id }).then(refresh),
                after: refresh,
              })
            }
          >
            End it now
          </button>
        )}
      </div>
      <p className="summary">
        {when === 'over' ? 'Its agreement is over. It opened ' : 'It opens '}
        {opens === 'everything' ? 'every pick' : 'metered picks without a count'}, from {shortDay(firstDay, today)}{' '}
        {lastDay === null ? 'without an end' : `until ${shortDay(lastDay, today)}`}. {taken}{' '}
        {seats === null ? 'seats are taken, without a limit' : `of ${seats} seats are taken`}.{' '}
        {administrator === null ? (
          'Nobody looks after it.'
        ) : (
          <>
            <Link to="/members/$id" params={{ id: String(administrator.id) }}>
              {administrator.email}
            </Link>{' '}
            looks after it and invites people.
          </>
        )}
      </p>
      <div className="member">
        <People group={group} />
        <Places group={group} />
        <Usage group={group} />
      </div>
      {changes ? <GroupDialog group={group} onClose={() => setChanges(false)} /> : null}
      {signIn.window}
    </>
  )
}

/** What takes back an end: the terms as they were shown. */
function asItWas({ name, opens, seats, firstDay, lastDay }: DeskGroup) {
  const none = { addDomains: [], addNetworks: [], removeDomains: [], removeNetworks: [] }
  return { name, opens, seats, administrator: null, from: firstDay, until: lastDay, ...none }
}

function People({ group: { id, people, invited } }: { group: DeskGroup }) {
  const { zone, today } = useMe().magazine
  const { change, isBusy, signIn } = useChange(['members'])
  const day = (moment: string) => shortDay(localOf(moment, zone).day, today)
  return (
    <section aria-labelledby="people">
      <h2 id="people">People</h2>
      {people.length + invited.length === 0 ? <p className="soft">Nobody has a seat yet.</p> : null}
      <ul className="entries">
        {people.map((person) => (
          <li key={person.id}>
            <Link to="/members/$id" params={{ id: String(person.id) }}>
              {person.name || person.email}
            </Link>
            <button
              type="button"
              className="plain"
              disabled={isBusy}
              aria-label={`End the seat of ${person.email}`}
              onClick={() =>
                change({
                  run: () => ask('endSeatOf', { member: person.id }, { id }),
                  said: `${person.email} has no seat any more.`,
                  after: refresh,
                })
              }
            >
              End the seat
            </button>
            <span className="soft">
              Since {day(person.since)}, {person.cameBy === 'domain' ? 'by their address' : 'by invitation'}
            </span>
          </li>
        ))}
        {invited.map(({ email, until }) => (
          <li key={email}>
            <span>{email}</span>
            <span className="soft">Invited, until {day(until)}</span>
          </li>
        ))}
      </ul>
      {signIn.window}
    </section>
  )
}

function Places({ group: { domains, networks } }: { group: DeskGroup }) {
  return (
    <section aria-labelledby="places">
      <h2 id="places">Domains and networks</h2>
      {domains.length + networks.length === 0 ? <p className="soft">None: its people come by invitation.</p> : null}
      <ul className="entries">
        {domains.map((domain) => (
          <li key={domain}>
            <span>{domain}</span>
            <span className="soft">Whoever signs in with an address there is offered a seat</span>
          </li>
        ))}
        {networks.map((network) => (
          <li key={network}>
            <span>{network}</span>
            <span className="soft">Whoever reads there needs no account</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Usage({ group: { usage } }: { group: DeskGroup }) {
  return (
    <section className="wide" aria-labelledby="usage">
      <h2 id="usage">How much is read</h2>
      {usage.length === 0 ? (
        <p className="soft">Nothing yet. By whom, nobody can tell.</p>
      ) : (
        <div className="scroll">
          <table className="table">
            <caption className="unseen">How much is read, month by month</caption>
            <thead>
              <tr>
                <th scope="col">Month</th>
                <th scope="col">Through</th>
                <th scope="col" className="num">
                  Readers
                </th>
                <th scope="col" className="num">
                  Articles
                </th>
              </tr>
            </thead>
            <tbody>
              {usage.map(({ month, way, readers, readings }) => (
                <tr key={`${month} ${way}`}>
                  <td>{printMonth(englishStyle, month)}</td>
                  <td>{way === 'seat' ? 'Seats' : 'Networks'}</td>
                  <td className="num">{readers}</td>
                  <td className="num">{readings}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
