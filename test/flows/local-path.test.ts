import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localPath } from '../../src/kit/local-path.ts'

const origin = 'https://quire.example'

describe('where a reader goes on to after signing in', () => {
  test.each(['/', '/picks/one', '/search?q=a%20b', '/picks/one?after=1.2#end', '/%2f%2fevil.example', '/%252f%252fevil.example'])(
    'may be %s',
    (path) => {
      expect(localPath(path, origin)).toBe(path)
    },
  )

  test.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '///evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'https://quire.example@evil.example',
    'https://quire.example.evil.example',
    'https://evil.example\\@quire.example',
    'https://quire.example/picks/one',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '%2f%2fevil.example',
    '/a\r\nset-cookie: a=b',
    '/a\0',
    ' /a',
    '',
    `/${'a'.repeat(2_000)}`,
    null,
    undefined,
  ])('is never %j [AU-07]', (text) => {
    expect(localPath(text, origin)).toBeNull()
  })

  test('never leaves the site, whatever is typed [AU-07]', () => {
    const piece = fc.constantFrom('/', '\\', '.', '..', '\t', '%2f', '%5c', '@', ':', '?', '#', 'evil.example', 'a', '//')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const path = localPath(`/${pieces.join('')}`, origin)
        if (path === null) return
        expect(path).toMatch(/^\/(?!\/)/)
        expect(new URL(path, `${origin}/sign-in/code`).origin).toBe(origin)
      }),
      { numRuns: 3_000 },
    )
  })
})
