import { afterEach, expect, test } from 'vitest'
import { endGroup } from '../../src/flows/change-groups.ts'
import { change, openGroup, placesOf, type TestGroup } from '../support/groups.ts'
import { signIn } from '../support/sign-in.ts'
import { openTestSite, type SiteOptions, type TestSite } from '../support/site.ts'
import { linesOf } from '../views/page-text.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn } from './canaries.ts'
import { atTheWall, countRows } from './visitors.ts'

const campus = '192.0.2.0/24'
const inside = '192.0.2.66'
const outside = '198.51.100.7'
const names = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'cf-connecting-ip', 'true-client-ip', 'x-client-ip', 'client-ip']

let site: TestSite
afterEach(() => site.drop())

async function open(group: TestGroup = {}, options: SiteOptions = {}): Promise<number> {
  const picks = [1, 2].map((number) => gatedPick(number))
  const closed = gatedPick(3, { access: 'subscribers-only' })
  const settings = { 'allowance.visitors': '0', 'allowance.members': '0', ...options.settings }
  site = await openTestSite({ picks: [...picks, closed].join('\n'), ...options, settings })
  const id = await openGroup(site.database, { networks: [campus, '2001:db8::/32'], ...group })
  await site.live.refresh()
  return id
}

const get = async (path: string, peer: string, headers: Record<string, string> = {}) => {
  const response = await site.request(path, { peer, headers })
  return { response, page: await response.text() }
}

test('whoever reads on a group’s network reads on without a count, and the page says by whose courtesy', async () => {
  await open()
  const rows = await countRows(site)
  for (const peer of [inside, `::ffff:${inside}`, '2001:db8:7::1']) {
    const { response, page } = await get('/picks/gated-1', peer)
    expect(countCanaries(page, 1), peer).toBe(canariesPerPick)
    expect(linesOf(page)).toContain('Read by courtesy of Ferry School.')
    expect(page).not.toMatch(/You have|free article/)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('vary')).toContain('cookie')
    expect(response.headers.has('etag')).toBe(false)
  }
  const stream = await get('/picks/gated-2/stream', inside)
  expect([countCanaries(stream.page, 2), linesOf(stream.page).includes('Read by courtesy of Ferry School.')]).toEqual([
    canariesPerPick,
    true,
  ])
  expect(picksIn((await get('/picks/gated-1', outside)).page)).toEqual([])
  expect(picksIn((await get('/picks/gated-3', inside)).page)).toEqual([])
  expect(await countRows(site)).toBe(rows)
})

test('what opens everything opens the picks for subscribers too', async () => {
  await open({ opens: 'everything' })
  const { page } = await get('/picks/gated-3', inside)
  expect([countCanaries(page, 3), linesOf(page).includes('Read by courtesy of Ferry School.')]).toEqual([canariesPerPick, true])
  expect(picksIn((await get('/picks/gated-3', outside)).page)).toEqual([])
})

test('a header that names an address on the network opens nothing when no proxy is trusted [PW-04]', async () => {
  await open()
  const plain = (await get('/picks/gated-1', outside)).page
  for (const name of names)
    for (const value of [inside, `for=${inside}`, `${inside}, ${outside}`, `${outside}, ${inside}`])
      expect((await get('/picks/gated-1', outside, { [name]: value })).page, `${name}: ${value}`).toBe(plain)
  // Nor does one close what is open.
  expect(countCanaries((await get('/picks/gated-1', inside, { 'x-forwarded-for': outside })).page, 1)).toBe(canariesPerPick)
})

test('behind a trusted proxy the address is the one the proxy names, and not one that was sent to it [PW-04]', async () => {
  await open({}, { trustedProxies: ['203.0.113.9'] })
  const via = (forwarded: string) => get('/picks/gated-1', '203.0.113.9', { 'x-forwarded-for': forwarded })
  expect(countCanaries((await via(inside)).page, 1)).toBe(canariesPerPick)
  expect(picksIn((await via(`${inside}, ${outside}`)).page)).toEqual([])
  expect(countCanaries((await via(`${outside}, ${inside}`)).page, 1)).toBe(canariesPerPick)
  expect(picksIn((await get('/picks/gated-1', outside, { 'x-forwarded-for': inside })).page)).toEqual([])
})

