import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { watchStateQuery } from './watch-state.ts'

/** The way to the source watch, with how many findings wait there. */
export function WatchLink() {
  const { data } = useQuery(watchStateQuery)
  const open = data?.open ?? 0
  return (
    <Link to="/watch">
      Watch
      {open > 0 ? (
        <span className="count">
          {' '}
          {open}
          <span className="unseen"> to look at</span>
        </span>
      ) : null}
    </Link>
  )
}
