import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WatchLine } from '../../src/http/desk-api/contract-watch.ts'
import { useMe } from '../api/me.ts'
import { dayInWords, localOf } from '../parts/moments.ts'
import { sentenceOf } from './finding-sentence.ts'
import { Passage } from './passage.tsx'
import { QuotedBefore } from './quoted-before.tsx'
import { useWatchActs } from './use-watch-acts.ts'

/** One article that isn't as it was: what was found, and what can be done about it. */
export function WatchItem({ line }: { line: WatchLine }) {
  const { magazine } = useMe()
  const { id, headline, source, url, finding, since, lookedAt, settled } = line
  const day = (moment: string) => dayInWords(localOf(moment, magazine.zone).day, magazine.today)
  const passages = finding.state === 'changed' ? finding.passages : []
  return (
    <li aria-labelledby={`watch-${id}`}>
      <h2 id={`watch-${id}`}>
        <Link to="/picks/$id" params={{ id: String(id) }} className="headline">
          {headline}
        </Link>
      </h2>
      <p className="soft small">
        <Link to="/sources/$id" params={{ id: String(source.id) }}>
          {source.name}
        </Link>
        , found {day(since)}
        {day(lookedAt) === day(since) ? '' : `; last looked at ${day(lookedAt)}`}
      </p>
      <p>{sentenceOf(finding)}</p>
      {passages.map((passage) => (
        <Passage key={JSON.stringify(passage)} passage={passage} />
      ))}
      <p className="small">
        <a href={url} rel="noopener noreferrer">
          The article as it was quoted from
        </a>
        {'to' in finding && finding.to !== null ? (
          <>
            {', '}
            <a href={finding.to} rel="noopener noreferrer">
              where its address leads now
            </a>
          </>
        ) : null}
      </p>
      {settled ? <SettledBy settled={settled} /> : null}
      <Acts line={line} />
    </li>
  )
}

function SettledBy({ settled: { as, note, at, by } }: { settled: NonNullable<WatchLine['settled']> }) {
  const { magazine } = useMe()
  const { day } = localOf(at, magazine.zone)
  return (
    <p className="settled">
      {as === 'seen' ? 'Seen' : 'Quoted before the change, says'} {as === 'seen' ? `by ${by.name}` : by.name},{' '}
      {dayInWords(day, magazine.today)}
      {note === '' ? '' : `: ${note}`}
    </p>
  )
}

function Acts({ line }: { line: WatchLine }) {
  const { finding, isWanted, settled } = line
  const acts = useWatchActs(line)
  const [isNoting, setNoting] = useState(false)
  return (
    <div className="acts">
      {finding.state === 'moved' ? (
        <button type="button" className="button solid" disabled={acts.isBusy} onClick={acts.move}>
          Use the new address
        </button>
      ) : null}
      {settled ? (
        <button type="button" className="button" disabled={acts.isBusy} onClick={acts.reopen}>
          Back to the list
        </button>
      ) : (
        <>
          {finding.state === 'changed' ? (
            <button type="button" className="button" disabled={acts.isBusy} onClick={() => setNoting(true)}>
              Quoted before the change
            </button>
          ) : null}
          <button type="button" className="button" disabled={acts.isBusy} onClick={acts.seen}>
            Seen
          </button>
        </>
      )}
      <button type="button" className="button" disabled={acts.isBusy || isWanted} onClick={acts.lookAgain}>
        {isWanted ? 'To be looked at again' : 'Look again'}
      </button>
      <button type="button" className="button" disabled={acts.isBusy} onClick={acts.takeBack}>
        Take the pick back
      </button>
      {isNoting ? (
        <QuotedBefore
          onClose={() => setNoting(false)}
          onSay={(note) => {
            setNoting(false)
            acts.quotedBefore(note)
          }}
        />
      ) : null}
    </div>
  )
}
