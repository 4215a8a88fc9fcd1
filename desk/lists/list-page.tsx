import type { ReactNode } from 'react'
import { Refusal } from '../api/ask.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'

/** What a page needs to know of the list it shows. */
type List = {
  error: Error | null
  isPending: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

type Props = { title: string; list: List; isEmpty: boolean; empty: string; above?: ReactNode; children: ReactNode }

/** A page that is a list: its title, the list or what stands in its place, and the way to more of it. */
export function ListPage({ title, list, isEmpty, empty, above, children }: Props) {
  if (list.error instanceof Refusal && list.error.code === 'not-your-role')
    return <Failure error={list.error} retry={list.refetch} />
  return (
    <>
      <div className="top">
        <h1>{title}</h1>
      </div>
      {above}
      {list.isPending ? <Waiting what={`the ${title.toLowerCase()}`} /> : null}
      {list.error ? <Failure error={list.error} retry={list.refetch} /> : null}
      {!list.isPending && !list.error && isEmpty ? <p className="empty">{empty}</p> : null}
      {isEmpty ? null : (
        <section className="scroll list" aria-label={title}>
          {children}
        </section>
      )}
      {list.hasNextPage ? (
        <p className="more">
          <button type="button" className="button" disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            More
          </button>
        </p>
      ) : null}
    </>
  )
}
