import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { addDays, addMonths, daysInMonth, partsOf, startOfWeek } from '../../src/domain/calendar-date.ts'
import { printDay, printMonth } from '../../src/domain/dates.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import './calendar.css'
import { dragged, EntryLine } from './entry-line.tsx'
import { type Entry, moveEntry } from './move-entry.ts'

const route = getRouteApi('/calendar')

/** A month of the magazine: what went out, what will by itself, and what is being written for a day. */
export function CalendarPage() {
  const me = useMe()
  const month = route.useSearch().month ?? me.magazine.today.slice(0, 7)
  const navigate = route.useNavigate()
  const go = (months: number) => navigate({ search: { month: addMonths(`${month}-01`, months).slice(0, 7) } })
  const { data, error, refetch } = useQuery({
    queryKey: ['calendar', month],
    queryFn: ({ signal }) => ask('calendar', { month }, {}, signal),
    placeholderData: keepPreviousData,
  })
  const title = printMonth(englishStyle, month)
  useTitle(title, me)
  useShortcuts('Calendar', [
    { keys: 'j', what: 'Next month', run: () => go(1) },
    { keys: 'k', what: 'Month before', run: () => go(-1) },
    { keys: 't', what: 'This month', run: () => navigate({ search: {} }) },
  ])
  return (
    <>
      <div className="top">
        <h1>{title}</h1>
        <nav className="months" aria-label="Months">
          {[-1, 1].map((step) => {
            const other = addMonths(`${month}-01`, step).slice(0, 7)
            return (
              <Link key={step} to="/calendar" search={{ month: other }}>
                {printMonth(englishStyle, other)}
              </Link>
            )
          })}
        </nav>
      </div>
      <p className="moving soft small">
        Drag what is planned to another day, or move it with <kbd>Shift</kbd> and the arrow keys.
      </p>
      {error && !data ? <Failure error={error} retry={refetch} /> : null}
      {data ? (
        <Month
          month={month}
          today={data.today}
          entries={data.month === month ? data.entries : []}
          onLeave={(next) => navigate({ search: { month: next } })}
        />
      ) : (
        <Waiting what="the calendar" />
      )}
    </>
  )
}

type MonthProps = { month: string; today: string; entries: readonly Entry[]; onLeave: (month: string) => void }

function Month({ month, today, entries, onLeave }: MonthProps) {
  const [followed, setFollowed] = useState<string | null>(null)
  const first = `${month}-01`
  const { year, month: number } = partsOf(first)
  const before = Math.round((Date.parse(first) - Date.parse(startOfWeek(first))) / 86_400_000)
  const days = Array.from({ length: daysInMonth(year, number) }, (_, at) => addDays(first, at))
  const byDay = Map.groupBy(entries, ({ day }) => day)
  const follow = (entry: Entry, day: string) => {
    setFollowed(`${entry.id} ${day}`)
    void moveEntry(entry, day, today)
    if (!day.startsWith(month)) onLeave(day.slice(0, 7))
  }
  const drop = (event: React.DragEvent, day: string) => {
    const entry = entries.find(({ id }) => String(id) === event.dataTransfer.getData(dragged))
    if (!entry) return
    event.preventDefault()
    void moveEntry(entry, day, today)
  }
  return (
    <>
      <p className="weekdays soft small" aria-hidden="true">
        {englishStyle.date.weekdays.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </p>
      <ol className="month" style={{ '--before': before } as React.CSSProperties}>
        {days.map((day, at) => (
          <li
            key={day}
            onDragOver={(event) => event.dataTransfer.types.includes(dragged) && event.preventDefault()}
            onDrop={(event) => drop(event, day)}
            className={[day === today ? 'today' : '', (before + at) % 7 > 4 ? 'weekend' : '', byDay.has(day) ? '' : 'free'].join(
              ' ',
            )}
          >
            <time dateTime={day} aria-current={day === today ? 'date' : undefined}>
              <span className="unseen">{printDay(englishStyle, day, { withYear: false })}</span>
              <span aria-hidden="true">{partsOf(day).day}</span>
            </time>
            <ul>
              {byDay.get(day)?.map((entry) => (
                <EntryLine key={entry.id} entry={entry} isFollowed={followed === `${entry.id} ${day}`} onMove={follow} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  )
}
