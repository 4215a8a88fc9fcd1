import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCookie } from '../../src/kit/cookie.ts'
import type { SigningKey } from '../../src/kit/key-ring.ts'
import { createVisitorTokens, visitorCookie, visitorCookieName } from '../../src/kit/visitor-token.ts'

const now = new Date('2026-03-05T09:30:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const randomId = () => randomBytes(16).toString('base64url')
const first = { pickId: 4711, period: '2026-03-01', openedAt: 1_772_703_000 }

function key(id: string, secret = id): SigningKey {
  return { id, signsFrom: new Date(0), mac: (message) => createHmac('sha256', secret).update(message).digest('base64url') }
}

const keep = (keys: SigningKey[]) => () => keys

/** Tokens whose MACs are counted. */
function counting(...ids: string[]) {
  let macs = 0
  const keys = ids.map((id) => {
    const { mac } = key(id)
    const counted = (message: string) => {
      macs++
      return mac(message)
    }
    return { id, signsFrom: new Date(0), mac: counted }
  })
  return { tokens: createVisitorTokens({ keys: () => keys, randomId }), macs: () => macs }
}

const tokens = createVisitorTokens({ keys: keep([key('k2'), key('k1')]), randomId })
const visitor = { id: randomId(), first }
const token = tokens.issue(visitor, now)

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const anyVisitor = fc.record({
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  first: fc.option(
    fc.record({
      pickId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      period: fc.constantFrom('2026-03-01', '2028-02-29', '0999-12-31'),
      openedAt: fc.integer({ min: 1, max: 4_000_000_000 }),
    }),
  ),
})

describe('a visitor’s token', () => {
  test('says what it was given, in at most 200 bytes', () => {
    fc.assert(
      fc.property(anyVisitor, (given) => {
        const issued = tokens.issue(given, now)
        expect(issued.length).toBeLessThanOrEqual(200)
        expect(tokens.read(issued)).toEqual({ ...given, issuedOn: Math.floor(now.getTime() / 86_400_000) })
      }),
    )
  })

  test('is for a visitor unlike any other, whose id begins as those of some who came just before', () => {
    const ids = Array.from({ length: 1_000 }, tokens.newId)
    expect(new Set(ids.map((id) => id.slice(4))).size).toBe(1_000)
    const together = Map.groupBy(ids, (id) => id.slice(0, 4))
    expect(together.size).toBeGreaterThan(3)
    expect(Math.max(...[...together.values()].map((those) => those.length))).toBe(256)
    for (const id of ids) expect(tokens.read(tokens.issue({ id, first }, now))?.id).toBe(id)
  })

  test('with any one character changed, left out or added it is none [PW-26]', () => {
    for (let at = 0; at < token.length; at++) {
      for (const character of `${base64url}.%= ~`) {
        const changed = token.slice(0, at) + character + token.slice(at + 1)
        if (changed !== token && tokens.read(changed) !== null) throw new Error(`read ${changed}`)
      }
      expect(tokens.read(token.slice(0, at) + token.slice(at + 1))).toBeNull()
      expect(tokens.read(`${token.slice(0, at)}A${token.slice(at)}`)).toBeNull()
    }
  })

  test('with any one bit flipped it is none [PW-26]', () => {
    for (let at = 0; at < token.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = String.fromCharCode(token.charCodeAt(at) ^ (1 << bit))
        expect(tokens.read(token.slice(0, at) + flipped + token.slice(at + 1))).toBeNull()
      }
    }
  })

  test('no text makes reading throw, and none that was not issued is one [PW-26]', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(...`${base64url}.`), maxLength: 220 }),
      fc.constantFrom(
        '',
        '.',
        'k2',
        'null',
        '{}',
        token.toUpperCase(),
        `${token}\n`,
        ` ${token}`,
        `"${token}"`,
        token.repeat(90),
      ),
    )
    fc.assert(
      fc.property(anyText, (text) => tokens.read(text) === null),
      { numRuns: 400 },
    )
  })

  test('cannot be signed by another site, without a key, for another purpose or by a key that was withdrawn [PW-26]', () => {
    const body = token.slice(0, token.lastIndexOf('.'))
    const withMac = (mac: string) => `${body}.${mac}`
    const { mac } = key('k2')
    expect(tokens.read(createVisitorTokens({ keys: keep([key('k2', 'another site')]), randomId }).issue(visitor, now))).toBeNull()
    for (const purpose of ['', 'tessera session v1\n', 'tessera gift v1\n', 'tessera feed v1\n', 'tessera unsubscribe v1\n']) {
      expect(tokens.read(withMac(mac(purpose + body)))).toBeNull()
    }
    expect(tokens.read(withMac('none'))).toBeNull()
    expect(tokens.read(`${body}.`)).toBeNull()
    expect(tokens.read(body)).toBeNull()
    const withdrawn = createVisitorTokens({ keys: keep([key('k3')]), randomId })
    expect(withdrawn.read(token)).toBeNull()
  })

  test('is not accepted in any other spelling of the same bytes, even when that is signed [PW-26]', () => {
    const { mac } = key('k2')
    const signed = (body: string) => `${body}.${mac(`tessera visitor v1\n${body}`)}`
    const [, id = '', day = ''] = token.split('.')
    expect(tokens.read(signed(`k2.${id}.${day}`))).not.toBeNull()
    const sameBits = id.slice(0, 21) + base64url[base64url.indexOf(id[21] ?? '') + 1]
    expect(Buffer.from(sameBits, 'base64url')).toEqual(Buffer.from(id, 'base64url'))
    for (const body of [
      `k2.${sameBits}.${day}`,
      `k2.${id}.0${day}`,
      `k2.${id}.${day.toUpperCase()}`,
      `k2.${id}=.${day}`,
      `k2.${id}.${day}.a.2026-03-01`,
      `k2.${id}.${day}.-1.2026-03-01.a`,
      `k2.${id}.${day}.a.2026-3-1.a`,
      `k2.${id}.${day}.a.2026-03-01.a.a`,
      `.${id}.${day}`,
    ]) {
      expect(tokens.read(signed(body)), body).toBeNull()
    }
  })

  test('of an older key is read, and is due to be given anew', () => {
    const older = createVisitorTokens({ keys: keep([key('k1')]), randomId }).issue(visitor, now)
    const read = tokens.read(older)
    expect(read).toMatchObject(visitor)
    expect(read && tokens.isDue(older, read, now)).toBe(true)
  })

  test('is due to be given anew after 90 days', () => {
    const read = tokens.read(token)
    expect([0, 90, 91].map((days) => read && tokens.isDue(token, read, later(days)))).toEqual([false, false, true])
  })

  test('is verified once and remembered, and a forged one never is', () => {
    const { tokens: counted, macs } = counting('k2')
    const good = counted.issue(visitor, now)
    for (let i = 0; i < 5; i++) expect(counted.read(good)).toMatchObject(visitor)
    expect(macs()).toBe(2)
    const forged = `${good.slice(0, -1)}${good.endsWith('A') ? 'Q' : 'A'}`
    for (let i = 0; i < 3; i++) expect(counted.read(forged)).toBeNull()
    expect(macs()).toBe(5)
  })

  test('costs no MAC when it names no key of ours or has another form [PW-26]', () => {
    const { tokens: counted, macs } = counting('k9')
    for (const text of [token, 'x', token.repeat(80), '']) expect(counted.read(text)).toBeNull()
    expect(macs()).toBe(0)
  })

  test('needs a key to be made', () => {
    expect(() => createVisitorTokens({ keys: keep([]), randomId })).toThrow()
    expect(() => createVisitorTokens({ keys: keep([key('a.b')]), randomId })).toThrow()
  })
})

