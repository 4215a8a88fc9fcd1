import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/ask.ts'
import './sources.css'

/** What there is to know of how much is quoted of the pick's source before it goes out; nothing where all is well. */
export function QuotingWarnings({ pickId, revision }: { pickId: number; revision: number }) {
  const { data } = useQuery({
    queryKey: ['quoting', pickId, revision],
    queryFn: ({ signal }) => ask('quoting', {}, { id: pickId }, signal),
    placeholderData: (before) => before,
  })
  if (!data || data.warnings.length === 0) return null
  const isRefused = data.refuses && data.warnings.some(({ isOver }) => isOver)
  return (
    <ul className="quoting" aria-label="Before it goes out">
      {data.warnings.map(({ message }) => (
        <li key={message} className="wrong">
          {message}
        </li>
      ))}
      {isRefused ? <li className="soft">The magazine doesn’t publish what goes over the limit.</li> : null}
    </ul>
  )
}