test('finished pages are kept apart: nobody gets what was made for a reader of a group, nor one group the other’s', async () => {
  await open()
  await openGroup(site.database, { name: 'Ropewalk', administrator: 'rope@walk.example', networks: ['203.0.113.0/24'] })
  await site.live.refresh()
  for (let round = 0; round < 2; round += 1) {
    expect((await get('/picks/gated-1', inside)).page).toContain('courtesy of Ferry School')
    const other = (await get('/picks/gated-1', '203.0.113.5')).page
    expect([other.includes('courtesy of Ropewalk'), other.includes('Ferry School')]).toEqual([true, false])
    const nobody = (await get('/picks/gated-1', outside)).page
    expect([picksIn(nobody), nobody.includes('courtesy')]).toEqual([[], false])
  }
})

test('a member with a subscription of their own reads by it, on the network too, and one without reads by courtesy', async () => {
  const group = await open({ opens: 'everything', domains: ['school.example'] })
  const ada = site.browser()
  await signIn(site, ada, 'ada@boat.example')
  expect(await ada.text('/picks/gated-1', { peer: inside })).toContain('courtesy of Ferry School')
  expect(picksIn(await ada.text('/picks/gated-1'))).toEqual([])
  const lia = site.browser()
  await signIn(site, lia, 'lia@school.example')
  await lia.post(`/account/groups/${group}/take`)
  const own = await lia.text('/picks/gated-1', { peer: inside })
  expect([countCanaries(own, 1), own.includes('courtesy')]).toEqual([canariesPerPick, false])
})

test('a term opens the network at its first moment and closes it at its last', async () => {
  const group = await open({ window: { from: new Date('2026-11-12T00:00:00Z'), until: new Date('2026-11-14T00:00:00Z') } })
  const isOpenAt = async (time: string) => {
    site.clock.now = new Date(time)
    return picksIn((await get('/picks/gated-1', inside)).page).length > 0
  }
  expect([
    await isOpenAt('2026-11-11T23:59:59.999Z'),
    await isOpenAt('2026-11-12T00:00:00.000Z'),
    await isOpenAt('2026-11-13T23:59:59.999Z'),
    await isOpenAt('2026-11-14T00:00:00.000Z'),
  ]).toEqual([false, true, true, false])
  await change(site.database, group, { terms: { window: { from: new Date('2026-11-12T00:00:00Z'), until: null } } })
  await site.live.refresh()
  expect(await isOpenAt('2026-11-20T00:00:00.000Z')).toBe(true)
})

test('a change of a group’s networks is seen at the next look of every process, and its end at once', async () => {
  const group = await open()
  await change(site.database, group, placesOf({ networks: ['203.0.113.0/24'] }))
  await site.live.refresh()
  expect(picksIn((await get('/picks/gated-1', '203.0.113.5')).page)).toEqual([1])
  await change(site.database, group, { removeNetworks: placesOf({ networks: [campus] }).addNetworks })
  await site.live.refresh()
  expect(picksIn((await get('/picks/gated-1', inside)).page)).toEqual([])
  await endGroup({ db: site.database.db, now: site.clock.now }, group)
  await site.live.refresh()
  expect(picksIn((await get('/picks/gated-1', '203.0.113.5')).page)).toEqual([])
})

test('reading on the network spends nothing at home: a browser that was at the wall is there still', async () => {
  await open({}, { settings: { 'allowance.visitors': '1' } })
  const browser = await atTheWall(site, [1])
  expect(picksIn(await browser.text('/picks/gated-2', { peer: inside }))).toEqual([2])
  expect(picksIn(await browser.text('/picks/gated-2'))).toEqual([])
  const fresh = site.browser()
  expect(picksIn(await fresh.text('/picks/gated-1', { peer: inside }))).toEqual([1])
  expect(picksIn(await fresh.text('/picks/gated-2'))).toEqual([2])
})

test('prefetching on the network gets no body', async () => {
  await open()
  const { response, page } = await get('/picks/gated-1', inside, { 'sec-purpose': 'prefetch' })
  expect([response.status, page]).toEqual([503, ''])
})
