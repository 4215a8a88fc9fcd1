import type { Engine } from '../../src/data/schema.ts'
import { findWatchLine } from '../../src/data/watch-list.ts'
import { openTestSite, type TestSite } from './site.ts'
import { articlePage, clocks, openWatchedSite, type WatchedSite } from './watched-site.ts'

export const hour = 3_600_000
export const day = 24 * hour

/** A magazine and the sources it quotes. */
export type WatchTest = Awaited<ReturnType<typeof openWatchTest>>

/** Opens both; the article to quote from is there, at `/clocks`. */
export async function openWatchTest(engine: Engine) {
  const site: TestSite = await openTestSite({ engine })
  const sources: WatchedSite = await openWatchedSite()
  sources.pages.set('/clocks', { body: articlePage(clocks) })
  const later = (milliseconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }
  return {
    site,
    sources,
    later,
    /** A pick that quotes the article at this address. */
    publish: async (headline: string, url = sources.at('/clocks')) => {
      const lines = [headline, 'Nov. 2 2026', 'On time. Ada Brook writes:', 'The ferry at Ostrel left when it was full. . . .']
      await site.publish(`${[...lines, 'From then on everybody was late.', `Read more at The Paper <${url}>`].join('\n\n')}\n`)
      const picks = site.database.db.selectFrom('pick').select('id').where('headline', '=', headline)
      return (await picks.executeTakeFirstOrThrow()).id
    },
    /** What there is to tell of a pick's article. */
    found: async (id: number) => (await findWatchLine(site.database.db, id))?.finding ?? null,
    pathsAsked: () => sources.asked.map(({ path }) => path),
    /** The article with each of its paragraphs changed. */
    pageWith: (change: (text: string) => string) => ({ body: articlePage(clocks.map(change)) }),
    rowOf: (id: number) =>
      site.database.db
        .selectFrom('watch')
        .where('pick_id', '=', id)
        .select(['state', 'next_at', 'misses', 'looked_at'])
        .executeTakeFirst(),
    /** Looks until a look was had at what is watched now, two days later. */
    lookLater: async () => {
      await sources.watch(site)
      later(2 * day)
      await sources.watchAll(site)
    },
    close: () => Promise.all([site.drop(), sources.stop()]),
  }
}
