import type { IncomingMessage, ServerResponse } from 'node:http'
import { englishStyle } from '../../src/domain/house-style.ts'
import { enrolSources, type WatchDeps, watchSources } from '../../src/flows/watch-sources.ts'
import { createExtractor } from '../../src/services/extract/extractor.ts'
import { inside, outside, startOrigin, testEgress } from './origin.ts'
import { secrets } from './secrets.ts'
import type { TestSite } from './site.ts'

type Answer = { status?: number; headers?: Record<string, string>; body?: string }

/** Sources somewhere else, as the watch meets them: what each path answers with, and all that was asked. */
export type WatchedSite = {
  /** The address of a path there, under one of its names. */
  at: (path: string, name?: string) => string
  pages: Map<string, Answer | ((request: IncomingMessage) => Answer)>
  asked: { path: string; headers: IncomingMessage['headers'] }[]
  /** Has the magazine look at what is due by its own clock, new picks first. Returns how many requests that took. */
  watch: (site: TestSite, change?: Partial<WatchDeps>) => Promise<number>
  /** Looks until nothing is due, the clock going on by as long as a site is left alone. */
  watchAll: (site: TestSite) => Promise<void>
  stop: () => Promise<void>
}

const pauseMinutes = 10
const names = ['paper.press', 'gazette.press', 'herald.press']
const extractor = createExtractor({ worker: new URL('../../src/services/extract/extract-worker.ts', import.meta.url) })

/** Serves sources on loopback, which the watch takes for the public here and nowhere else. */
export async function openWatchedSite(): Promise<WatchedSite> {
  const pages: WatchedSite['pages'] = new Map()
  const asked: WatchedSite['asked'] = []
  const origin = await startOrigin((request: IncomingMessage, reply: ServerResponse) => {
    const path = request.url ?? '/'
    asked.push({ path, headers: request.headers })
    const page = pages.get(path)
    const { status = 200, headers = {}, body = '' } = typeof page === 'function' ? page(request) : (page ?? { status: 404 })
    const type = path.endsWith('.txt') ? 'text/plain' : 'text/html'
    reply.writeHead(status, { 'content-type': type, ...headers }).end(body)
  })
  const addresses = Object.fromEntries(names.map((name) => [name, [outside]]))
  const egress = testEgress([origin.port, 9], { ...addresses, 'inner.press': [inside] })
  const depsOf = (site: TestSite): WatchDeps => ({
    db: site.database.db,
    now: site.clock.now,
    style: englishStyle,
    open: async () => ({ egress, extractor }),
    userAgent: 'Mozilla/5.0 (compatible; Tessera source watch; +https://quire.press/about)',
    pause: pauseMinutes * 60_000,
    hash: secrets.hash,
    spread: () => 0.5,
    signal: new AbortController().signal,
    origin: 'https://quire.press',
  })
  const watch: WatchedSite['watch'] = async (site, change = {}) => {
    const deps = { ...depsOf(site), ...change }
    await enrolSources(deps)
    return watchSources(deps, 100)
  }
  return {
    at: (path, name = 'paper.press') => `http://${name}:${origin.port}${path}`,
    pages,
    asked,
    watch,
    watchAll: async (site) => {
      for (let isDue = true; isDue; ) {
        isDue = (await watch(site)) > 0
        site.clock.now = new Date(site.clock.now.getTime() + pauseMinutes * 60_000)
      }
    },
    stop: origin.stop,
  }
}

/** A page of a source with these paragraphs as its article. */
export function articlePage(paragraphs: readonly string[], head = ''): string {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The clocks of Ostrel</title>${head}</head>
<body><nav><a href="/">Home</a></nav><main><article><h1>The clocks of Ostrel</h1>${text}</article></main></body></html>`
}

/** An article to quote from, long enough to be one. */
export const clocks = [
  'The ferry at Ostrel left when it was full. Nobody in the village owned a watch, and nobody had ever missed one, for the bell of the chapel was rung whenever somebody felt like it.',
  'In the spring a timetable was nailed to the landing by a man from the county, who had come a long way to do it and left by the same boat. From then on everybody was late.',
  'The schoolmaster, who could read it, explained to the others what it said; the others explained to him what it meant. For a whole summer the two explanations were held side by side and compared.',
  'When the timetable had faded, a boy was sent up with a brush to paint it over. He asked what he should write there, and was told to leave it white, because white had always been the right time.',
]
