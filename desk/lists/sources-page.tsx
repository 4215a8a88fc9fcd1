import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SourceLine } from '../../src/http/desk-api/contract-lists.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { ListPage } from './list-page.tsx'
import './lists.css'

/** The publications quoted, and how much of each, against what the magazine allows itself in a month. */
export function SourcesPage() {
  const me = useMe()
  const limit = me.magazine.limits.quotedWordsPerMonth
  const list = useInfiniteQuery({
    queryKey: ['sources', 'all'],
    queryFn: ({ signal, pageParam }) => ask('listSources', pageParam === null ? {} : { cursor: pageParam }, {}, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const sources = list.data?.pages.flatMap((page) => page.sources) ?? []
  useTitle('Sources', me)
  return (
    <ListPage title="Sources" list={list} isEmpty={sources.length === 0} empty="No publication has been quoted yet.">
      <table className="table">
        <caption className="unseen">Sources by name</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" className="num">
              Picks
            </th>
            <th scope="col" className="num">
              Words quoted
            </th>
            <th scope="col" className="num">
              This month
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map((line) => (
            <SourceRow key={line.id} line={line} limit={limit} />
          ))}
        </tbody>
      </table>
    </ListPage>
  )
}

function SourceRow({ line, limit }: { line: SourceLine; limit: number | null }) {
  const { id, name, picks, words, wordsThisMonth } = line
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
      <td className="num">{words.toLocaleString('en')}</td>
      <td className="num">
        {wordsThisMonth.toLocaleString('en')}
        {limit === null ? '' : ` of ${limit.toLocaleString('en')}`}
        {limit !== null && wordsThisMonth > limit ? ', too many' : ''}
      </td>
    </tr>
  )
}
