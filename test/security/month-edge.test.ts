import { afterEach, expect, test } from 'vitest'
import { openTestSite, type TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn } from './canaries.ts'
import { countRows, hasOpened } from './visitors.ts'

/** The local month's last instant and the next one's first: one millisecond apart, in the zone's own offset on that day. */
const edges = [
  { zone: 'Europe/Berlin', monthBegins: '2026-03-31T22:00:00.000Z', opensAgain: 'April 1' }, // summer time since the 29th
  { zone: 'Europe/Berlin', monthBegins: '2026-10-31T23:00:00.000Z', opensAgain: 'Nov. 1' }, // winter time since the 25th
  { zone: 'Pacific/Auckland', monthBegins: '2026-12-31T11:00:00.000Z', opensAgain: 'Jan. 1' },
  { zone: 'Pacific/Apia', monthBegins: '2026-06-30T11:00:00.000Z', opensAgain: 'July 1' },
  { zone: 'Asia/Kolkata', monthBegins: '2028-02-29T18:30:00.000Z', opensAgain: 'March 1' },
]

let site: TestSite
afterEach(() => site.drop())

const after = (time: Date, milliseconds: number) => new Date(time.getTime() + milliseconds)
const day = 86_400_000

async function open(zone: string, now: Date) {
  const picks = [1, 2, 3].map((number) => gatedPick(number))
  site = await openTestSite({ now, picks: picks.join('\n'), settings: { zone, 'allowance.visitors': '1' } })
}

test.each(edges)(
  'the allowance renews at the first millisecond of the month in $zone, once ($monthBegins) [PW-28]',
  async ({ zone, monthBegins, opensAgain }) => {
    const begins = new Date(monthBegins)
    await open(zone, after(begins, -20 * day))
    site.clock.now = after(begins, -1)
    const browser = await hasOpened(site, [1])
    const wall = await browser.text('/picks/gated-2')
    expect(picksIn(wall)).toEqual([])
    expect(wall).toMatch(new RegExp(opensAgain.replace(' ', '(&nbsp;|\\s)')))
    site.clock.now = begins
    expect(countCanaries(await browser.text('/picks/gated-2'), 2)).toBe(canariesPerPick)
    for (const number of [1, 3]) expect(picksIn(await browser.text(`/picks/gated-${number}`))).toEqual([])
    site.clock.now = after(begins, day)
    expect(picksIn(await browser.text('/picks/gated-3'))).toEqual([])
    expect(await countRows(site)).toBe(2)
  },
)

test('what a browser says about its clock, its zone or its language is not asked [PW-28]', async () => {
  await open('Europe/Berlin', new Date('2026-10-31T22:59:59.999Z'))
  const browser = await hasOpened(site, [1])
  const plain = await browser.text('/picks/gated-2')
  const headers = {
    date: 'Wed, 30 Dec 2026 12:00:00 GMT',
    'accept-language': 'en-NZ',
    'sec-ch-timezone': 'Pacific/Auckland',
    'x-timezone': 'Pacific/Auckland',
    cookie: `${browser.cookie}; tz=Pacific/Auckland; timezone=%2B13`,
  }
  const claimed = await site.request('/picks/gated-2', { headers })
  expect(await claimed.text()).toBe(plain)
})

test('a clock that steps back, and a change of zone, give no period a second time [PW-28]', async () => {
  await open('Europe/Berlin', new Date('2026-08-01T12:00:00Z'))
  site.clock.now = new Date('2026-11-05T12:00:00Z')
  const browser = await hasOpened(site, [1])
  for (const back of [1 / 24, 1, 6, 40]) {
    site.clock.now = after(new Date('2026-11-05T12:00:00Z'), -back * day)
    expect(picksIn(await browser.text('/picks/gated-2')), `${back} days back`).toEqual([])
  }
  site.clock.now = new Date('2026-11-30T23:30:00Z') // already December in Berlin
  expect(countCanaries(await browser.text('/picks/gated-2'), 2)).toBe(canariesPerPick)
  await site.set('zone', 'America/New_York') // November again
  expect(picksIn(await browser.text('/picks/gated-3'))).toEqual([])
  expect(await countRows(site)).toBe(2)
})

test('on the nights when clocks change, a reading stays one reading [PW-28]', async () => {
  for (const night of ['2026-03-29T00:30:00Z', '2026-10-25T00:30:00Z']) {
    await open('Europe/Berlin', new Date(night))
    const browser = await hasOpened(site, [1])
    for (let hours = 0; hours < 4; hours += 1) {
      site.clock.now = after(new Date(night), hours * 3_600_000)
      expect(countCanaries(await browser.text('/picks/gated-1'), 1)).toBe(canariesPerPick)
      expect(picksIn(await browser.text('/picks/gated-2'))).toEqual([])
    }
    expect(await countRows(site)).toBe(1)
    if (night.startsWith('2026-03')) await site.drop()
  }
})
