import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database.ts'
import { countWatches, findWatchLine } from '../../src/data/watch-list.ts'
import { watchRound } from '../../src/jobs/watch-sources.ts'
import { engines } from '../support/database.ts'
import { secrets } from '../support/secrets.ts'
import { day, hour, openWatchTest, type WatchTest } from '../support/watch-test.ts'
import { articlePage, clocks } from '../support/watched-site.ts'

describe.each(engines)('how the source watch asks, on %s', (engine) => {
  let watch: WatchTest
  beforeEach(async () => {
    watch = await openWatchTest(engine)
  })
  afterEach(() => watch.close())

  test('says who asks and where to find the magazine, and asks for what has changed only', async () => {
    const id = await watch.publish('Clocks')
    watch.sources.pages.set('/clocks', ({ headers }) =>
      headers['if-none-match'] === '"one"' ? { status: 304 } : { headers: { etag: '"one"' }, body: articlePage(clocks) },
    )
    await watch.lookLater()
    await watch.lookLater()
    await watch.lookLater()
    const asked = watch.sources.asked.filter(({ path }) => path === '/clocks').map(({ headers }) => headers)
    expect(asked[0]?.['user-agent']).toMatch(
      /^Mozilla\/5\.0 \(compatible; Tessera source watch; \+https:\/\/quire\.press\/about\)$/,
    )
    expect(asked.map((headers) => headers['if-none-match'])).toEqual([undefined, '"one"', ...asked.slice(2).map(() => '"one"')])
    expect(await watch.rowOf(id)).toMatchObject({ state: 'same' })
  })

  test('a watch.site is asked once in so many minutes, however many of its articles are due and however many processes look', async () => {
    for (const path of ['/a', '/b', '/c']) {
      watch.sources.pages.set(path, { body: articlePage(clocks) })
      await watch.publish(`At ${path}`, watch.sources.at(path))
      await watch.publish(`Elsewhere ${path}`, watch.sources.at(path, 'gazette.press'))
    }
    await watch.sources.watch(watch.site)
    watch.later(2 * day)
    const other = await openDatabase(watch.site.database.place)
    const hostsAsked: number[] = []
    for (let round = 0; round < 4; round += 1) {
      const before = watch.sources.asked.length
      await Promise.all([
        watch.sources.watch(watch.site),
        watch.sources.watch(watch.site, { db: other.db }),
        watch.sources.watch(watch.site),
      ])
      const hosts = watch.sources.asked.slice(before).map(({ headers }) => headers.host)
      expect(new Set(hosts).size).toBe(hosts.length)
      hostsAsked.push(hosts.length)
      watch.later(9 * 60_000)
      expect(await watch.sources.watch(watch.site)).toBe(0)
      watch.later(60_000)
    }
    await other.close()
    expect(hostsAsked).toEqual([2, 2, 2, 2])
    expect((await countWatches(watch.site.database.db)).states).toEqual({ same: 6 })
  })

  test('an article is looked at by one of any number who come to it at once', async () => {
    await watch.publish('Clocks')
    await watch.sources.watch(watch.site)
    watch.later(2 * day)
    const other = await openDatabase(watch.site.database.place)
    const atOnce = () =>
      Promise.all(
        [1, 2, 3].flatMap(() => [
          watch.sources.watch(watch.site, { pause: 0 }),
          watch.sources.watch(watch.site, { pause: 0, db: other.db }),
        ]),
      )
    const counts = (await atOnce()).concat(await atOnce())
    await other.close()
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(2)
    expect(watch.pathsAsked()).toEqual(['/robots.txt', '/clocks'])
  })

  test('robots.txt is asked for first, kept for a day, and heeded', async () => {
    const [closed, open] = [await watch.publish('Closed', watch.sources.at('/private/1')), await watch.publish('Open')]
    watch.sources.pages.set('/robots.txt', { body: 'User-agent: *\nDisallow: /private/\nCrawl-delay: 1800' })
    watch.sources.pages.set('/private/1', { status: 404 })
    await watch.sources.watch(watch.site)
    watch.later(2 * day)
    await watch.sources.watch(watch.site)
    watch.later(10 * 60_000)
    expect(await watch.sources.watch(watch.site)).toBe(0)
    watch.later(25 * 60_000)
    await watch.sources.watchAll(watch.site)
    watch.later(hour)
    await watch.sources.watchAll(watch.site)
    expect(watch.pathsAsked()).toEqual(['/robots.txt', '/clocks'])
    expect([(await watch.rowOf(closed))?.state, (await watch.rowOf(open))?.state]).toEqual(['unasked', 'same'])
    expect((await countWatches(watch.site.database.db)).open).toBe(0)
  })

  test('of an address that leads inside, nowhere, or to nobody who listens the very same is told [CL-17]', async () => {
    const ids: number[] = []
    for (const [headline, url] of Object.entries({
      Inside: watch.sources.at('/a', 'inner.press'),
      Nowhere: watch.sources.at('/a', 'nowhere.press'),
      'Nobody there': 'http://paper.press:9/a',
      Another: 'http://paper.press:2222/a',
    }))
      ids.push(await watch.publish(headline, url))
    for (let looks = 0; looks < 4; looks += 1) await watch.lookLater()
    for (const id of ids) expect(await watch.found(id)).toEqual({ state: 'unreachable', status: null })
    expect(new Set(await Promise.all(ids.map(async (id) => (await findWatchLine(watch.site.database.db, id))?.mark))).size).toBe(
      1,
    )
    expect(watch.sources.asked).toEqual([])
  })

  test('where robots.txt can’t be read nothing else of the watch.site is asked for', async () => {
    const id = await watch.publish('Clocks')
    watch.sources.pages.set('/robots.txt', { status: 500 })
    await watch.lookLater()
    expect(watch.pathsAsked()).toEqual(['/robots.txt'])
    expect(await watch.rowOf(id)).toMatchObject({ state: 'new', misses: 1 })
  })

  test('goes on after a restart where it stopped: what was due is due, and what was under way is looked at again', async () => {
    const id = await watch.publish('Clocks')
    await watch.sources.watch(watch.site)
    watch.later(2 * day)
    await watch.sources.watch(watch.site)
    watch.later(10 * 60_000)
    const stopping = new AbortController()
    watch.sources.pages.set('/clocks', () => {
      stopping.abort()
      return { body: articlePage(clocks) }
    })
    await watch.sources.watch(watch.site, { signal: stopping.signal })
    expect(await watch.rowOf(id)).toMatchObject({ state: 'new', looked_at: null })
    watch.sources.pages.set('/clocks', { body: articlePage(clocks) })
    watch.later(5 * 60_000)
    expect(await watch.sources.watch(watch.site)).toBe(0)
    watch.later(5 * 60_000)
    await watch.sources.watch(watch.site)
    expect(await watch.rowOf(id)).toMatchObject({ state: 'same' })
  })

  test('the magazine turns it off and sets its pace', async () => {
    await watch.publish('Clocks')
    await watch.sources.watch(watch.site)
    watch.later(2 * day)
    let minutes = 0
    const round = () =>
      watchRound(
        {
          ...{ db: watch.site.database.db, now: () => watch.site.clock.now, origin: 'https://quire.press', hash: secrets.hash },
          ...{ spread: () => 0.5, minutes: () => minutes, log: () => {} },
          open: async () => {
            throw new Error('asked')
          },
        },
        { signal: new AbortController().signal, enrols: true },
      )
    await round()
    minutes = 30
    await expect(round()).rejects.toThrow('asked')
    const { free_at } = await watch.site.database.db.selectFrom('watch_host').select('free_at').executeTakeFirstOrThrow()
    expect(new Date(free_at).getTime() - watch.site.clock.now.getTime()).toBe(30 * 60_000)
  })
})
