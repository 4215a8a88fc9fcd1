import type { Capture } from '../../src/http/desk-api/contract-captures.ts'
import { useMe } from '../api/me.ts'
import { localOf, shortDay } from '../parts/moments.ts'

const ways = { fetched: 'Fetched', bookmarklet: 'Sent by bookmarklet', pasted: 'Pasted' }

/** Where the text beside the pick comes from, and what isn't sure of it. */
export function Captured({ capture: { how, by, capturedAt, publication, publishedOn, doubts } }: { capture: Capture }) {
  const { magazine } = useMe()
  const { day, time } = localOf(capturedAt, magazine.zone)
  const article = [publication, publishedOn && shortDay(publishedOn, magazine.today)].filter(Boolean).join(', ')
  const said = doubts.filter(({ about }) => about === 'text' || about === 'rights')
  return (
    <div className="captured-from">
      <p className="soft small">
        {article ? `${article}. ` : ''}
        {ways[how]} by {by.name}, {shortDay(day, magazine.today)}, {time}
      </p>
      {said.map(({ message }) => (
        <p key={message} className="wrong small">
          {message}
        </p>
      ))}
    </div>
  )
}
