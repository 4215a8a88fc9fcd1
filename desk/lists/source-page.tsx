import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { printMonth } from '../../src/domain/dates.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import type { Source } from '../../src/http/desk-api/contract-lists.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import './lists.css'

const route = getRouteApi('/sources/$id')

/** One publication, and how much of it was quoted month by month. */
export function SourcePage() {
  const id = Number(route.useParams().id)
  const { data, error, refetch } = useQuery({
    queryKey: ['sources', id],
    queryFn: ({ signal }) => ask('showSource', {}, { id }, signal),
  })
  if (error) return <Failure error={error} retry={refetch} />
  return data ? <Shown source={data} /> : <Waiting what="the source" />
}

function Shown({ source: { id, slug, name, picks, words, months } }: { source: Source }) {
  const me = useMe()
  const limit = me.magazine.limits.quotedWordsPerMonth
  const most = Math.max(limit ?? 0, ...months.map((month) => month.words), 1)
  useTitle(name, me)
  return (
    <>
      <div className="top">
        <h1>{name}</h1>
        <Link to="/" search={{ source: id }}>
          Its picks
        </Link>
        <a href={`/sources/${slug}`}>Its page for readers</a>
      </div>
      <p className="summary">
        {words.toLocaleString('en')} words quoted in {picks === 1 ? 'one pick' : `${picks} picks`}.
        {limit === null ? '' : ` The magazine allows itself ${limit.toLocaleString('en')} a month.`}
      </p>
      <section className="scroll list" aria-label="Month by month">
        <table className="table">
          <caption className="unseen">Words quoted, month by month</caption>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <th scope="col" className="num">
                Picks
              </th>
              <th scope="col" className="num">
                Words
              </th>
              <th scope="col" className="bars">
                <span className="unseen">Compared</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.month}>
                <td>{printMonth(englishStyle, month.month)}</td>
                <td className="num">{month.picks}</td>
                <td className="num">
                  {month.words.toLocaleString('en')}
                  {limit !== null && month.words > limit ? ', too many' : ''}
                </td>
                <td className="bars">
                  <i className="length" style={{ width: `${(month.words / most) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
