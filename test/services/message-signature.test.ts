import { createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SignedMessage } from '../../src/domain/crawler-claim.ts'
import { parseDictionary } from '../../src/kit/structured-fields.ts'
import { isSignedBy, signatureBase, thumbprintOf } from '../../src/services/crawlers/message-signature.ts'
import { makeRobotKey, type Signing, signed, unsigned } from '../support/signed-message.ts'

const now = new Date('2026-11-10T12:00:00Z')
const seconds = now.getTime() / 1_000
const origin = 'https://quire.example'
const key = makeRobotKey()
const request: SignedMessage = { ...unsigned, target: '/picks/harbor?from=1', signatureAgent: '"https://findbot.example"' }

/** What a robot may cover of the request above, as it sees it. */
const seen = {
  '"@authority"': 'quire.example',
  '"@method"': 'GET',
  '"@path"': '/picks/harbor',
  '"@target-uri"': 'https://quire.example/picks/harbor?from=1',
  '"signature-agent"': '"https://findbot.example"',
}
const authority = { '"@authority"': seen['"@authority"'] }

function signedRequest(change: Partial<Signing> = {}): SignedMessage {
  const { input, signature } = signed({ key, covered: authority, created: seconds - 10, expires: seconds + 300, ...change })
  return { ...request, signatureInput: input, signature }
}

function isProved(message: SignedMessage, keys = [key.x], at = now): boolean {
  return isSignedBy({ keys, origin, now: at }, message)
}

