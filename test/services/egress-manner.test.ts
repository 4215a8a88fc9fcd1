import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { outside, startOrigin, type TestOrigin, testEgress } from '../support/origin.ts'

const opened: TestOrigin[] = []
afterEach(() => Promise.all(opened.splice(0).map((origin) => origin.stop())))

async function paper(listener: RequestListener) {
  const seen: { path: string; headers: IncomingHttpHeaders }[] = []
  const origin = await startOrigin((request, answer) => {
    seen.push({ path: request.url ?? '', headers: request.headers })
    listener(request, answer)
  })
  opened.push(origin)
  const egress = testEgress([origin.port], { 'paper.example': [outside] })
  return { seen, egress, at: (path: string) => `http://paper.example:${origin.port}${path}` }
}

const html = { 'content-type': 'text/html' }
const nothing = { etag: null, lastModified: null }

test('who asks for a page may have another name, and nothing else of theirs goes along', async () => {
  const { seen, egress, at } = await paper((_, answer) => answer.writeHead(200, { ...html, etag: '"a"' }).end('<p>Words.'))
  expect(await egress.fetchPage(at('/a'), { name: 'A watch (+https://quire.example/about)' })).toMatchObject({ kind: 'page' })
  expect(seen[0]?.headers).toMatchObject({ 'user-agent': 'A watch (+https://quire.example/about)', connection: 'close' })
  expect(Object.keys(seen[0]?.headers ?? {}).toSorted()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ])
})

test('a page that is known is asked for only if it has changed, and tells what it is known by from now on', async () => {
  const modified = 'Mon, 02 Nov 2026 10:00:00 GMT'
  const { seen, egress, at } = await paper(({ headers }, answer) => {
    if (headers['if-none-match'] === '"a"') return answer.writeHead(304).end()
    return answer.writeHead(200, { ...html, etag: '"a"', 'last-modified': modified }).end('<p>Words.')
  })
  const first = await egress.fetchPage(at('/a'), { known: nothing })
  const validators = { etag: '"a"', lastModified: modified }
  expect(first).toMatchObject({ kind: 'page', page: { validators } })
  expect(await egress.fetchPage(at('/a'), { known: validators })).toEqual({ kind: 'answered', status: 304, url: at('/a') })
  expect(seen[1]?.headers).toMatchObject({ 'if-none-match': '"a"', 'if-modified-since': modified })
  expect(await egress.fetchPage(at('/a'))).not.toHaveProperty('page.validators')
})

test('what is known of one address isn’t told to another that it leads to; a mark that is too long isn’t kept', async () => {
  const { seen, egress, at } = await paper(({ url }, answer) => {
    if (url === '/a') return answer.writeHead(302, { location: '/b' }).end()
    return answer.writeHead(200, { ...html, etag: `"${'a'.repeat(300)}"` }).end('<p>Words.')
  })
  const known = { etag: '"a"', lastModified: null }
  expect(await egress.fetchPage(at('/a'), { name: 'A watch', known })).toMatchObject({
    kind: 'page',
    page: { validators: nothing },
  })
  expect(seen.map(({ headers }) => [headers['if-none-match'], headers['user-agent']])).toEqual([
    ['"a"', 'A watch'],
    [undefined, 'A watch'],
  ])
})
