import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startWatching, type WatchJobDeps } from '../../src/jobs/watch-sources.ts'
import type { Egress } from '../../src/services/egress/egress.ts'
import { engines } from '../support/database.ts'
import { secrets } from '../support/secrets.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'

const day = 86_400_000

describe.each(engines)('the job that watches sources, on %s', (engine) => {
  let site: TestSite
  let logged: unknown[]
  beforeEach(async () => {
    site = await openTestSite({ engine, picks: pickText({ headline: 'One' }).replace('boat.example', 'boat.press') })
    logged = []
  })
  afterEach(() => site.drop())
  const start = (change: Partial<WatchJobDeps>) =>
    startWatching({
      ...{ db: site.database.db, now: () => site.clock.now, origin: 'https://quire.press', hash: secrets.hash },
      ...{ spread: () => 0, minutes: () => 10, log: (...event: unknown[]) => logged.push(event) },
      open: () => Promise.reject(new Error('nothing is asked')),
      ...change,
    })
  const rows = () => site.database.db.selectFrom('watch').select(['state', 'next_at', 'looked_at']).execute()

  test('stops at once, though a source doesn’t answer, and is due again ten minutes after it began', async () => {
    const first = start({})
    await expect.poll(rows).toHaveLength(1)
    await first.stop()
    site.clock.now = new Date(site.clock.now.getTime() + 2 * day)
    let asked = 0
    const egress: Egress = {
      fetchPage: (_, { signal } = {}) => {
        asked += 1
        return new Promise((resolve) => signal?.addEventListener('abort', () => resolve({ kind: 'stopped' })))
      },
      close: () => {},
    }
    const extractor = { extractPage: () => Promise.reject(new Error('nothing is read')), close: () => {} }
    const job = start({ open: async () => ({ egress, extractor }) })
    await expect.poll(() => asked).toBe(1)
    await job.stop()
    const until = new Date(site.clock.now.getTime() + 10 * 60_000).toISOString()
    expect(await rows()).toEqual([{ state: 'new', next_at: until, looked_at: null }])
    expect(logged).toEqual([])
  })

  test('that fails is logged, and nothing of the way out is opened while it is off', async () => {
    const first = start({})
    await expect.poll(rows).toHaveLength(1)
    await first.stop()
    site.clock.now = new Date(site.clock.now.getTime() + 2 * day)
    const off = start({ minutes: () => 0 })
    await off.stop()
    expect(logged).toEqual([])
    const unknown = start({ origin: 'http://localhost:4000' })
    await unknown.stop()
    expect(logged).toEqual([])
    const on = start({})
    await expect.poll(() => logged).toEqual([['job failed', { job: 'watch sources', error: 'Error: nothing is asked' }]])
    await on.stop()
  })
})
