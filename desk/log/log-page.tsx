import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { AuditEntry } from '../../src/http/desk-api/contract-log.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { ListPage } from '../lists/list-page.tsx'
import { dayInWords, localOf } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import { Entry } from './entry.tsx'
import { LogFilters } from './log-filters.tsx'
import '../lists/lists.css'
import './log.css'

const route = getRouteApi('/magazine/log')

/** Who did what, a sentence each, by day. Nothing in it can be changed or taken out. */
export function LogPage() {
  const me = useMe()
  const search = route.useSearch()
  const list = useInfiniteQuery({
    queryKey: ['log', search],
    queryFn: ({ signal, pageParam }) =>
      ask('listAudit', { ...search, ...(pageParam === null ? {} : { before: pageParam }) }, {}, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? []
  const isSearching = search.who !== undefined || search.kind !== undefined
  useTitle('Log', me)
  return (
    <ListPage
      title="Log"
      list={list}
      isEmpty={entries.length === 0}
      empty={isSearching ? 'Nothing of that kind is in the log.' : 'Nothing has been done here yet.'}
      above={<LogFilters search={search} entries={entries} />}
    >
      {byDay(entries, me.magazine.zone).map(([day, ofDay]) => (
        <section key={day} className="log-day" aria-labelledby={`log-${day}`}>
          <h2 id={`log-${day}`}>{dayInWords(day, me.magazine.today)}</h2>
          <ol>
            {ofDay.map((entry) => (
              <Entry key={entry.id} entry={entry} search={search} />
            ))}
          </ol>
        </section>
      ))}
    </ListPage>
  )
}

/** The entries as they stand, under the days of the magazine's clock. */
function byDay(entries: readonly AuditEntry[], zone: string): [string, AuditEntry[]][] {
  const days = new Map<string, AuditEntry[]>()
  for (const entry of entries) {
    const { day } = localOf(entry.at, zone)
    const known = days.get(day)
    if (known) known.push(entry)
    else days.set(day, [entry])
  }
  return [...days]
}
