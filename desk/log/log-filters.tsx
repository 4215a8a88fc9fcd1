import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type DeedKind, deedKinds } from '../../src/domain/deeds.ts'
import type { AuditEntry } from '../../src/http/desk-api/contract-log.ts'
import { ask } from '../api/ask.ts'
import type { LogSearch } from './log-search.ts'

const kindNames: Readonly<Record<DeedKind, string>> = {
  picks: 'Picks',
  sources: 'Sources and clips',
  topics: 'Topics',
  members: 'Members and groups',
  magazine: 'The magazine',
  staff: 'Staff and secrets',
}

/** Narrows the log to what one person did, and to one part of the desk. */
export function LogFilters({ search, entries }: { search: LogSearch; entries: readonly AuditEntry[] }) {
  const navigate = useNavigate()
  const people = usePeople(search, entries)
  const { who, kind, ...rest } = search
  const go = (next: LogSearch) => navigate({ to: '/magazine/log', search: { ...rest, ...next }, replace: true })
  return (
    <search className="adding log-filters">
      <label>
        <span className="label">Who</span>
        <select
          className="input"
          value={who ?? ''}
          onChange={({ target: { value } }) => go({ ...(value && { who: value }), ...(kind && { kind }) })}
        >
          <option value="">Everybody</option>
          {people.map(([actor, name]) => (
            <option key={actor} value={actor}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="label">What</span>
        <select
          className="input"
          value={kind ?? ''}
          onChange={({ target: { value } }) => {
            const next = deedKinds.find((one) => one === value)
            go({ ...(who && { who }), ...(next && { kind: next }) })
          }}
        >
          <option value="">Everything</option>
          {deedKinds.map((one) => (
            <option key={one} value={one}>
              {kindNames[one]}
            </option>
          ))}
        </select>
      </label>
    </search>
  )
}

/** Everybody with a role, whoever else is in what is shown, and those that are nobody. */
function usePeople({ who }: LogSearch, entries: readonly AuditEntry[]): [string, string][] {
  const { data } = useQuery({ queryKey: ['staff'], queryFn: ({ signal }) => ask('listStaff', {}, {}, signal) })
  const people = new Map((data?.staff ?? []).map(({ id, name, email }) => [`member ${id}`, name || email]))
  for (const entry of entries) if (!people.has(entry.actor)) people.set(entry.actor, entry.who.name)
  people.set('program', 'The program').set('console', 'The console')
  if (who !== undefined && !people.has(who)) people.set(who, 'Somebody else')
  return [...people].toSorted(([, one], [, other]) => one.localeCompare(other, 'en'))
}
