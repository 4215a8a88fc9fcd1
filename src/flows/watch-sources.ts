import { claimHost, pruneHosts } from '../data/watch-hosts.ts'
import { beginWatches, claimWatch, listDueWatches, listUnwatched } from '../data/watches.ts'
import { firstLook } from '../domain/watch-times.ts'
import { isSameHost } from '../kit/article-address.ts'
import { watchedAddress } from '../kit/watched-address.ts'
import { type LookDeps, lookAtSource } from './look-at-source.ts'

export type WatchDeps = LookDeps & {
  /** The magazine's own address: its pages are no sources. */
  origin: string
}

/** How long a look has an article to itself: far longer than one takes, so that a process that was killed holds nothing up for long. */
const claimMilliseconds = 10 * 60_000
const dueAtOnce = 200
const slice = 200
const hostsKept = 30 * 24 * 3_600_000

/**
 * Looks at the articles that are due, one after the other, each site once. Any number of processes may do so: an article and its site
 * are taken in one statement each. Returns how many requests were made.
 */
export async function watchSources(deps: WatchDeps, most: number): Promise<number> {
  const { db, now, pause, signal } = deps
  let asked = 0
  const busy = new Set<string>()
  for (const { pickId, host } of await listDueWatches(db, now, dueAtOnce)) {
    if (asked >= most || signal.aborted) return asked
    if (busy.has(host)) continue
    busy.add(host)
    if (!(await claimHost(db, host, { now, until: new Date(now.getTime() + pause) }))) continue
    const claimed = await claimWatch(db, pickId, { now, until: new Date(now.getTime() + claimMilliseconds) })
    if (claimed === null) continue
    await lookAtSource(deps, claimed)
    asked += 1
  }
  return asked
}

/** Begins to watch what has been published since, and forgets the sites that nothing is watched at any more. */
export async function enrolSources({
  db,
  now,
  spread,
  origin,
}: Pick<WatchDeps, 'db' | 'now' | 'spread' | 'origin'>): Promise<number> {
  let count = 0
  for (let after = 0; ; ) {
    const unwatched = await listUnwatched(db, { after, limit: slice })
    const begun = unwatched.flatMap(({ pickId, url, publishedAt }) => {
      const address = watchedAddress(url)
      if (address === null || isSameHost(url, origin)) return []
      return { pickId, url, host: address.host, nextAt: firstLook(now, publishedAt, spread(`${pickId} ${url}`)) }
    })
    await beginWatches(db, begun)
    count += begun.length
    after = unwatched.at(-1)?.pickId ?? after
    if (unwatched.length < slice) break
  }
  await pruneHosts(db, new Date(now.getTime() - hostsKept))
  return count
}
