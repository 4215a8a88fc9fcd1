import { TrieRouter } from 'hono/router/trie-router'
import { expect, test } from 'vitest'
import { deskAddresses } from '../../src/http/desk-api/desk-addresses.ts'
import { SegmentRouter } from '../../src/http/router.ts'
import { routes } from '../../src/http/routes.ts'

const rows = [...Object.values(deskAddresses), ...Object.values(routes).map(({ method, path }) => [method, path] as const)]
const odd = [
  '',
  '/',
  '//',
  '/picks',
  '/picks/',
  '/picks/a/',
  '/picks//stream',
  '/desk/',
  '/desk/api/none',
  '/gifts/new',
  '/gifts/a',
  '/x',
]
const asked = [...rows.map(([, path]) => path.replaceAll(/:\w+/g, '12').replace('*', 'calendar/2026-11')), ...odd]

test('every address goes where a router that knows all rows at once would lead it, with the same parts', () => {
  const [ours, plain] = [new SegmentRouter<string>(), new TrieRouter<string>()]
  for (const [method, path] of rows) {
    ours.add(method.toUpperCase(), path, `${method} ${path}`)
    plain.add(method.toUpperCase(), path, `${method} ${path}`)
  }
  for (const path of asked)
    for (const method of ['GET', 'POST', 'PUT'])
      expect(ledTo(ours.match(method, path)), `${method} ${path}`).toEqual(ledTo(plain.match(method, path)))
  expect(ledTo(ours.match('GET', '/picks/some-slug/stream'))).toEqual([['get /picks/:slug/stream', { slug: 'some-slug' }]])
})

test('a row whose first segment is left open is refused, since it would be asked for nowhere', () => {
  const router = new SegmentRouter<string>()
  for (const path of ['*', '/*', '/:slug', '/:slug/stream', '/picks:id'])
    expect(() => router.add('GET', path, 'any'), path).toThrow('written out')
})

/** The handlers and what they are given of the path, whichever of hono's two forms it comes in. */
function ledTo([handlers, parts]: ReturnType<TrieRouter<string>['match']> | ReturnType<SegmentRouter<string>['match']>) {
  return handlers.map(([handler, params]) => [
    handler,
    Object.fromEntries(Object.entries(params).map(([name, part]) => [name, typeof part === 'number' ? parts?.[part] : part])),
  ])
}
