import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { printMonth } from '../../src/domain/dates.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import type { Source } from '../../src/http/desk-api/contract-sources.ts'
import { ask } from '../api/ask.ts'
import { hasRole, useMe } from '../api/me.ts'
import { localOf, shortDay } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import '../lists/lists.css'
import './sources.css'
import { TermsForm, TermsText } from './terms.tsx'

const route = getRouteApi('/sources/$id')

/** One publication: how much of it was quoted month by month, how many readers were sent there, and what is agreed with it. */
export function SourcePage() {
  const id = Number(route.useParams().id)
  const { data, error, refetch } = useQuery({
    queryKey: ['sources', id],
    queryFn: ({ signal }) => ask('showSource', {}, { id }, signal),
  })
  if (error && !data) return <Failure error={error} retry={refetch} />
  return data ? <Shown source={data} /> : <Waiting what="the source" />
}

function Shown({ source }: { source: Source }) {
  const me = useMe()
  const { id, slug, name, picks, words, limit, sent, wordsThisMonth } = source
  const isOver = limit !== null && wordsThisMonth > limit
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
        {words.toLocaleString('en')} words quoted in {picks === 1 ? 'one pick' : `${picks} picks`},{' '}
        {wordsThisMonth.toLocaleString('en')} of them this month
        {limit === null ? '.' : `, of ${limit.toLocaleString('en')} that may be.`} {sentInWords(sent)}
      </p>
      {isOver ? <p className="summary wrong">More is quoted this month than may be.</p> : null}
      <div className="source-body">
        <div>
          <Months source={source} />
          <Latest source={source} />
        </div>
        {hasRole(me, 'editor') ? <TermsForm key={id} source={source} /> : <TermsText source={source} />}
      </div>
    </>
  )
}

function Months({ source: { months, limit } }: { source: Source }) {
  const most = Math.max(limit ?? 0, ...months.map((month) => month.words), 1)
  if (months.length === 0) return null
  return (
    <section className="scroll list" aria-labelledby="months-title">
      <h2 id="months-title">Month by month</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" className="num">
              Picks
            </th>
            <th scope="col" className="num">
              Words
            </th>
            <th scope="col" className="num">
              Readers sent
            </th>
            <th scope="col" className="bars far">
              <span className="unseen">Words compared</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, picks, words, sent }) => (
            <tr key={month}>
              <td>{printMonth(englishStyle, month)}</td>
              <td className="num">{picks}</td>
              <td className="num">
                {words.toLocaleString('en')}
                {limit !== null && words > limit ? ', too many' : ''}
              </td>
              <td className="num">{sent.toLocaleString('en')}</td>
              <td className="bars far">
                <i className="length" style={{ width: `${(words / most) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Latest({ source: { latest } }: { source: Source }) {
  const { magazine } = useMe()
  if (latest.length === 0) return <p className="empty">No pick that quotes it has gone out.</p>
  return (
    <section className="scroll list" aria-labelledby="latest-title">
      <h2 id="latest-title">The latest picks</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Headline</th>
            <th scope="col" className="far">
              Went out
            </th>
            <th scope="col" className="num">
              Words
            </th>
            <th scope="col" className="num">
              Readers sent
            </th>
          </tr>
        </thead>
        <tbody>
          {latest.map(({ id, headline, publishedAt, words, sent }) => (
            <tr key={id}>
              <td>
                <Link to="/picks/$id" params={{ id: String(id) }} className="headline">
                  {headline}
                </Link>
              </td>
              <td className="far">{shortDay(localOf(publishedAt, magazine.zone).day, magazine.today)}</td>
              <td className="num">{words.toLocaleString('en')}</td>
              <td className="num">{sent.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Browsers may keep to themselves that a link was followed, so it is never said to be all. */
function sentInWords(sent: number): string {
  if (sent === 0) return 'No reader is known to have gone on to it.'
  return sent === 1
    ? 'At least one reader has gone on to it.'
    : `Readers have gone on to it at least ${sent.toLocaleString('en')} times.`
}
