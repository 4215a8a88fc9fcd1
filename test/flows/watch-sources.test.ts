import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveCapture, saveCaptureOfPick } from '../../src/data/captures.ts'
import { articleOfPaste } from '../../src/domain/pasted-article.ts'
import { engines } from '../support/database.ts'
import { day, hour, openWatchTest, type WatchTest } from '../support/watch-test.ts'
import { articlePage, clocks } from '../support/watched-site.ts'

describe.each(engines)('what the source watch finds, on %s', (engine) => {
  let watch: WatchTest
  beforeEach(async () => {
    watch = await openWatchTest(engine)
  })
  afterEach(() => watch.close())

  test('looks at the article of a pick that was published, finds it the same, and looks again ever more seldom', async () => {
    const id = await watch.publish('Clocks')
    expect(await watch.sources.watch(watch.site)).toBe(0)
    watch.later(13 * hour)
    await watch.sources.watchAll(watch.site)
    expect(watch.pathsAsked()).toEqual(['/robots.txt', '/clocks'])
    expect(await watch.found(id)).toBe(null)
    expect(await watch.rowOf(id)).toMatchObject({ state: 'same', misses: 0 })
    for (let looks = 0; looks < 40; looks += 1) {
      watch.later(day)
      await watch.sources.watchAll(watch.site)
    }
    expect(watch.pathsAsked().filter((path) => path === '/clocks').length).toBeLessThan(9)
  })

  test('an excerpt that was changed is held against the page anew, though the page says it is the same', async () => {
    const id = await watch.publish('Clocks')
    watch.sources.pages.set('/clocks', ({ headers }) =>
      headers['if-none-match'] ? { status: 304 } : { headers: { etag: '"one"' }, body: articlePage(clocks) },
    )
    await watch.lookLater()
    const content = JSON.stringify([[{ kind: 'run', text: 'The ferry at Ostrel left when it was empty.' }]])
    await watch.site.database.db.updateTable('excerpt').set({ content }).where('pick_id', '=', id).execute()
    await watch.lookLater()
    expect(await watch.found(id)).toMatchObject({ state: 'changed' })
  })

  test('a quoted word that changes is found with the word before and after, and is off the list once it is back', async () => {
    const id = await watch.publish('Clocks')
    await watch.lookLater()
    watch.sources.pages.set(
      '/clocks',
      watch.pageWith((text) => text.replace('everybody was late', 'everybody was early')),
    )
    await watch.lookLater()
    await watch.lookLater()
    const finding = await watch.found(id)
    const parts = finding?.state === 'changed' && finding.passages[0]?.kind === 'differs' ? finding.passages[0].parts : []
    expect(parts.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'late.' },
      { kind: 'added', text: 'early.' },
    ])
    watch.sources.pages.set('/clocks', { body: articlePage(clocks) })
    await watch.lookLater()
    expect(await watch.found(id)).toBe(null)
  })

  test('what was captured says what was there: a page with much less of it stands behind a wall', async () => {
    const id = await watch.publish('Clocks')
    await watch.site.database.db.transaction().execute(async (trx) => {
      const about = {
        givenUrl: watch.sources.at('/clocks'),
        how: 'pasted',
        capturedAt: watch.site.clock.now,
        capturedBy: null,
      } as const
      const marks = { addressKeys: ['paper.press/clocks'], textHash: 'x' }
      const { id: captureId } = await saveCapture(trx, { article: articleOfPaste(clocks.join('\n\n')), marks, ...about })
      await saveCaptureOfPick(trx, id, captureId)
    })
    watch.sources.pages.set('/clocks', { body: articlePage(['Good evening. The rest is for those who have paid for it.']) })
    await watch.lookLater()
    expect(await watch.found(id)).toEqual({ state: 'walled', status: null })
  })

  test.each([
    [404, { state: 'gone', status: 404, to: null }],
    [410, { state: 'gone', status: 410, to: null }],
    [403, { state: 'walled', status: 403 }],
    [402, { state: 'walled', status: 402 }],
  ])('an answer of %i is told the first time', async (status, finding) => {
    const id = await watch.publish('Clocks')
    watch.sources.pages.set('/clocks', { status })
    await watch.lookLater()
    expect(await watch.found(id)).toEqual(finding)
  })

  test('moved: its address leads to another one where it stands whole, or the page calls itself otherwise than before', async () => {
    const [one, two] = [await watch.publish('One'), await watch.publish('Two', watch.sources.at('/b', 'gazette.press'))]
    watch.sources.pages.set('/b', { body: articlePage(clocks, '<link rel="canonical" href="/b">') })
    await watch.lookLater()
    watch.sources.pages.set('/clocks', { status: 301, headers: { location: '/new/clocks' } })
    watch.sources.pages.set('/new/clocks', { body: articlePage(clocks) })
    watch.sources.pages.set('/b', { body: articlePage(clocks, '<link rel="canonical" href="/better">') })
    await watch.lookLater()
    await watch.lookLater()
    expect(await watch.found(one)).toEqual({ state: 'moved', to: watch.sources.at('/new/clocks') })
    expect(await watch.found(two)).toEqual({ state: 'moved', to: watch.sources.at('/better', 'gazette.press') })
  })

  test('gone: its address leads to a page that has nothing of it', async () => {
    const id = await watch.publish('Clocks')
    watch.sources.pages.set('/clocks', { status: 302, headers: { location: '/' } })
    watch.sources.pages.set('/', {
      body: articlePage(
        clocks.map(
          () =>
            'The news of the day and what else there is to be read on a front page, all of it new, none of it quoted anywhere.',
        ),
      ),
    })
    await watch.lookLater()
    expect(await watch.found(id)).toEqual({ state: 'gone', status: null, to: watch.sources.at('/') })
  })

  test('a page that can’t be reached is tried again, and told when it has been so three times', async () => {
    const id = await watch.publish('Clocks')
    watch.sources.pages.set('/clocks', { status: 503 })
    await watch.lookLater()
    expect([await watch.found(id), (await watch.rowOf(id))?.misses]).toEqual([null, 1])
    watch.later(2 * hour)
    await watch.sources.watchAll(watch.site)
    expect([await watch.found(id), (await watch.rowOf(id))?.misses]).toEqual([null, 2])
    watch.later(5 * hour)
    await watch.sources.watchAll(watch.site)
    expect(await watch.found(id)).toEqual({ state: 'unreachable', status: 503 })
    watch.sources.pages.set('/clocks', { body: articlePage(clocks) })
    await watch.lookLater()
    expect([await watch.found(id), (await watch.rowOf(id))?.misses]).toEqual([null, 0])
  })

  test('what is taken back isn’t looked at, another address is looked at anew, and what leads nowhere or to ourselves never is', async () => {
    const id = await watch.publish('Clocks')
    await watch.publish('Ours', 'https://quire.press/picks/1')
    await watch.publish('Made up', 'https://boat.example/article')
    await watch.sources.watch(watch.site)
    const { db } = watch.site.database
    expect(await db.selectFrom('watch').select('pick_id').execute()).toEqual([{ pick_id: id }])
    await db
      .updateTable('pick')
      .set({ source_url: watch.sources.at('/b') })
      .where('id', '=', id)
      .execute()
    watch.sources.pages.set('/b', { status: 410 })
    await watch.lookLater()
    expect(await watch.found(id)).toMatchObject({ state: 'gone' })
    expect(watch.pathsAsked()).not.toContain('/clocks')
    await db.updateTable('pick').set({ published_at: null }).where('id', '=', id).execute()
    const before = watch.sources.asked.length
    await watch.lookLater()
    expect([watch.sources.asked.length, await watch.found(id)]).toEqual([before, null])
    expect(await db.selectFrom('watch').select('pick_id').execute()).toEqual([])
  })
})
