import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { newestMail } from '../support/sign-in.ts'
import { openTestSite, type TestSite } from '../support/site.ts'
import { mainOf } from '../views/page-text.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn } from './canaries.ts'
import { hasOpened } from './visitors.ts'

const peer = '203.0.113.9'
const limit = 5

let site: TestSite
afterEach(() => site.drop())

async function open(settings: Record<string, string> = {}) {
  const picks = [1, 2, 3, 4].map((number) => gatedPick(number))
  site = await openTestSite({ picks: picks.join('\n'), settings: { newVisitorsPerHour: String(limit), ...settings } })
}

/** Whether a browser that has never been here gets to read. */
async function newcomerReads(from: string): Promise<boolean> {
  const response = await site.request('/picks/gated-1', { peer: from })
  expect(response.status).toBe(200)
  const page = await response.text()
  expect(page).toContain('lead1q')
  expect(response.headers.has('set-cookie')).toBe(countCanaries(page, 1) > 0)
  return countCanaries(page, 1) === canariesPerPick
}

async function crowd(from = peer) {
  for (let newcomer = 0; newcomer < limit; newcomer += 1) expect(await newcomerReads(from)).toBe(true)
}

test('clearing cookies gives a new allowance until the network has had its new visitors, and then the sign-up wall [PW-20]', async () => {
  await open()
  await crowd()
  const response = await site.request('/picks/gated-1', { peer })
  const page = await response.text()
  expect([response.status, picksIn(page), response.headers.get('cache-control')]).toEqual([200, [], 'private, no-store'])
  expect(page).toContain('/sign-up')
  expect(page).not.toMatch(/You have (no|\d)/)
  site.clock.now = new Date(site.clock.now.getTime() + 3_600_000)
  expect(await newcomerReads(peer)).toBe(true)
})

test('the wall of a crowded network leads to the sign-up and back to the pick, which is then open there [PW-20] [PW-21]', async () => {
  await open()
  await crowd()
  const browser = site.browser()
  const wall = await browser.text('/picks/gated-1', { peer })
  expect([browser.cookie, countCanaries(wall, 1)]).toEqual([null, 0])
  const [, signUp = ''] = /href="(\/sign-up\?next=[^"]*)"/.exec(mainOf(wall)) ?? []
  expect(mainOf(await browser.text(signUp, { peer }))).toContain('name="next" value="/picks/gated-1"')
  await browser.post('/sign-in', { email: 'new@paper.example', next: '/picks/gated-1', purpose: 'sign-up' }, { peer })
  const { code } = await newestMail(site, 'new@paper.example')
  const confirmed = await browser.post('/sign-in/code', { code }, { peer })
  expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/picks/gated-1'])
  for (const number of [1, 2])
    expect(countCanaries(await browser.text(`/picks/gated-${number}`, { peer }), number)).toBe(canariesPerPick)
  // Signing out leaves a visitor's cookie behind, and so the browser isn't new here any more.
  await browser.post('/sign-out', {}, { peer })
  expect(countCanaries(await browser.text('/picks/gated-3', { peer }), 3)).toBe(canariesPerPick)
})

test('a crowded network touches nobody who has been here before, and is never answered with a refusal [PW-21]', async () => {
  await open()
  const known = await Promise.all([1, 2, 3].map(() => hasOpened(site, [1], peer)))
  for (let newcomer = 0; newcomer < 50; newcomer += 1) await site.request('/picks/gated-1', { peer })
  expect(await newcomerReads(peer)).toBe(false)
  for (const browser of known) {
    for (const number of [2, 3])
      expect(countCanaries(await browser.text(`/picks/gated-${number}`, { peer }), number)).toBe(canariesPerPick)
    expect(await browser.text('/picks/gated-4', { peer })).toContain('/subscribe')
    expect(countCanaries(await browser.text('/picks/gated-1', { peer }), 1)).toBe(canariesPerPick)
  }
  for (const path of ['/', '/topics', '/reading', '/search?q=gated', '/picks/gated-2'])
    expect((await site.request(path, { peer })).status).toBe(200)
  expect(await newcomerReads('203.0.114.9')).toBe(true)
})

test('a network the magazine knows to be shared has no such limit, and 0 sets none at all [PW-21]', async () => {
  await open({ sharedNetworks: '203.0.113.0/24' })
  for (let newcomer = 0; newcomer < 20; newcomer += 1) expect(await newcomerReads(peer)).toBe(true)
  await site.set('sharedNetworks', '')
  await site.set('newVisitorsPerHour', '0')
  for (let newcomer = 0; newcomer < 20; newcomer += 1) expect(await newcomerReads(peer)).toBe(true)
})

test('however an address is written or changed within its network, it is one network [PW-22]', async () => {
  await open()
  for (let newcomer = 0; newcomer < limit; newcomer += 1)
    expect(await newcomerReads(`2001:db8:1:2:${newcomer}::${newcomer + 1}`)).toBe(true)
  for (let address = 0; address < 500; address += 1)
    expect(await newcomerReads(`2001:db8:1:2:${address.toString(16)}:ffff:0:1`), `address ${address}`).toBe(false)
  for (const written of [
    '2001:DB8:1:2::1',
    '2001:0db8:0001:0002:0000:0000:0000:0001',
    '2001:db8:1:2:0:0:192.0.2.1',
    '2001:db8:1:2::1%eth0',
  ])
    expect(await newcomerReads(written), written).toBe(false)
  expect(await newcomerReads('2001:db8:1:3::1')).toBe(true)
  await crowd('198.51.100.1')
  for (const written of ['198.51.100.250', '::ffff:198.51.100.7', '::FFFF:c633:6407', '0:0:0:0:0:ffff:198.51.100.9'])
    expect(await newcomerReads(written), written).toBe(false)
})

test('a browser that prefetches or only asks for headers is no new visitor [PW-20]', async () => {
  await open()
  for (let request = 0; request < 20; request += 1) {
    await site.request('/picks/gated-1', { peer, headers: { 'sec-purpose': 'prefetch' } })
    await site.request('/picks/gated-1', { peer, method: 'HEAD' })
    await site.request('/search?q=gated', { peer })
  }
  await crowd()
})

test('no address of a reader is written anywhere, and the counts go with the process [PW-23]', async () => {
  await open()
  await crowd()
  const browser = await hasOpened(site, [1], '198.51.100.23')
  await browser.get('/picks/gated-2', {
    peer: '198.51.100.23',
    headers: { 'x-forwarded-for': '192.0.2.200', 'user-agent': 'Seldom/1.0' },
  })
  await browser.get('/search?q=gated', { peer: '198.51.100.23' })
  await site.request('/picks/%', { peer })
  const { place } = site.database
  if (!('folder' in place)) throw new Error('this looks into files')
  const files = readdirSync(place.folder)
  expect(files).toContain('ledger.db-wal')
  for (const text of [...files.map((file) => readFileSync(join(place.folder, file), 'latin1')), ...site.logged])
    expect(text).not.toMatch(/203\.0\.113|198\.51\.100|192\.0\.2\.200|Seldom/)
})
