import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, type TestBrowser, type TestSite } from '../support/site.ts'
import { gatedPick, picksIn, readAll } from './canaries.ts'
import { type Answer, type Served, serve } from './raw-request.ts'
import { atTheWall, countRows } from './visitors.ts'

const tricks = words(String.raw`
  //picks/gated-2 /picks//gated-2 /Picks/Gated-2 /PICKS/GATED-2 /picks/gated-2/ /picks/gated-2// /picks/gated-2/. /./picks/gated-2
  /picks/./gated-2 /picks/x/../gated-2 /picks/%67ated-2 /%70icks/gated-2 /picks%2fgated-2 /picks/gated-2%00 /picks/gated-2%20
  /picks/gated-2;x /picks/gated-2;x=.css /picks/%2e%2e/picks/gated-2 /picks/gated-2%2f /picks/gated-2%2fstream /picks/gated-2.json
  /picks/gated-2.amp /picks/gated-2.md /picks/gated-2.txt /picks/gated-2.rss /picks/gated-2.html /picks/gated-2.css /picks/gated-2/amp
  /picks/gated-2/print /picks/gated-2/embed /picks/gated-2/json /amp/picks/gated-2 /picks\gated-2 /\picks/gated-2 /picks/gated-2/stream/
  /picks/gated-2/STREAM /picks/gated-2/stream/x /picks/gated-2%3famp=1 /picks/gated-2%23 /picks/%E0%A4%A /picks/% /picks/%25 /picks/gated-2?
  /picks/gated-2#x /picks/%252e%252e/gated-2 /picks/gаted-2 /picks/gated-2%c0%af /picks/gated-2, /picks/gated-2%0d%0aset-cookie:a=b`)

const parameters = words(`
  amp=1 outputType=amp valid_amp gaa_at=g gaa_n=AYRtylY reduced=false print=1 preview=1 member=1 tier=paid format=json _data= __flight__
  nocache=1 unlocked_article_code=x utm_source=a&utm_source=b a=1&a=2 utm_content=x;cb=y __proto__[x]=1 after= after=x after=1.x left=9 nth=1 %00 %`)

let site: TestSite
let wall: TestBrowser
let served: Served
beforeAll(async () => {
  const picks = [gatedPick(1), gatedPick(2), gatedPick(3, { access: 'open' })]
  site = await openTestSite({ picks: picks.join('\n'), settings: { 'allowance.visitors': '1' } })
  wall = await atTheWall(site, [1])
  served = await serve(site)
})
afterAll(async () => {
  await served.close()
  await site.drop()
})

const asWall = () => ({ headers: { cookie: wall.cookie ?? '' } })

test('no way of spelling a pick’s address opens it [PW-08]', async () => {
  for (const target of tricks) {
    const answer = await served.ask(target, asWall())
    expect([200, 301, 400, 404], `${target} gets ${answer.status}`).toContain(answer.status)
    expect(picksIn(answer.body), target).toEqual([])
    if (answer.status === 200) expect(answer.body, target).toContain('lead2q')
    if (answer.status === 301) expectCanonical(answer, target)
  }
})

test('all spellings of one pick’s address together are one reading [PW-08]', async () => {
  const rows = await countRows(site)
  await site.set('allowance.visitors', '3')
  const first = await served.ask('/picks/gated-1')
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  let opened = 0
  for (const target of tricks) {
    const answer = await served.ask(target, { headers: { cookie } })
    expect([200, 301, 400, 404], `${target} gets ${answer.status}`).toContain(answer.status)
    if (picksIn(answer.body).includes(2)) opened += 1
  }
  await site.set('allowance.visitors', '1')
  expect(opened).toBeGreaterThan(1)
  expect((await countRows(site)) - rows, 'the first pick and the one with many spellings').toBe(2)
})

test('a redirect never leads to another site [PW-08] [CA-06]', async () => {
  const outward =
    words(String.raw`//evil.example //evil.example/ ///evil.example/a/ /\evil.example/ //evil.example/%2f.. /%2f/evil.example/
    /.//evil.example/ //EVIL.example/A`)
  for (const target of outward) {
    const answer = await served.ask(target)
    expect([301, 400, 404], target).toContain(answer.status)
    const location = answer.headers.get('location')
    if (location !== null) expect(location, target).toMatch(/^\/(?![/\\])[\w\-./]*$/)
  }
})

test('a parameter nobody knows changes nothing about a page [PW-09] [CA-07]', async () => {
  const plain = await readAll(await wall.get('/picks/gated-2'))
  const open = await readAll(await site.request('/picks/gated-3'))
  expect(open.head).toContain('etag: ')
  for (const parameter of parameters) {
    expect(await readAll(await wall.get(`/picks/gated-2?${parameter}`)), parameter).toEqual(plain)
    expect(await readAll(await site.request(`/picks/gated-3?${parameter}`)), parameter).toEqual(open)
    expect((await served.ask(`/picks/gated-2?${parameter}`, asWall())).body, parameter).toBe(plain.body)
  }
})

test('neither ten kilobytes of parameters nor a body with a GET opens a pick [PW-09] [CA-07]', async () => {
  const long = await served.ask(`/picks/gated-2?${'a'.repeat(10_240)}`, asWall())
  expect([long.status, picksIn(long.body)]).toEqual([414, []])
  const body = 'member=1&tier=paid'
  const head = `GET /picks/gated-2 HTTP/1.1\r\nHost: localhost\r\nCookie: ${wall.cookie}\r\nConnection: close\r\n`
  const fat = await served.send(
    `${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  expect(fat).toMatch(/^HTTP\/1.1 200/)
  expect(fat).toContain('lead2q')
  expect(picksIn(fat)).toEqual([])
})

test('what was sent is not repeated in a page, but for the words that were searched for [CA-07]', async () => {
  for (const path of ['/', '/picks/gated-2', '/picks/gated-3', '/topics', '/reading', '/about', '/mark3r', '/topics/mark3r'])
    expect((await readAll(await wall.get(`${path}?mark3r=mark3r&utm_source=mark3r`))).body, path).not.toContain('mark3r')
  const search = await wall.text('/search?q=%3Cscript%3Emark3r%22%27%3C/script%3E')
  expect(search).not.toMatch(/<script>mark3r|mark3r"|mark3r'/)
})

test('there is no second way to a pick’s text: no programming interface and no feed answers [PW-13]', async () => {
  const doors =
    words(`/api/picks/gated-2 /api/v1/picks?filter=excerpt:~cnry /graphql?query={pick(slug:"gated-2"){excerpt}} /wp-json/wp/v2/posts/2
    /ghost/api/content/posts?include=excerpt /picks.json /picks/2 /oembed?url=/picks/gated-2 /_next/data/x/picks/gated-2.json /feed /rss.xml /atom.xml
    /feed.json`)
  for (const path of doors) {
    for (const method of ['GET', 'POST']) {
      const response = await site.request(path, { method, headers: { accept: 'application/json' } })
      const { body } = await readAll(response)
      expect([response.status, picksIn(body)], `${method} ${path}`).toEqual([404, []])
    }
  }
})

function expectCanonical({ headers }: Answer, target: string) {
  expect(headers.get('location'), target).toMatch(/^\/picks\/gated-2(\/stream)?$/)
  expect(headers.get('cache-control'), target).toBe('private, no-store')
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
