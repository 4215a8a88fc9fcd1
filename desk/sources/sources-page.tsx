import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { SourceLine } from '../../src/http/desk-api/contract-sources.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { ListPage } from '../lists/list-page.tsx'
import { localOf, shortDay } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import type { SourcesSearch } from './sources-search.ts'
import '../lists/lists.css'
import '../picks/picks.css'
import './sources.css'

const route = getRouteApi('/sources')

/** The publications quoted, and how much of each, against what may be quoted in a month. */
export function SourcesPage() {
  const me = useMe()
  const search = route.useSearch()
  const list = useInfiniteQuery({
    queryKey: ['sources', 'all', search],
    queryFn: ({ signal, pageParam }) =>
      ask('listSources', { ...search, ...(pageParam === null ? {} : { cursor: pageParam }) }, {}, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
  const sources = list.data?.pages.flatMap((page) => page.sources) ?? []
  const isNarrowed = search.search !== undefined || search.over !== undefined
  useTitle('Sources', me)
  return (
    <ListPage
      title="Sources"
      list={list}
      isEmpty={sources.length === 0}
      empty={isNarrowed ? 'No source fits.' : 'No publication has been quoted yet.'}
      above={<Filters search={search} />}
    >
      <table className="table">
        <caption className="unseen">Sources</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" className="num">
              Picks
            </th>
            <th scope="col" className="num far">
              Words quoted
            </th>
            <th scope="col" className="num">
              This month
            </th>
            <th scope="col" className="far">
              Last quoted
            </th>
            <th scope="col" className="far">
              Permission
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map((line) => (
            <SourceRow key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </ListPage>
  )
}

const typingPause = 250

function Filters({ search }: { search: SourcesSearch }) {
  const navigate = route.useNavigate()
  const [typed, setTyped] = useState(search.search ?? '')
  const change = (next: Record<keyof SourcesSearch, string | undefined>) =>
    void navigate({ search: readable(next), replace: true })
  const now = { search: typed.trim(), sort: search.sort, over: search.over }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing waits for a pause.
  useEffect(() => {
    if (now.search === (search.search ?? '')) return
    const timer = setTimeout(() => change(now), typingPause)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <form className="filters sources-filters" onSubmit={(event) => event.preventDefault()}>
      <label className="find">
        <span className="label">Find</span>
        <input className="input" type="search" maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <label>
        <span className="label">In order of</span>
        <select className="input" value={search.sort ?? ''} onChange={(event) => change({ ...now, sort: event.target.value })}>
          <option value="">Name</option>
          <option value="quoted">Words quoted</option>
          <option value="last">When last quoted</option>
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={search.over === 'yes'}
          onChange={(event) => change({ ...now, over: event.target.checked ? 'yes' : undefined })}
        />{' '}
        Over the limit this month
      </label>
    </form>
  )
}

function readable({ search, sort, over }: Record<keyof SourcesSearch, string | undefined>): SourcesSearch {
  return {
    ...(search && { search }),
    ...((sort === 'quoted' || sort === 'last') && { sort }),
    ...(over === 'yes' && { over }),
  }
}

const permissions = { none: '', asked: 'Asked', granted: 'Granted', refused: 'Refused' }

function SourceRow({ line }: { line: SourceLine }) {
  const { magazine } = useMe()
  const { id, name, picks, words, wordsThisMonth, limit, lastAt, permission } = line
  return (
    <tr>
      <td>
        <Link to="/sources/$id" params={{ id: String(id) }} className="headline">
          {name}
        </Link>
      </td>
      <td className="num">
        <Link to="/" search={{ source: id }}>
          {picks}
        </Link>
      </td>
      <td className="num far">{words.toLocaleString('en')}</td>
      <td className="num">
        {wordsThisMonth.toLocaleString('en')}
        {limit === null ? '' : ` of ${limit.toLocaleString('en')}`}
        {limit !== null && wordsThisMonth > limit ? ', too many' : ''}
      </td>
      <td className="far">{lastAt === null ? '' : shortDay(localOf(lastAt, magazine.zone).day, magazine.today)}</td>
      <td className="far">{permissions[permission]}</td>
    </tr>
  )
}
