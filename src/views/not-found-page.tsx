import type { Lead } from '../domain/pick.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { PickList } from './pick-list.tsx'
import { SearchForm } from './search-page.tsx'

/** For addresses at which nothing stands, or nothing that may be told of. */
export function NotFoundPage({ frame, newest }: { frame: Frame; newest: Lead[] }) {
  const { notFound } = frame.words
  return (
    <Layout frame={frame} title={notFound.title} path={null} head={<meta name="robots" content="noindex" />}>
      <h1 class="title">{notFound.title}</h1>
      <p class="intro">{notFound.text}</p>
      <SearchForm frame={frame} query="" />
      {newest.length > 0 ? (
        <section class="part">
          <h2>{notFound.newest}</h2>
          <PickList frame={frame} leads={newest} withDate />
        </section>
      ) : null}
    </Layout>
  )
}
