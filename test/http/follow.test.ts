import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engines } from '../support/database.ts'
import { openEditor } from '../support/desk.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'

const sent = { 'sec-fetch-site': 'same-origin' }

describe.each(engines)('going on to a source, on %s', (engine) => {
  let site: TestSite
  beforeEach(async () => {
    site = await openTestSite({
      engine,
      settings: { zone: 'Europe/Berlin', crawlers: 'Findbot: 192.0.2.0/24' },
      picks: pickText({ headline: 'One' }),
    })
  })
  afterEach(() => site.drop())

  const follow = (ask: { headers?: Record<string, string>; peer?: string; path?: string; method?: string } = {}) => {
    const { path = '/picks/one/follow', method = 'POST', headers = sent, peer = '198.51.100.7' } = ask
    return site.request(path, { method, headers, peer })
  }
  const rows = async () => {
    await site.follows.flush()
    return site.database.db.selectFrom('source_follow').select(['day', 'count']).orderBy('day').execute()
  }

  test('is counted by pick and day of the magazine, and nothing is kept of who it was', async () => {
    for (let time = 0; time < 3; time += 1) {
      const answer = await follow()
      expect([answer.status, await answer.text(), answer.headers.get('set-cookie')]).toEqual([204, '', null])
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
    }
    expect(await rows()).toEqual([{ day: '2026-11-10', count: 3 }])
    site.clock.now = new Date('2026-11-30T23:30:00Z')
    await follow({ peer: '2001:db8::1' })
    expect(await rows()).toEqual([
      { day: '2026-11-10', count: 3 },
      { day: '2026-12-01', count: 1 },
    ])
    const ada = await openEditor(site, 'ada@paper.example', 'owner')
    const [source] = (await ada.do('listSources', {})).sources
    const shown = await ada.do('showSource', {}, { id: source?.id ?? 0 })
    expect([shown.sent, shown.months.map(({ month, sent }) => [month, sent]), shown.latest.map((pick) => pick.sent)]).toEqual([
      4,
      [
        ['2026-12', 1],
        ['2026-11', 3],
      ],
      [4],
    ])
  })

  test('counts nothing that no reader did: from another site, ahead of time, by a proved robot, by another method', async () => {
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }])
      expect((await follow({ headers })).status, JSON.stringify(headers)).toBe(403)
    for (const purpose of ['prefetch', 'prefetch;prerender']) await follow({ headers: { ...sent, 'sec-purpose': purpose } })
    await follow({ peer: '192.0.2.9' })
    for (const method of ['GET', 'HEAD']) expect((await follow({ method })).status).toBe(404)
    for (const path of ['/picks/none-such/follow', '/picks/~draft/follow']) expect((await follow({ path })).status).toBe(204)
    expect(await rows()).toEqual([])
  })

  test('can’t be used to make numbers or to fill the database: one network counts twenty times an hour, and makes one row', async () => {
    for (let time = 0; time < 200; time += 1) await follow({ peer: `2001:db8::${time.toString(16)}` })
    expect(await rows()).toEqual([{ day: '2026-11-10', count: 20 }])
    site.clock.now = new Date(site.clock.now.getTime() + 3_600_000)
    await follow({ peer: '2001:db8::5' })
    expect(await rows()).toEqual([{ day: '2026-11-10', count: 21 }])
  })

  test('what several processes count is one number, and what couldn’t be written is written the next time', async () => {
    await follow()
    await rows()
    await follow()
    const { db } = site.database
    await db.schema.alterTable('source_follow').renameTo('elsewhere').execute()
    await expect(site.follows.flush()).rejects.toThrow()
    await db.schema.alterTable('elsewhere').renameTo('source_follow').execute()
    await follow()
    expect(await rows()).toEqual([{ day: '2026-11-10', count: 3 }])
  })

  test('the link itself leads to the source and nowhere else', async () => {
    const page = await (await site.request('/picks/one')).text()
    expect(page).toContain('<a class="ext" href="https://boat.example/article" rel="noopener external" ping="/picks/one/follow">')
  })
})
