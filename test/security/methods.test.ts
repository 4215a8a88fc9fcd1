import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, type TestBrowser, type TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn, readAll } from './canaries.ts'
import { type Served, serve } from './raw-request.ts'
import { atTheWall, countRows, hasOpened } from './visitors.ts'

let site: TestSite
let wall: TestBrowser
let served: Served
beforeAll(async () => {
  const picks = [gatedPick(1), gatedPick(2), gatedPick(3), gatedPick(4, { access: 'open' })]
  site = await openTestSite({ picks: picks.join('\n'), settings: { 'allowance.visitors': '2' } })
  wall = await atTheWall(site, [1, 3])
  served = await serve(site)
})
afterAll(async () => {
  await served.close()
  await site.drop()
})

const asWall = (headers: Record<string, string> = {}) => ({ headers: { cookie: wall.cookie ?? '', ...headers } })

test('asking for a range of a page gets the page as it is for everyone [PW-17]', async () => {
  const plain = await readAll(await wall.get('/picks/gated-2'))
  const many = `bytes=${Array.from({ length: 500 }, (_, at) => `${at}-`).join(',')}`
  for (const range of ['bytes=0-', 'bytes=5000-', 'bytes=-400', 'bytes=0-9,20-29', 'bytes=99999999-', many]) {
    const answer = await readAll(await wall.get('/picks/gated-2', { headers: { range, 'if-range': 'W/"x"' } }))
    expect(answer, range).toEqual(plain)
    const raw = await served.ask('/picks/gated-2', asWall({ range }))
    expect([raw.status, raw.headers.has('content-range'), picksIn(raw.body)], range).toEqual([200, false, []])
  }
})

