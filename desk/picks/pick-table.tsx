import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { PickLine } from '../../src/http/desk-api/contract.ts'
import { useMe } from '../api/me.ts'
import { dayInWords, localOf, partsOfLocal, shortDay } from '../parts/moments.ts'
import { StateMark } from '../parts/state.tsx'

type Props = {
  lines: readonly PickLine[]
  chosen: ReadonlySet<number>
  /** The place in the list where the keys work. */
  active: number
  /** What is shown is about to be replaced. */
  isFaded: boolean
  onToggle: (id: number) => void
  onActive: (at: number) => void
}

const columns = 8

/** The picks as a table, under the days on which they were last saved. */
export function PickTable({ lines, isFaded, ...row }: Props) {
  const { magazine } = useMe()
  const days = Map.groupBy(lines, ({ savedAt }) => localOf(savedAt, magazine.zone).day)
  return (
    <section className="scroll" aria-label="List of picks" aria-busy={isFaded} tabIndex={-1}>
      <table className="table picks">
        <caption className="unseen">Picks by the day they were last saved</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">Chosen</span>
            </th>
            <th scope="col" className="num">
              Saved
            </th>
            <th scope="col">Headline</th>
            <th scope="col" className="far">
              Source
            </th>
            <th scope="col" className="num far">
              Quoted
            </th>
            <th scope="col" className="farther">
              Topics
            </th>
            <th scope="col" className="farther">
              Editor
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        {[...days].map(([day, saved]) => (
          <tbody key={day}>
            <tr>
              <th scope="rowgroup" colSpan={columns}>
                {dayInWords(day, magazine.today)}
              </th>
            </tr>
            {saved.map((line) => (
              <Row key={line.id} line={line} at={lines.indexOf(line)} {...row} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function Row({
  line,
  at,
  chosen,
  active,
  onToggle,
  onActive,
}: Omit<Props, 'lines' | 'isFaded'> & { line: PickLine; at: number }) {
  const { magazine } = useMe()
  const row = useRef<HTMLTableRowElement>(null)
  const isActive = at === active
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  const headline = line.headline || 'Without a headline'
  return (
    <tr ref={row} className={isActive ? 'active' : undefined} onFocus={() => onActive(at)}>
      <td>
        <input
          type="checkbox"
          aria-label={`Choose: ${headline}`}
          checked={chosen.has(line.id)}
          onChange={() => onToggle(line.id)}
        />
      </td>
      <td className="num">{localOf(line.savedAt, magazine.zone).time}</td>
      <td>
        <Link to="/picks/$id" params={{ id: String(line.id) }} className="headline">
          {headline}
        </Link>
        {line.hasChanges && line.state === 'published' ? <span className="soft"> with changes not published</span> : null}
        <span className="near soft">{line.source}</span>
      </td>
      <td className="far">{line.source}</td>
      <td className="num far">{line.quotedWords === 0 ? '' : `${line.quotedWords} words`}</td>
      <td className="farther">{line.topics.join(', ')}</td>
      <td className="farther">{line.author?.name}</td>
      <td>
        <StateMark state={line.state} />
        <When line={line} />
      </td>
    </tr>
  )
}

function When({ line: { schedule } }: { line: PickLine }) {
  const { magazine } = useMe()
  if (schedule === null) return null
  if (schedule.held !== null) return <span className="near always">held back</span>
  const { day, time } = partsOfLocal(schedule.local)
  return (
    <span className="near always soft">
      {shortDay(day, magazine.today)}, {time}
    </span>
  )
}
