import { beginWatches, claimWatch, saveLook } from '../../src/data/watches.ts'
import type { Finding } from '../../src/domain/source-watch.ts'
import type { TestSite } from './site.ts'

/** Writes down that this was found of a published pick's article, and gives back the finding's mark. */
export async function keepFinding(site: TestSite, pickId: number, finding: Finding): Promise<string> {
  const { db } = site.database
  const { now } = site.clock
  const pick = await db.selectFrom('pick').select('source_url').where('id', '=', pickId).executeTakeFirstOrThrow()
  await beginWatches(db, [{ pickId, url: pick.source_url ?? '', host: 'paper.press', nextAt: now }])
  const claimed = await claimWatch(db, pickId, { now, until: new Date(now.getTime() + 1) })
  if (claimed === null) throw new Error(`The article of pick ${pickId} isn’t watched`)
  const mark = `mark of ${JSON.stringify(finding)}`.slice(0, 100)
  const known = { etag: null, lastModified: null, excerpt: '' }
  await saveLook(db, claimed, {
    finding,
    mark,
    misses: 0,
    known,
    canonical: null,
    nextAt: new Date(now.getTime() + 86_400_000),
    now,
  })
  return mark
}
