import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveCapture, saveCaptureOfPick } from '../../src/data/captures.ts'
import { openDatabase } from '../../src/data/database.ts'
import { countWatches, findWatchLine } from '../../src/data/watch-list.ts'
import { articleOfPaste } from '../../src/domain/pasted-article.ts'
import { watchRound } from '../../src/jobs/watch-sources.ts'
import { engines } from '../support/database.ts'
import { secrets } from '../support/secrets.ts'
import { openTestSite, type TestSite } from '../support/site.ts'
import { articlePage, clocks, openWatchedSite, type WatchedSite } from '../support/watched-site.ts'

const hour = 3_600_000
const day = 24 * hour

describe.each(engines)('the source watch, on %s', (engine) => {
  let site: TestSite
  let sources: WatchedSite
  beforeEach(async () => {
    site = await openTestSite({ engine })
    sources = await openWatchedSite()
    sources.pages.set('/clocks', { body: articlePage(clocks) })
  })
  afterEach(() => Promise.all([site.drop(), sources.stop()]))

  const later = (milliseconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }
  /** A pick that quotes the article at this address. */
  const publish = async (headline: string, url = sources.at('/clocks')) => {
    const lines = [headline, 'Nov. 2 2026', 'On time. Ada Brook writes:', 'The ferry at Ostrel left when it was full. . . .']
    await site.publish(`${[...lines, 'From then on everybody was late.', `Read more at The Paper <${url}>`].join('\n\n')}\n`)
    const pick = await site.database.db.selectFrom('pick').select('id').where('headline', '=', headline).executeTakeFirstOrThrow()
    return pick.id
  }
  const found = async (id: number) => (await findWatchLine(site.database.db, id))?.finding ?? null
  const pathsAsked = () => sources.asked.map(({ path }) => path)
  const pageWith = (change: (text: string) => string, head = '') => ({ body: articlePage(clocks.map(change), head) })
  const rowOf = (id: number) =>
    site.database.db
      .selectFrom('watch')
      .where('pick_id', '=', id)
      .select(['state', 'next_at', 'misses', 'looked_at'])
      .executeTakeFirst()
  /** Looks until a look was had at what is watched now, a day or two later. */
  const lookLater = async () => {
    await sources.watch(site)
    later(2 * day)
    await sources.watchAll(site)
  }

  test('looks at the article of a pick that was published, finds it the same, and looks again ever more seldom', async () => {
    const id = await publish('Clocks')
    expect(await sources.watch(site)).toBe(0)
    later(13 * hour)
    await sources.watchAll(site)
    expect(pathsAsked()).toEqual(['/robots.txt', '/clocks'])
    expect(await found(id)).toBe(null)
    expect(await rowOf(id)).toMatchObject({ state: 'same', misses: 0 })
    for (let looks = 0; looks < 40; looks += 1) {
      later(day)
      await sources.watchAll(site)
    }
    expect(pathsAsked().filter((path) => path === '/clocks').length).toBeLessThan(9)
  })

  test('says who asks and where to find the magazine, and asks for what has changed only', async () => {
    const id = await publish('Clocks')
    sources.pages.set('/clocks', ({ headers }) =>
      headers['if-none-match'] === '"one"' ? { status: 304 } : { headers: { etag: '"one"' }, body: articlePage(clocks) },
    )
    await lookLater()
    await lookLater()
    await lookLater()
    const asked = sources.asked.filter(({ path }) => path === '/clocks').map(({ headers }) => headers)
    expect(asked[0]?.['user-agent']).toMatch(
      /^Mozilla\/5\.0 \(compatible; Tessera source watch; \+https:\/\/quire\.press\/about\)$/,
    )
    expect(asked.map((headers) => headers['if-none-match'])).toEqual([undefined, '"one"', ...asked.slice(2).map(() => '"one"')])
    expect(await rowOf(id)).toMatchObject({ state: 'same' })
  })

  test('an excerpt that was changed is held against the page anew, though the page says it is the same', async () => {
    const id = await publish('Clocks')
    sources.pages.set('/clocks', ({ headers }) =>
      headers['if-none-match'] ? { status: 304 } : { headers: { etag: '"one"' }, body: articlePage(clocks) },
    )
    await lookLater()
    const content = JSON.stringify([[{ kind: 'run', text: 'The ferry at Ostrel left when it was empty.' }]])
    await site.database.db.updateTable('excerpt').set({ content }).where('pick_id', '=', id).execute()
    await lookLater()
    expect(await found(id)).toMatchObject({ state: 'changed' })
  })

  test('a quoted word that changes is found with the word before and after, and is off the list once it is back', async () => {
    const id = await publish('Clocks')
    await lookLater()
    sources.pages.set(
      '/clocks',
      pageWith((text) => text.replace('everybody was late', 'everybody was early')),
    )
    await lookLater()
    await lookLater()
    const finding = await found(id)
    const parts = finding?.state === 'changed' && finding.passages[0]?.kind === 'differs' ? finding.passages[0].parts : []
    expect(parts.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'late.' },
      { kind: 'added', text: 'early.' },
    ])
    sources.pages.set('/clocks', { body: articlePage(clocks) })
    await lookLater()
    expect(await found(id)).toBe(null)
  })

  test('what was captured says what was there: a page with much less of it stands behind a wall', async () => {
    const id = await publish('Clocks')
    await site.database.db.transaction().execute(async (trx) => {
      const about = { givenUrl: sources.at('/clocks'), how: 'pasted', capturedAt: site.clock.now, capturedBy: null } as const
      const marks = { addressKeys: ['paper.press/clocks'], textHash: 'x' }
      const { id: captureId } = await saveCapture(trx, { article: articleOfPaste(clocks.join('\n\n')), marks, ...about })
      await saveCaptureOfPick(trx, id, captureId)
    })
    sources.pages.set('/clocks', { body: articlePage(['Good evening. The rest is for those who have paid for it.']) })
    await lookLater()
    expect(await found(id)).toEqual({ state: 'walled', status: null })
  })

  test.each([
    [404, { state: 'gone', status: 404, to: null }],
    [410, { state: 'gone', status: 410, to: null }],
    [403, { state: 'walled', status: 403 }],
    [402, { state: 'walled', status: 402 }],
  ])('an answer of %i is told the first time', async (status, finding) => {
    const id = await publish('Clocks')
    sources.pages.set('/clocks', { status })
    await lookLater()
    expect(await found(id)).toEqual(finding)
  })

  test('moved: its address leads to another one where it stands whole, or the page calls itself otherwise than before', async () => {
    const [one, two] = [await publish('One'), await publish('Two', sources.at('/b', 'gazette.press'))]
    sources.pages.set('/b', { body: articlePage(clocks, '<link rel="canonical" href="/b">') })
    await lookLater()
    sources.pages.set('/clocks', { status: 301, headers: { location: '/new/clocks' } })
    sources.pages.set('/new/clocks', { body: articlePage(clocks) })
    sources.pages.set('/b', { body: articlePage(clocks, '<link rel="canonical" href="/better">') })
    await lookLater()
    await lookLater()
    expect(await found(one)).toEqual({ state: 'moved', to: sources.at('/new/clocks') })
    expect(await found(two)).toEqual({ state: 'moved', to: sources.at('/better', 'gazette.press') })
  })

  test('gone: its address leads to a page that has nothing of it', async () => {
    const id = await publish('Clocks')
    sources.pages.set('/clocks', { status: 302, headers: { location: '/' } })
    sources.pages.set('/', {
      body: articlePage(
        clocks.map(
          () =>
            'The news of the day and what else there is to be read on a front page, all of it new, none of it quoted anywhere.',
        ),
      ),
    })
    await lookLater()
    expect(await found(id)).toEqual({ state: 'gone', status: null, to: sources.at('/') })
  })

  test('a page that can’t be reached is tried again, and told when it has been so three times', async () => {
    const id = await publish('Clocks')
    sources.pages.set('/clocks', { status: 503 })
    await lookLater()
    expect([await found(id), (await rowOf(id))?.misses]).toEqual([null, 1])
    later(2 * hour)
    await sources.watchAll(site)
    expect([await found(id), (await rowOf(id))?.misses]).toEqual([null, 2])
    later(5 * hour)
    await sources.watchAll(site)
    expect(await found(id)).toEqual({ state: 'unreachable', status: 503 })
    sources.pages.set('/clocks', { body: articlePage(clocks) })
    await lookLater()
    expect([await found(id), (await rowOf(id))?.misses]).toEqual([null, 0])
  })

  test('a site is asked once in so many minutes, however many of its articles are due and however many processes look', async () => {
    for (const path of ['/a', '/b', '/c']) {
      sources.pages.set(path, { body: articlePage(clocks) })
      await publish(`At ${path}`, sources.at(path))
      await publish(`Elsewhere ${path}`, sources.at(path, 'gazette.press'))
    }
    await sources.watch(site)
    later(2 * day)
    const other = await openDatabase(site.database.place)
    const hostsAsked: number[] = []
    for (let round = 0; round < 4; round += 1) {
      const before = sources.asked.length
      await Promise.all([sources.watch(site), sources.watch(site, { db: other.db }), sources.watch(site)])
      const hosts = sources.asked.slice(before).map(({ headers }) => headers.host)
      expect(new Set(hosts).size).toBe(hosts.length)
      hostsAsked.push(hosts.length)
      later(9 * 60_000)
      expect(await sources.watch(site)).toBe(0)
      later(60_000)
    }
    await other.close()
    expect(hostsAsked).toEqual([2, 2, 2, 2])
    expect((await countWatches(site.database.db)).states).toEqual({ same: 6 })
  })

  test('an article is looked at by one of any number who come to it at once', async () => {
    await publish('Clocks')
    await sources.watch(site)
    later(2 * day)
    const other = await openDatabase(site.database.place)
    const atOnce = () =>
      Promise.all([1, 2, 3].flatMap(() => [sources.watch(site, { pause: 0 }), sources.watch(site, { pause: 0, db: other.db })]))
    const counts = (await atOnce()).concat(await atOnce())
    await other.close()
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(2)
    expect(pathsAsked()).toEqual(['/robots.txt', '/clocks'])
  })

  test('robots.txt is asked for first, kept for a day, and heeded', async () => {
    const [closed, open] = [await publish('Closed', sources.at('/private/1')), await publish('Open')]
    sources.pages.set('/robots.txt', { body: 'User-agent: *\nDisallow: /private/\nCrawl-delay: 1800' })
    sources.pages.set('/private/1', { status: 404 })
    await sources.watch(site)
    later(2 * day)
    await sources.watch(site)
    later(10 * 60_000)
    expect(await sources.watch(site)).toBe(0)
    later(25 * 60_000)
    await sources.watchAll(site)
    later(hour)
    await sources.watchAll(site)
    expect(pathsAsked()).toEqual(['/robots.txt', '/clocks'])
    expect([(await rowOf(closed))?.state, (await rowOf(open))?.state]).toEqual(['unasked', 'same'])
    expect((await countWatches(site.database.db)).open).toBe(0)
  })

  test('of an address that leads inside, nowhere, or to nobody who listens the very same is told [CL-17]', async () => {
    const ids: number[] = []
    for (const [headline, url] of Object.entries({
      Inside: sources.at('/a', 'inner.press'),
      Nowhere: sources.at('/a', 'nowhere.press'),
      'Nobody there': 'http://paper.press:9/a',
      Another: 'http://paper.press:2222/a',
    }))
      ids.push(await publish(headline, url))
    for (let looks = 0; looks < 4; looks += 1) await lookLater()
    for (const id of ids) expect(await found(id)).toEqual({ state: 'unreachable', status: null })
    expect(new Set(await Promise.all(ids.map(async (id) => (await findWatchLine(site.database.db, id))?.mark))).size).toBe(1)
    expect(sources.asked).toEqual([])
  })

  test('where robots.txt can’t be read nothing else of the site is asked for', async () => {
    const id = await publish('Clocks')
    sources.pages.set('/robots.txt', { status: 500 })
    await lookLater()
    expect(pathsAsked()).toEqual(['/robots.txt'])
    expect(await rowOf(id)).toMatchObject({ state: 'new', misses: 1 })
  })

  test('goes on after a restart where it stopped: what was due is due, and what was under way is looked at again', async () => {
    const id = await publish('Clocks')
    await sources.watch(site)
    later(2 * day)
    await sources.watch(site)
    later(10 * 60_000)
    const stopping = new AbortController()
    sources.pages.set('/clocks', () => {
      stopping.abort()
      return { body: articlePage(clocks) }
    })
    await sources.watch(site, { signal: stopping.signal })
    expect(await rowOf(id)).toMatchObject({ state: 'new', looked_at: null })
    sources.pages.set('/clocks', { body: articlePage(clocks) })
    later(5 * 60_000)
    expect(await sources.watch(site)).toBe(0)
    later(5 * 60_000)
    await sources.watch(site)
    expect(await rowOf(id)).toMatchObject({ state: 'same' })
  })

  test('what is taken back isn’t looked at, another address is looked at anew, and what leads nowhere or to ourselves never is', async () => {
    const id = await publish('Clocks')
    await publish('Ours', 'https://quire.press/picks/1')
    await publish('Made up', 'https://boat.example/article')
    await sources.watch(site)
    const { db } = site.database
    expect(await db.selectFrom('watch').select('pick_id').execute()).toEqual([{ pick_id: id }])
    await db
      .updateTable('pick')
      .set({ source_url: sources.at('/b') })
      .where('id', '=', id)
      .execute()
    sources.pages.set('/b', { status: 410 })
    await lookLater()
    expect(await found(id)).toMatchObject({ state: 'gone' })
    expect(pathsAsked()).not.toContain('/clocks')
    await db.updateTable('pick').set({ published_at: null }).where('id', '=', id).execute()
    const before = sources.asked.length
    await lookLater()
    expect([sources.asked.length, await found(id)]).toEqual([before, null])
    expect(await db.selectFrom('watch').select('pick_id').execute()).toEqual([])
  })

  test('the magazine turns it off and sets its pace', async () => {
    await publish('Clocks')
    await sources.watch(site)
    later(2 * day)
    let minutes = 0
    const round = () =>
      watchRound(
        {
          ...{ db: site.database.db, now: () => site.clock.now, origin: 'https://quire.press', hash: secrets.hash },
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
    const { free_at } = await site.database.db.selectFrom('watch_host').select('free_at').executeTakeFirstOrThrow()
    expect(new Date(free_at).getTime() - site.clock.now.getTime()).toBe(30 * 60_000)
  })
})
