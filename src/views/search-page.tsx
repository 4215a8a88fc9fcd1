import type { SearchHit, SearchResult } from '../flows/search-picks.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { ByLine, DateAfter, HeadlineLink } from './pick-list.tsx'
import { Sentence } from './wall.tsx'

type Props = SearchResult & { frame: Frame }

/** What was looked for and what was found. A snippet lies in the excerpt only where this reader has opened it. */
export function SearchPage({ frame, query, hits, more }: Props) {
  const { words } = frame
  const { search } = words
  return (
    <Layout
      frame={frame}
      title={query ? search.titleFor(query) : search.title}
      path={null}
      section="search"
      head={<meta name="robots" content="noindex" />}
    >
      <h1 class="title">{search.title}</h1>
      <SearchForm frame={frame} query={query} />
      {query === '' ? <p class="small soft">{search.hint}</p> : <Outcome frame={frame} query={query} hits={hits} more={more} />}
    </Layout>
  )
}

/** The large form, for pages where looking for something is the point. */
export function SearchForm({ frame, query }: { frame: Frame; query: string }) {
  const { search } = frame.words
  return (
    <form class="ask" action={paths.search()}>
      <label for="words">{search.label}</label>
      <input id="words" name="q" type="search" value={query} maxlength={200} />
      <button type="submit" class="button">
        {search.button}
      </button>
    </form>
  )
}

function Outcome({ frame, query, hits, more }: Props) {
  const { search } = frame.words
  if (hits.length === 0) {
    return (
      <>
        <p class="outcome">{search.nothing(query)}</p>
        <p class="small soft">
          <Sentence sentence={search.nothingHint} href={paths.topics()} />
        </p>
      </>
    )
  }
  return (
    <>
      <p class="outcome soft">{search.found(hits.length, more)}</p>
      <ol class="list hits">
        {hits.map((hit) => (
          <Hit frame={frame} hit={hit} />
        ))}
      </ol>
    </>
  )
}

function Hit({ frame, hit: { lead, snippet, inExcerpt } }: { frame: Frame; hit: SearchHit }) {
  return (
    <li>
      <HeadlineLink frame={frame} lead={lead} />
      {snippet.length > 0 ? (
        <p class={inExcerpt ? 'snippet quoted' : 'snippet'}>
          {snippet.map(({ text, found }) => (found ? <mark>{text}</mark> : text))}
        </p>
      ) : null}
      <p class="by">
        <ByLine frame={frame} lead={lead} />
        <DateAfter frame={frame} lead={lead} />
      </p>
      {inExcerpt ? <p class="by italic">{frame.words.search.inExcerpt}</p> : null}
    </li>
  )
}
