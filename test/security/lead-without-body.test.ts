import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'
import { bodyWord, canariesPerPick, countCanaries, gatedPick, picksIn, readAll } from './canaries.ts'
import { atTheWall, countRows, hasOpened } from './visitors.ts'

const picks = [gatedPick(1), gatedPick(2, { topics: 'Harbors, Ferries' }), gatedPick(3, { access: 'subscribers-only' })]
const settings = { 'allowance.visitors': '1' }
// The same leads with another text below them, longer and with other words.
const otherwise = picks.map((pick) => pick.replaceAll(/cnry\d+x\d+q/g, 'something else entirely').replaceAll(bodyWord, 'lantern'))

let site: TestSite
let other: TestSite
beforeAll(async () => {
  site = await openTestSite({ picks: picks.join('\n'), settings })
  other = await openTestSite({ picks: otherwise.join('\n'), settings })
})
afterAll(async () => {
  await site.drop()
  await other.drop()
})

test('changing only what is below the lead changes no byte of what a reader at the wall is sent [PW-02]', async () => {
  const wall = await atTheWall(site, [1])
  const otherWall = other.browser()
  await otherWall.get('/picks/gated-1')
  await otherWall.get('/reading/forget', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
  const pages = [
    '/picks/gated-1',
    '/picks/gated-2',
    '/picks/gated-2/stream',
    '/picks/gated-3',
    '/',
    '/topics/harbors',
    '/topics/ferries',
  ]
  const others = [
    '/archive',
    '/sources/the-paper-boat',
    '/sitemap.xml',
    '/search?q=gated',
    `/search?q=${bodyWord}`,
    '/search?q=lantern',
    '/search?q=came',
  ]
  for (const path of [...pages, ...others]) {
    for (const headers of [{}, { 'accept-encoding': 'br' }]) {
      const [here, there] = [await wall.get(path, { headers }), await otherWall.get(path, { headers })]
      expect([...there.headers], path).toEqual([...here.headers])
      expect(Buffer.from(await there.arrayBuffer()).equals(Buffer.from(await here.arrayBuffer())), path).toBe(true)
    }
  }
})

test('structured data says that the pick is not free, names the part that is not, and holds the lead alone [PW-10]', async () => {
  const browser = await hasOpened(site, [1])
  for (const [path, number] of [
    ['/picks/gated-1', 1],
    ['/picks/gated-2', 2],
    ['/picks/gated-3', 3],
  ] as const) {
    const page = await browser.text(path)
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '') as Record<
      string,
      unknown
    >
    expect(data).toMatchObject({ '@type': 'NewsArticle', headline: `Gated ${number}`, isAccessibleForFree: false })
    expect(data.description).toBe(`The editors have this to say about lead${number}q. Ada Brook writes:`)
    expect(data).not.toHaveProperty('articleBody')
    expect(picksIn(JSON.stringify(data))).toEqual([])
    const { cssSelector } = data.hasPart as { cssSelector: string }
    expect(cssSelector).toMatch(/^\.[\w-]+$/)
    expect(page, path).toMatch(new RegExp(`class="[^"]*\\b${cssSelector.slice(1)}\\b`))
  }
})

test('what a pick says about itself to link previews is its lead, also in the copy of a reader who has it open [PW-15]', async () => {
  const browser = await hasOpened(site, [2])
  const page = await browser.text('/picks/gated-2')
  expect(countCanaries(page, 2)).toBe(canariesPerPick)
  const head = page.slice(0, page.indexOf('</head>'))
  expect(head).toMatch(/<meta name="description" content="[^"]*lead2q/)
  expect(head).toMatch(/<meta property="og:description" content="[^"]*lead2q/)
  expect(picksIn(head)).toEqual([])
})

test('search finds no word of an excerpt before the pick is opened, and finds it for that reader afterwards [PW-15]', async () => {
  const nobody = await site.request(`/search?q=${bodyWord}`)
  const missing = await site.request('/search?q=nowherewordatall')
  const likeMissing = (text: string) => text.replaceAll(bodyWord, 'nowherewordatall')
  expect(likeMissing((await readAll(nobody)).body)).toBe((await readAll(missing)).body)
  const reader = await hasOpened(site, [2])
  const found = await reader.text(`/search?q=${bodyWord}`)
  expect(found).toContain('/picks/gated-2"')
  expect(found).not.toMatch(/gated-[13]/)
  expect(picksIn(found)).toEqual([2])
  const inLead = await reader.text('/search?q=editors')
  expect(inLead).toContain('gated-3')
  expect(picksIn(inLead)).toEqual([])
})

test('searching, however often, counts no reading [PW-15]', async () => {
  const reader = await hasOpened(site, [1])
  await reader.get('/picks/gated-1')
  const rows = await countRows(site)
  for (const word of ['gated', bodyWord, 'cnry1x1q', 'editors']) await reader.get(`/search?q=${word}`)
  expect(await countRows(site)).toBe(rows)
})

test('a pick that stops being open is gone from the site at once, and from caches within five seconds [CA-10]', async () => {
  const free = pickText({ headline: 'Changing', secret: 'cnry9x1q', access: 'open' })
  await site.publish(free)
  const before = await site.request('/picks/changing')
  expect(before.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=5, must-revalidate')
  expect(picksIn(await before.text())).toEqual([9])
  await site.publish(free.replace('Access: open', 'Access: subscribers-only'))
  for (const path of [
    '/picks/changing',
    '/picks/changing?v=2',
    '/picks/changing/stream',
    '/',
    '/search?q=paragraph',
    '/sitemap.xml',
  ]) {
    const after = await readAll(await site.request(path, { headers: { 'if-none-match': before.headers.get('etag') ?? '' } }))
    expect(picksIn(after.body), path).toEqual([])
    expect(after.head, path).toMatch(/^200/)
  }
  expect((await site.request('/picks/changing')).headers.get('cache-control')).toBe('private, no-store')
})
