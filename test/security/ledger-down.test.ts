import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { engines, type TestDatabase } from '../support/database.ts'
import { openTestSite, type TestBrowser, type TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn } from './canaries.ts'
import { countRows, hasOpened } from './visitors.ts'

const crowd = 24

let site: TestSite
let unlock: () => Promise<void> = async () => {}
afterEach(async () => {
  await unlock()
  await site.drop()
})

/** Somebody else holds the ledger so that nothing can be counted, until `unlock`. */
async function lock({ place }: TestDatabase) {
  if ('folder' in place) {
    const other = new DatabaseSync(join(place.folder, 'ledger.db'))
    other.exec('begin exclusive')
    unlock = async () => other.close()
  } else {
    const other = new pg.Client({ connectionString: place.url })
    await other.connect()
    await other.query('begin; lock table reading in access exclusive mode')
    unlock = () => other.end()
  }
  const release = unlock
  unlock = async () => {
    unlock = async () => {}
    await release()
  }
}

/** A ledger that is held is waited for in vain for five seconds: whoever has an answer before that, however busy the machine, didn’t wait. */
async function timed(browser: TestBrowser, path: string) {
  const started = performance.now()
  const response = await browser.get(path)
  return {
    status: response.status,
    page: await response.text(),
    cache: response.headers.get('cache-control'),
    took: performance.now() - started,
  }
}

describe.each(engines)('on %s', (engine) => {
  const open = async () => {
    const gated = Array.from({ length: crowd + 3 }, (_, at) => gatedPick(at + 1, { topics: `Topic ${at}` }))
    site = await openTestSite({
      engine,
      picks: [...gated, gatedPick(90, { access: 'open' }), gatedPick(91, { access: 'open' })].join('\n'),
    })
  }

  test('while the ledger is held a reader gets the lead within a second, is told why, and loses nothing [PW-34]', async () => {
    await open()
    const reader = await hasOpened(site, [1])
    await reader.get('/picks/gated-1')
    await lock(site.database)
    const { status, page, cache, took } = await timed(reader, '/picks/gated-2')
    expect([status, picksIn(page), cache]).toEqual([200, [], 'private, no-store'])
    expect(page).toContain('lead2q')
    expect(page).toContain('isn’t answering')
    expect(took).toBeLessThan(4_000)
    expect(site.logged.join()).toContain('the ledger does not answer')
    await unlock()
    expect(countCanaries(await reader.text('/picks/gated-2'), 2)).toBe(canariesPerPick)
    expect(await countRows(site)).toBe(2)
  })

  test('many readers at once are held up no longer than one, and what needs no counting not at all [PW-34]', async () => {
    await open()
    const readers = await Promise.all(Array.from({ length: crowd }, () => hasOpened(site, [1])))
    await Promise.all(readers.map((reader) => reader.get('/picks/gated-1')))
    await lock(site.database)
    const waiting = readers.map((reader, at) => timed(reader, `/picks/gated-${at + 2}`))
    const stranger = site.browser()
    const free = await timed(stranger, '/picks/gated-90')
    expect([free.status, picksIn(free.page)]).toEqual([200, [90]])
    expect(free.took, 'an open pick').toBeLessThan(4_000)
    for (const { status, page, took } of await Promise.all(waiting)) {
      expect([status, picksIn(page)]).toEqual([200, []])
      expect(took, 'a lead').toBeLessThan(4_000)
    }
    const later = await timed(stranger, '/picks/gated-91')
    expect([later.status, picksIn(later.page)]).toEqual([200, [91]])
    expect(later.took, 'another open pick').toBeLessThan(4_000)
  })

  test('while the ledger is held the list of readings and the search answer within a second too [PW-34]', async () => {
    await open()
    const reader = await hasOpened(site, [1])
    await reader.get('/picks/gated-1')
    await lock(site.database)
    const search = await timed(reader, '/search?q=brimstone')
    expect([search.status, search.took < 4_000]).toEqual([200, true])
    const list = await timed(reader, '/reading')
    expect(list.took).toBeLessThan(4_000)
    expect([200, 503]).toContain(list.status)
    const started = performance.now()
    const forget = await reader.get('/reading/forget', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
    expect(performance.now() - started).toBeLessThan(4_000)
    expect(forget.status).toBe(503)
  })
})

test('with the ledger gone everyone gets the lead, a brand-new visitor too, and open picks stay open [PW-34]', async () => {
  site = await openTestSite({ picks: [gatedPick(1), gatedPick(2), gatedPick(90, { access: 'open' })].join('\n') })
  const reader = await hasOpened(site, [1])
  await reader.get('/picks/gated-1')
  await site.database.ledger.destroy()
  expect(picksIn(await reader.text('/picks/gated-2'))).toEqual([])
  expect(picksIn(await reader.text('/picks/gated-90'))).toEqual([90])
  expect(picksIn(await site.browser().text('/picks/gated-2'))).toEqual([])
  expect((await reader.get('/')).status).toBe(200)
})