describe('a visitor’s cookie', () => {
  test('is first-party, out of reach of scripts and of other hosts, and lasts 400 days', () => {
    const expected = `__Host-tessera=${token}; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax`
    expect(visitorCookie(token)).toBe(expected)
  })

  test('is found among others', () => {
    const value = (header: string | null) => findCookie(header, visitorCookieName)
    expect(value(`a=b; __Host-tessera=${token}; c=d`)).toBe(token)
    expect(value(`__Host-tessera=${token}`)).toBe(token)
    expect(value(`a=b;\t__Host-tessera = ${token} ;c`)).toBe(token)
    expect(value('a=b')).toBeNull()
    expect(value('')).toBeNull()
    expect(value(null)).toBeNull()
  })

  test('given twice counts as none, so that nobody can put one over another’s [PW-26]', () => {
    expect(findCookie(`__Host-tessera=${token}; __Host-tessera=${token}`, visitorCookieName)).toBeNull()
    expect(findCookie(`__Host-tessera=; a=b; __Host-tessera=${token}`, visitorCookieName)).toBeNull()
  })

  test('of a name that only looks the same is a stranger’s [PW-26]', () => {
    const names = [
      '__host-tessera',
      '__Host-tessera2',
      'x__Host-tessera',
      '\u2000__Host-tessera',
      '\u00a0__Host-tessera',
      '__Host-tessera\u0085',
      '"__Host-tessera"',
    ]
    for (const name of names) expect(findCookie(`${name}=${token}`, visitorCookieName), name).toBeNull()
    expect(findCookie(`x=__Host-tessera=${token}`, visitorCookieName)).toBeNull()
  })

  test('in a header of any kind or length never makes it throw [PW-26]', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'__Host-tessera', '=', ';', ' ', '\t', '"') }),
        (header) => void findCookie(header, visitorCookieName),
      ),
    )
    expect(findCookie(`__Host-tessera=${' '.repeat(8_000)}x${' '.repeat(8_000)}`, visitorCookieName)).toBe('x')
  })
})
