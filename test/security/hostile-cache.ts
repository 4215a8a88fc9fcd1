import type { Ask, TestSite } from '../support/site.ts'

/** An answer as it came out of the cache, and whether that was from its store. */
export type Cached = { status: number; headers: Headers; body: string; isStored: boolean }

export type HostileCache = {
  get: (path: string, ask?: Ask) => Promise<Cached>
  /** Everything the cache holds, as text. */
  held: () => string
}

type Entry = { answer: Cached; until: number }

const lifetime = 60_000
const looksStatic = /\.(css|js|png|jpg|svg|ico|woff2|txt|xml|json)$/i

/**
 * A shared cache of the worst kind that still obeys `private` and `no-store`: it ignores Vary, cookies and s-maxage, keeps every
 * page and whatever looks like a file for a minute, errors and redirects included, and goes by path and query alone.
 */
export function createHostileCache(site: TestSite): HostileCache {
  const store = new Map<string, Entry>()
  const now = () => site.clock.now.getTime()

  return {
    get: async (path, ask) => {
      const kept = store.get(path)
      if (kept && kept.until > now()) return { ...kept.answer, isStored: true }
      const response = await site.request(path, ask)
      const answer = { status: response.status, headers: response.headers, body: await response.text(), isStored: false }
      if (mayKeep(path, response)) store.set(path, { answer, until: now() + lifetime })
      return answer
    },
    held: () => [...store].map(([path, { answer }]) => [path, ...[...answer.headers].flat(), answer.body].join('\n')).join('\n'),
  }
}

function mayKeep(path: string, { status, headers }: Response): boolean {
  const isHtml = headers.get('content-type')?.startsWith('text/html') ?? false
  const isWanted = (status < 400 && isHtml) || looksStatic.test(path) || [301, 404, 405, 410, 414].includes(status)
  return isWanted && status !== 304 && !/private|no-store/.test(headers.get('cache-control') ?? '')
}
