import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'

type Props = {
  /** The source's name, as it is typed. */
  source: string
  /** How many words publishing this pick would add. */
  words: number
}

/** Says so where the magazine would quote more of a source in one month than it allows itself. */
export function MonthLimit({ source, words }: Props) {
  const limit = useMe().magazine.limits.quotedWordsPerMonth
  const name = source.trim()
  const { data } = useQuery({
    queryKey: ['sources', 'month', name],
    queryFn: ({ signal }) => ask('listSources', { search: name.slice(0, 100), limit: 20 }, {}, signal),
    enabled: limit !== null && name !== '',
  })
  const known = data?.sources.find((one) => one.name === name)
  if (limit === null || !known || known.wordsThisMonth + words <= limit) return null
  const sum = (known.wordsThisMonth + words).toLocaleString('en')
  return (
    <p className="wrong small">
      {words > 0 ? `With this pick ${sum} words` : `${sum} words`} of {name} are quoted this month; the magazine’s limit is{' '}
      {limit.toLocaleString('en')}.
    </p>
  )
}
