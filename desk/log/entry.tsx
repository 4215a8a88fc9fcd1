import { Link } from '@tanstack/react-router'
import type { AuditEntry, Mention } from '../../src/http/desk-api/contract-log.ts'
import { useMe } from '../api/me.ts'
import { dayInWords, localOf } from '../parts/moments.ts'
import type { LogSearch } from './log-search.ts'
import { Mentioned } from './mentioned.tsx'
import { sentenceOf } from './sentences.ts'

/** One entry: the time, a sentence that begins with whoever did it, and what more there is to say. Their name leads to all they did. */
export function Entry({ entry, search }: { entry: AuditEntry; search: LogSearch }) {
  const { zone, today } = useMe().magazine
  const { day: given, time } = localOf(entry.at, zone)
  const { did, notes } = sentenceOf(entry, {
    day: (day) => dayInWords(day, today),
    moment: (moment) => {
      const { day, time: at } = localOf(moment, zone)
      return day === given ? at : `${dayInWords(day, today)}, at ${at}`
    },
  })
  return (
    <li className="log-entry">
      <time dateTime={entry.at}>{time}</time>
      <div>
        <p>
          <Link to="/magazine/log" search={{ ...search, who: entry.actor }} className="actor">
            {entry.who.name}
          </Link>{' '}
          {inOrder(did).map(({ key, part }) => (typeof part === 'string' ? part : <Mentioned key={key} mention={part} />))}
        </p>
        {inOrder(notes).map(({ key, part }) => (
          <p key={key} className="soft small">
            {part}
          </p>
        ))}
      </div>
    </li>
  )
}

/** Each with its place, since a sentence may name one thing twice. */
function inOrder<Part extends string | Mention>(parts: readonly Part[]): { key: string; part: Part }[] {
  return parts.map((part, at) => ({ key: String(at), part }))
}
