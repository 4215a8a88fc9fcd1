import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditEntry } from '../../src/http/desk-api/contract-lists.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { dayInWords, localOf } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import { ListPage } from './list-page.tsx'
import './lists.css'

/** Who did what. Nothing in it can be changed or taken out. */
export function LogPage() {
  const me = useMe()
  const list = useInfiniteQuery({
    queryKey: ['log'],
    queryFn: ({ signal, pageParam }) => ask('listAudit', pageParam === null ? {} : { before: pageParam }, {}, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  })
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? []
  useTitle('Log', me)
  return (
    <ListPage title="Log" list={list} isEmpty={entries.length === 0} empty="Nothing has been done here yet.">
      <table className="table">
        <caption className="unseen">Who did what, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">To</th>
            <th scope="col" className="far">
              Details
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
    </ListPage>
  )
}

function Entry({ entry: { at, who, what, subject, detail } }: { entry: AuditEntry }) {
  const { magazine } = useMe()
  const { day, time } = localOf(at, magazine.zone)
  return (
    <tr>
      <td>
        {dayInWords(day, magazine.today)} at {time}
      </td>
      <td>{who.name}</td>
      <td>{inWords(what)}</td>
      <td>{subject}</td>
      <td className="far soft">
        {Object.entries(detail)
          .map(([name, value]) => `${name}: ${detailInWords(value)}`)
          .join('; ')}
      </td>
    </tr>
  )
}

type Detail = AuditEntry['detail'][string]

/** A change of one thing reads as what it was and what it is. */
function detailInWords(value: Detail): string {
  if (typeof value === 'string') return value === '' ? 'nothing' : value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  const { from, to, ...more } = value
  const isChange = from !== undefined && to !== undefined && Object.keys(more).length === 0
  return isChange ? `${detailInWords(from)} → ${detailInWords(to)}` : JSON.stringify(value)
}

/** "publishPick" as people say it: "Publish pick". */
function inWords(what: string): string {
  const words = what.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