test('a reader’s own page is never answered with “not modified”, and what it was before says nothing now [PW-18]', async () => {
  const reader = await hasOpened(site, [1])
  const full = await reader.get('/picks/gated-1')
  expect(countCanaries(await full.text(), 1)).toBe(canariesPerPick)
  expect(full.headers.get('etag')).toBeNull()
  expect(full.headers.get('last-modified')).toBeNull()
  const conditions: Record<string, string>[] = [
    { 'if-none-match': '*' },
    { 'if-none-match': 'W/"a", "b"' },
    { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
  ]
  for (const headers of conditions) {
    const answer = await wall.get('/picks/gated-2', { headers })
    expect([answer.status, picksIn(await answer.text())]).toEqual([200, []])
  }
})

test('what is the same for everyone is confirmed by its tag, also a weak or starred one, and by no other’s [PW-18]', async () => {
  const tagOf = async (path: string) => (await site.request(path)).headers.get('etag') ?? ''
  const [front, open] = [await tagOf('/'), await tagOf('/picks/gated-4')]
  expect(front).not.toBe(open)
  const ask = async (tag: string) => (await site.request('/picks/gated-4', { headers: { 'if-none-match': tag } })).status
  for (const tag of [open, open.replace('W/', ''), `"x", ${open}`, '*']) expect(await ask(tag), tag).toBe(304)
  for (const tag of [front, '"x"', '']) expect(await ask(tag), tag).toBe(200)
})

test('HEAD has the headers of GET, no body, and counts nothing [PW-19]', async () => {
  const rows = await countRows(site)
  for (const path of ['/', '/picks/gated-2', '/picks/gated-4', '/search?q=editors', '/reading', '/none-such', '/Picks/Gated-2']) {
    const [head, get] = [await wall.get(path, { method: 'HEAD' }), await wall.get(path)]
    expect([head.status, ...head.headers], path).toEqual([get.status, ...get.headers])
    expect(await head.text(), path).toBe('')
  }
  const reader = await hasOpened(site, [1])
  const answer = await reader.get('/picks/gated-2', { method: 'HEAD' })
  expect([answer.status, answer.headers.has('set-cookie'), await answer.text()]).toEqual([200, false, ''])
  const stranger = await site.request('/picks/gated-2', { method: 'HEAD' })
  expect([stranger.status, stranger.headers.has('set-cookie')]).toEqual([200, false])
  expect(await countRows(site)).toBe(rows)
})

test('methods that are not for reading are refused, and a header can’t stand in for the method [PW-19]', async () => {
  const rows = await countRows(site)
  for (const method of ['TRACE', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND']) {
    const answer = await served.ask('/picks/gated-2', { method, ...asWall({ 'x-secret': 'mark3r' }) })
    expect([answer.status, answer.headers.get('allow')], method).toEqual([405, 'GET, HEAD, POST'])
    expect(answer.body, method).not.toMatch(/mark3r|cnry/)
  }
  for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
    const answer = await wall.get('/reading/forget', { headers: { [name]: 'POST', 'sec-fetch-site': 'same-origin' } })
    expect(answer.status, name).toBe(404)
    const head = await wall.get('/picks/gated-2', { method: 'HEAD', headers: { [name]: 'GET' } })
    expect(await head.text(), name).toBe('')
  }
  expect(await countRows(site)).toBe(rows)
})

test('a request must say which site it means, and mean this one [PW-19] [CA-06]', async () => {
  const get = (target: string, lines: string, version = '1.1') =>
    served.send(`GET ${target} HTTP/${version}\r\n${lines}Connection: close\r\n\r\n`)
  const evil = 'evil.example'
  const refused = {
    'no Host': await get('/', ''),
    'HTTP/1.0 without Host': await get('/', '', '1.0'),
    'an empty Host': await get('/', 'Host:\r\n'),
    'a foreign Host': await get('/', `Host: ${evil}\r\n`),
    'two Hosts': await get('/', `Host: localhost\r\nHost: ${evil}\r\n`),
    'two Hosts, the other way round': await get('/', `Host: ${evil}\r\nHost: localhost\r\n`),
    'two names in one Host': await get('/', `Host: localhost, ${evil}\r\n`),
    'a port that is a name': await get('/', `Host: localhost:${evil}\r\n`),
    'a name before ours': await get('/', `Host: ${evil}.localhost\r\n`),
    'ours with a name behind an @': await get('/', `Host: localhost@${evil}\r\n`),
    'a folded Host': await get('/', `Host: localhost\r\n ${evil}\r\n`),
    'an absolute address of another site': await get(`http://${evil}/`, 'Host: localhost\r\n'),
    'an absolute address of ours, but a foreign Host': await get('http://localhost/', `Host: ${evil}\r\n`),
  }
  for (const [what, answer] of Object.entries(refused)) {
    expect(answer, what).toMatch(/^HTTP\/1\.1 4(00|21) /)
    expect(answer, what).not.toContain(evil)
  }
  expect(await get('/', 'Host: localhost:1234\r\n')).toMatch(/^HTTP\/1\.1 200 /)
  expect(await get('http://localhost/about', 'Host: localhost\r\n')).toMatch(/^HTTP\/1\.1 200 /)
})

test('requests sent in one go are answered one by one, each for its own reader [PW-19]', async () => {
  const reader = await hasOpened(site, [1])
  const as = (cookie: string | null, path: string, last = '') =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${cookie ? `Cookie: ${cookie}\r\n` : ''}${last}\r\n`
  const answers = await served.send(
    as(reader.cookie, '/picks/gated-1') +
      as(wall.cookie, '/picks/gated-1') +
      as(null, '/') +
      as(wall.cookie, '/picks/gated-2', 'Connection: close\r\n'),
  )
  const [first = '', second = '', third = '', fourth = ''] = answers.split(/(?=HTTP\/1\.1 \d)/)
  expect([first, second, third, fourth].map(picksIn)).toEqual([[1], [], [], []])
  expect([/lead1q/.test(second), /lead2q/.test(fourth)]).toEqual([true, true])
})

test('a request that two servers could read differently is refused and its connection closed [CA-11]', async () => {
  const head = 'POST /reading/forget HTTP/1.1\r\nHost: localhost\r\n'
  const smuggled = 'GET /picks/gated-4 HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const doubtful = {
    'both lengths': `${head}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    'two lengths': `${head}Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello${smuggled}`,
    'an unknown coding': `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
    'a folded coding': `${head}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    'a space before the colon': `${head}Content-Length : 5\r\n\r\nhello${smuggled}`,
    'bare line feeds': `GET / HTTP/1.1\nHost: localhost\nContent-Length: 5\n\nhello${smuggled}`,
    'a negative length': `${head}Content-Length: -1\r\n\r\n${smuggled}`,
  }
  for (const [what, bytes] of Object.entries(doubtful)) {
    const answer = await served.send(bytes)
    expect(answer, what).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.match(/HTTP\/1\.1 /g), what).toHaveLength(1)
    expect(answer, what).not.toContain('lead4q')
  }
})
