import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { PickLine } from '../../src/http/desk-api/contract.ts'
import { hasRole, useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import { Bulk } from './bulk.tsx'
import { Filters } from './filters.tsx'
import { picksQuery } from './list-picks.ts'
import { NewPick, useNewPick } from './new-pick.tsx'
import { PickTable } from './pick-table.tsx'
import './picks.css'

const route = getRouteApi('/')

/** The picks: found by state and words, walked through by keys, and changed many at a time. */
export function PicksPage() {
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const begin = useNewPick()
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const { data, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    {
      ...picksQuery(search),
      placeholderData: (before) => before,
    },
  )
  const lines = data?.pages.flatMap(({ picks }) => picks) ?? []
  const toggle = (id: number) => setChosen((old) => (old.has(id) ? without(old, id) : new Set([...old, id])))
  const go = (step: number) => setActive((at) => Math.max(0, Math.min(lines.length - 1, at + step)))
  const here = lines[active]
  useTitle('Picks', me)
  useShortcuts('Picks', [
    { keys: 'j', what: 'Next pick', run: () => go(1) },
    { keys: 'k', what: 'Pick before', run: () => go(-1) },
    { keys: 'Enter', what: 'Open it', run: () => here && navigate({ to: '/picks/$id', params: { id: String(here.id) } }) },
    { keys: 'x', what: 'Choose it for something done to many', run: () => here && toggle(here.id) },
    { keys: '/', what: 'Search', run: () => field.current?.focus() },
    { keys: 'n', what: 'New pick', run: begin.run },
  ])
  const present = [...chosen].filter((id) => lines.some((line) => line.id === id))
  return (
    <>
      <div className="top">
        <h1>Picks</h1>
        <NewPick {...begin} />
      </div>
      <Filters search={search} field={field} onChange={(next) => navigate({ to: '/', search: next, replace: true })} />
      {hasRole(me, 'editor') && present.length > 0 ? (
        <Bulk ids={present} lines={lines} onChoose={(ids) => setChosen(new Set(ids))} />
      ) : null}
      {error && !data ? <Failure error={error} retry={refetch} /> : null}
      {isPending ? <Waiting what="the picks" /> : null}
      {data && lines.length === 0 ? <Nothing isSearching={Object.keys(search).length > 0} /> : null}
      {lines.length > 0 ? (
        <PickTable
          lines={lines}
          chosen={chosen}
          active={active}
          isFaded={isPlaceholderData}
          onToggle={toggle}
          onActive={setActive}
        />
      ) : null}
      {hasNextPage ? (
        <p className="more">
          <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {isFetchingNextPage ? 'Loading' : 'More picks'}
          </button>
        </p>
      ) : null}
    </>
  )
}

function Nothing({ isSearching }: { isSearching: boolean }) {
  return <p className="empty">{isSearching ? 'No pick is like that.' : 'There are no picks yet. Begin the first one.'}</p>
}

function without(ids: ReadonlySet<PickLine['id']>, id: number): Set<number> {
  return new Set([...ids].filter((other) => other !== id))
}
