import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { ListPage } from '../lists/list-page.tsx'
import { useTitle } from '../parts/title.ts'
import '../lists/lists.css'
import './watch.css'
import { WatchItem } from './watch-item.tsx'
import { watchStateQuery } from './watch-state.ts'

type Show = 'open' | 'settled'
const shows: Record<Show, string> = { open: 'To look at', settled: 'Seen to' }
const someoneMayLook = 20_000

/** Articles that aren't as they were when they were quoted, and what can be done about each. */
export function WatchPage() {
  const me = useMe()
  const [show, setShow] = useState<Show>('open')
  const list = useInfiniteQuery({
    queryKey: ['watch', 'list', show],
    queryFn: ({ signal, pageParam }) =>
      ask('listWatch', { show, ...(pageParam === null ? {} : { cursor: pageParam }) }, {}, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: someoneMayLook,
  })
  const lines = list.data?.pages.flatMap((page) => page.lines) ?? []
  const state = useQuery(watchStateQuery)
  useTitle('Source watch', me)
  return (
    <ListPage
      title="Sources to look at"
      list={list}
      isEmpty={lines.length === 0}
      empty={show === 'open' ? nothingOpen(state.data) : 'Nothing has been seen to that is still so.'}
      above={<Above show={show} onShow={setShow} />}
    >
      <ul className="watch">
        {lines.map((line) => (
          <WatchItem key={line.id} line={line} />
        ))}
      </ul>
    </ListPage>
  )
}

function Above({ show, onShow }: { show: Show; onShow: (show: Show) => void }) {
  const { data } = useQuery(watchStateQuery)
  return (
    <>
      <p className="summary soft">{data ? summaryOf(data) : ' '}</p>
      <fieldset className="states watch-states">
        <legend className="unseen">Which are shown</legend>
        {(Object.keys(shows) as Show[]).map((one) => (
          <button key={one} type="button" className="plain" aria-pressed={one === show} onClick={() => onShow(one)}>
            {shows[one]}
          </button>
        ))}
      </fieldset>
    </>
  )
}

type State = Awaited<ReturnType<typeof ask<'watchState'>>>

/** That all is well is said only where somebody has looked. */
function nothingOpen(state: State | undefined): string {
  const hasLooked = state?.isOn && state.isReachable && state.watched > state.unseen
  return hasLooked ? 'Nothing to look at: what was quoted stands where it was quoted from.' : 'Nothing to look at.'
}

function summaryOf({ isOn, isReachable, watched, unseen, unasked }: State): string {
  if (!isOn) return 'The magazine has the source watch turned off. What is listed was found before that.'
  if (!isReachable)
    return 'Nobody looks yet: a source that is asked must be able to find the magazine, which has no public address (TESSERA_URL).'
  const articles = watched === 1 ? 'One article is watched' : `${watched.toLocaleString('en')} articles are watched`
  const waiting = unseen === 0 ? '' : `, ${unseen.toLocaleString('en')} of them for the first time soon`
  const away = unasked === 0 ? '' : ` Of ${unasked.toLocaleString('en')} the sites ask robots to stay away, and nobody looks.`
  return `${articles}${waiting}. A new pick’s is looked at after a day, and then ever more seldom.${away}`
}