describe('the standard’s own examples', () => {
  test('the signature base of RFC 9421 B.2.6 is the one that its signature signs', () => {
    const params =
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"'
    const values: Record<string, string> = {
      '"date"': 'Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method"': 'POST',
      '"@path"': '/foo',
      '"@authority"': 'example.com',
      '"content-type"': 'application/json',
      '"content-length"': '18',
    }
    const member = parseDictionary(`sig-b26=${params}`)?.get('sig-b26')
    const base = member ? signatureBase(member, (component) => values[component] ?? null) : null
    const lines = Object.entries(values).map(([component, value]) => `${component}: ${value}`)
    expect(base).toBe([...lines, `"@signature-params": ${params}`].join('\n'))
    const signature = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=='
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs' }
    const publicKey = createPublicKey({ format: 'jwk', key: jwk })
    expect(verify(null, Buffer.from(base ?? ''), publicKey, Buffer.from(signature, 'base64'))).toBe(true)
  })

  test('a key goes by the thumbprint that RFC 8037 A.3 gives', () => {
    expect(thumbprintOf('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  })
})

describe('a robot’s signature', () => {
  test('proves the robot, whichever parts of the request it covers beside the authority [PW-04]', () => {
    const others = Object.entries(seen).slice(1)
    fc.assert(
      fc.property(fc.shuffledSubarray(others), fc.boolean(), (some, isLast) => {
        const covered = isLast ? [...some, ...Object.entries(authority)] : [...Object.entries(authority), ...some]
        expect(isProved(signedRequest({ covered: Object.fromEntries(covered) }))).toBe(true)
      }),
      { numRuns: 50 },
    )
    expect(isProved(signedRequest({ parameters: { alg: null, nonce: '"b64+/=="' } }))).toBe(true)
    expect(isProved({ ...signedRequest({ covered: { ...authority, '"@path"': '/' } }), target: '?from=1' })).toBe(true)
  })

  test('counts beside signatures of others, and for any of the keys named', () => {
    const [ours, cdn] = [signedRequest(), signedRequest({ key: makeRobotKey(), label: 'cdn', parameters: { tag: null } })]
    const both = {
      signatureInput: `${cdn.signatureInput}, ${ours.signatureInput}`,
      signature: `${ours.signature} ,\t${cdn.signature}`,
    }
    expect(isProved({ ...request, ...both }, [makeRobotKey().x, key.x])).toBe(true)
    expect(isProved({ ...request, ...both }, [])).toBe(false)
  })

  test('holds from when it was made, give or take a minute, until it expires', () => {
    const message = signedRequest({ created: seconds, expires: seconds + 300 })
    const at = (later: number) => isProved(message, [key.x], new Date(now.getTime() + later * 1_000))
    expect([-61, -60, 0, 300, 300.001].map(at)).toEqual([false, true, true, true, false])
  })

  test.each<[string, Partial<Signing>]>([
    ['that covers nothing', { covered: {} }],
    ['that leaves the authority out', { covered: { '"@method"': 'GET', '"@target-uri"': seen['"@target-uri"'] } }],
    ['for another site', { covered: { '"@authority"': 'other.example' } }],
    ['for the authority of something else', { covered: { '"@authority";req': 'quire.example' } }],
    ['of another method', { covered: { ...authority, '"@method"': 'POST' } }],
    ['of another path', { covered: { ...authority, '"@path"': '/picks/other' } }],
    ['of another address', { covered: { ...authority, '"@target-uri"': 'http://quire.example/picks/harbor?from=1' } }],
    ['of another agent', { covered: { ...authority, '"signature-agent"': '"https://other.example"' } }],
    ['of a part that is not known here', { covered: { ...authority, '"@query"': '?from=1' } }],
    ['that has expired', { expires: seconds - 1 }],
    ['that is still to be made', { created: seconds + 61 }],
    ['that expires before it was made', { created: seconds + 50, expires: seconds + 40 }],
    ['that holds for more than a day', { created: seconds - 60, expires: seconds - 60 + 86_401 }],
    ['that doesn’t say when it was made', { parameters: { created: null } }],
    ['that never expires', { parameters: { expires: null } }],
    ['with times that are no numbers', { parameters: { created: `"${seconds}"` } }],
    ['that names no key', { parameters: { keyid: null } }],
    ['that names its key differently', { parameters: { keyid: `"${key.x}"` } }],
    ['without a tag', { parameters: { tag: null } }],
    ['made for another purpose', { parameters: { tag: '"http-message-signatures-directory"' } }],
    ['whose tag is a word and no text', { parameters: { tag: 'web-bot-auth' } }],
    ['by another algorithm', { parameters: { alg: '"rsa-pss-sha512"' } }],
    ['by another key', { key: makeRobotKey() }],
    ['by another key under the name of this one', { key: { ...makeRobotKey(), keyid: key.keyid } }],
  ])('%s proves nothing [PW-04]', (_, change) => {
    expect(isProved(signedRequest())).toBe(true)
    expect(isProved(signedRequest(change))).toBe(false)
  })

  test('proves nothing that covers a header which was not sent or is no plain text, or one part twice', () => {
    const covering = (signatureAgent: string) => ({ ...authority, '"signature-agent"': signatureAgent })
    const of = (sent: string | null, value: string) =>
      isProved({ ...signedRequest({ covered: covering(value) }), signatureAgent: sent })
    expect([of('"a"', '"a"'), of(null, ''), of('"\u00e9"', '"\u00e9"')]).toEqual([true, false, false])
    const once = Object.entries(authority)
    expect([once, [...once, ...once]].map((covered) => isProved(signedRequest({ covered })))).toEqual([true, false])
  })

  test('is written in one way only', () => {
    const message = signedRequest()
    const again = message.signature?.replace(
      /([AQgw])==:$/,
      (_, last) => `${{ A: 'B', Q: 'R', g: 'h', w: 'x' }[String(last)]}==:`,
    )
    expect(again).not.toBe(message.signature)
    expect(isProved({ ...message, signature: again ?? null })).toBe(false)
  })

  test('proves nothing once any bit of it is another', () => {
    const message = signedRequest({ covered: seen })
    const part = fc.constantFrom('signature' as const, 'signatureInput' as const, 'signatureAgent' as const, 'target' as const)
    fc.assert(
      fc.property(part, fc.nat(), fc.integer({ min: 1, max: 255 }), (name, place, bits) => {
        const bytes = Buffer.from(message[name] ?? '', 'latin1')
        const at = place % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ bits
        expect(isProved({ ...message, [name]: bytes.toString('latin1') })).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('headers of any kind', () => {
  test('are answered and never throw', () => {
    const piece = fc.constantFrom(
      'sig1',
      '=',
      '(',
      ')',
      '"@authority"',
      '"',
      ';',
      ', ',
      ':AA==:',
      '?1',
      'tag="web-bot-auth"',
      '-',
      '1',
      '\\',
    )
    const bytes = fc.uint8Array({ maxLength: 60 }).map((some) => Buffer.from(some).toString('latin1'))
    const header = fc.oneof(
      bytes,
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
    )
    const { signatureInput, signature } = signedRequest()
    fc.assert(
      fc.property(header, header, header, fc.nat(3), (input, value, agent, kept) => {
        const message = {
          ...request,
          signatureInput: kept === 1 ? signatureInput : input,
          signature: kept === 2 ? signature : value,
          signatureAgent: agent,
        }
        expect(isProved(message)).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })

  test('cost less than a millisecond, however they are made', () => {
    const good = signedRequest()
    const wrong = signedRequest({ key: { ...makeRobotKey(), keyid: key.keyid } })
    const repeat = (header: string | null, most: number) =>
      Array.from({ length: most }, (_, index) => header?.replace('sig1', `sig${index}`)).join(', ')
    const costly: SignedMessage[] = [
      { ...good, signatureInput: repeat(wrong.signatureInput, 9), signature: repeat(wrong.signature, 9) },
      { ...good, signatureInput: `sig1=(${'"a" '.repeat(500)}`, signature: `${' '.repeat(2_000)},` },
      { ...good, signatureInput: `sig1=("${'\\"'.repeat(1_000)}`, signature: 'a;'.repeat(1_000) },
      { ...good, signatureInput: 'x'.repeat(1_000_000), signature: ':'.repeat(1_000_000) },
    ]
    for (const message of costly) {
      const fastest = Math.min(...Array.from({ length: 20 }, () => timeOf(() => expect(isProved(message)).toBe(false))))
      expect(fastest).toBeLessThan(1)
    }
  })

  test('longer than 2048 letters are not read', () => {
    const padded = (length: number) => {
      const bare = signedRequest({ parameters: { nonce: '""' } }).signatureInput?.length ?? 0
      return signedRequest({ parameters: { nonce: `"${'n'.repeat(length - bare)}"` } })
    }
    expect([2_048, 2_049].map((length) => isProved(padded(length)))).toEqual([true, false])
  })
})

describe('a dictionary in a header', () => {
  test('is read with its strings, lists and parameters as they were written', () => {
    const read = parseDictionary('a=("x" "y";key="k");n=-1;flag,  b=:AQ==:;t=tok/en:1 , c;d=?0')
    expect([...(read ?? [])].map(([name, { items, text, parameters }]) => [name, items, text, [...parameters]])).toEqual([
      [
        'a',
        ['"x"', '"y";key="k"'],
        '("x" "y";key="k");n=-1;flag',
        [
          ['n', '-1'],
          ['flag', '?1'],
        ],
      ],
      ['b', null, ':AQ==:;t=tok/en:1', [['t', 'tok/en:1']]],
      ['c', null, ';d=?0', [['d', '?0']]],
    ])
    expect(parseDictionary('a=()')?.get('a')?.items).toEqual([])
  })

  test.each([
    '',
    ',',
    'a=',
    'a=1,',
    'a=1 b=2',
    'a=1,a=2',
    'a=1;b;b',
    'A=1',
    'a=("x""y")',
    'a=("x"',
    'a="\u00e9"',
    'a="\\n"',
    'a=1;',
    'a==1',
    ' a=1',
    'a=1 ',
  ])('“%s” is none', (text) => {
    expect(parseDictionary(text)).toBeNull()
  })
})

function timeOf(run: () => void): number {
  const started = performance.now()
  run()
  return performance.now() - started
}
