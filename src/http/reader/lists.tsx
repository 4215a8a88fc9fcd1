import { type CountOf, listMonths } from '../../data/months.ts'
import { findMovedTopic } from '../../data/redirects.ts'
import { showArchive } from '../../flows/show-archive.ts'
import { showSource, showTopic, showTopics } from '../../flows/show-dossier.ts'
import { showFront } from '../../flows/show-front.ts'
import { ArchivePage } from '../../views/archive-page.tsx'
import { FrontPage } from '../../views/front-page.tsx'
import { renderPage } from '../../views/render.ts'
import { SourcePage } from '../../views/source-page.tsx'
import { TopicPage } from '../../views/topic-page.tsx'
import { TopicsPage } from '../../views/topics-page.tsx'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'

type Rendered = Promise<string | null>

/** The pages that list picks: the same for everyone, so each is finished once in a generation. */
export function listHandlers(
  deps: Deps,
  problems: Problems,
): Record<'front' | 'topics' | 'topic' | 'source' | 'archive' | 'archiveMonth', Handler> {
  const { db } = deps.database
  const frame = () => deps.generation().frame

  /** Sends the finished page of this key, or what a missing thing gets. */
  const shared = async (c: Ctx, key: string, render: () => Rendered, missing = () => Promise.resolve(problems.notFound(c))) => {
    const { pages } = deps.generation()
    const known = pages.find(key)
    if (known) return deps.replies.page(c, known, 'shared')
    const text = await render()
    return text === null ? missing() : deps.replies.page(c, await pages.load(key, () => text), 'shared')
  }
  /** The months with picks, counted once in a generation. */
  const monthsOf = async (of: CountOf) => {
    const { months } = deps.generation()
    const key = JSON.stringify(of)
    const counted = months.get(key) ?? (await listMonths(db, deps.now(), of))
    months.set(key, counted)
    return counted
  }
  const archive = (c: Ctx, month: string | null) =>
    shared(c, `archive ${month ?? ''}`, async () => {
      const archive = await showArchive(db, { now: deps.now(), month, monthsOf })
      return archive && renderPage(<ArchivePage frame={frame()} {...archive} />)
    })

  return {
    front: (c) =>
      shared(c, 'front', async () => renderPage(<FrontPage frame={frame()} {...(await showFront(db, deps.now()))} />)),
    topics: (c) =>
      shared(c, 'topics', async () => renderPage(<TopicsPage frame={frame()} topics={await showTopics(db, deps.now())} />)),
    topic: (c) => {
      const [slug, before] = [c.req.param('slug') ?? '', monthIn(c.req.query('before'))]
      const render = async () => {
        const topic = await showTopic(db, slug, { now: deps.now(), before, monthsOf })
        return topic && renderPage(<TopicPage frame={frame()} {...topic} />)
      }
      return shared(c, `topic ${slug} ${before ?? ''}`, render, () => elsewhere(deps, c, slug, problems))
    },
    source: (c) => {
      const [slug, before] = [c.req.param('slug') ?? '', monthIn(c.req.query('before'))]
      return shared(c, `source ${slug} ${before ?? ''}`, async () => {
        const source = await showSource(db, slug, { now: deps.now(), before, monthsOf })
        return source && renderPage(<SourcePage frame={frame()} {...source} />)
      })
    },
    archive: (c) => archive(c, null),
    archiveMonth: (c) => {
      const month = monthIn(c.req.param('month'))
      return month === null ? problems.notFound(c) : archive(c, month)
    },
  }
}

/** The address that a topic once had leads to the one it has now, for ever. */
async function elsewhere(deps: Deps, c: Ctx, slug: string, problems: Problems): Promise<Response> {
  const moved = await findMovedTopic(deps.database.db, slug)
  const location = moved && paths.topic(moved) + new URL(c.req.url).search
  return location === null ? problems.notFound(c) : deps.replies.nothing(301, 'never', { location })
}

/** A month as `YYYY-MM`; anything else is no month, so that an invented parameter changes nothing. */
function monthIn(text: string | undefined): string | null {
  return text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null
}
