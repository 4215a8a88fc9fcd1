import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEgress } from '../../src/services/egress/egress.ts'
import { isPublicAddress } from '../../src/services/egress/public-address.ts'
import { inside, outside, startOrigin, type TestOrigin, testEgress } from '../support/origin.ts'

const page = '<!doctype html><title>A page</title><p>Words.'
/** Everything that leads to this machine, into its network or to nowhere, in the spellings that a URL may have. */
const spellings = [
  ...['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '0', '0.0.0.0', '127.0.0.1.', '①②⑦.⓪.⓪.①', '127。0。0。1'],
  ...['%31%32%37.0.0.1', '0x7f000001', '017700000001', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
  ...['[::127.0.0.1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::7f00:1]', '[2002:a9fe:a9fe::]'],
  ...['[2001:0:a9fe:a9fe::1]', '[fd00:ec2::254]', '[fe80::1]', '[fec0::1]', '[ff02::1]', '[2001:db8::1]', '[100::1]'],
  ...['169.254.169.254', '169.254.169.254.', '100.100.100.200', '192.0.0.192', '10.0.0.1', '172.16.0.1', '192.168.1.1'],
  ...['198.18.0.1', '224.0.0.1', '255.255.255.255', '168.63.129.16', 'localhost', 'localhost.', 'a.localhost', 'LOCALHOST'],
  ...['intranet', 'printer.local', 'metadata.google.internal', 'user@127.0.0.1', 'user:password@127.0.0.1'],
]

describe('addresses that lead inside', () => {
  let trap: TestOrigin
  let origin: TestOrigin
  let sentTo: string
  beforeEach(async () => {
    trap = await startOrigin((_, answer) => answer.end(page), { host: '0.0.0.0' })
    origin = await startOrigin((_, answer) => answer.writeHead(302, { location: sentTo }).end())
  })
  afterEach(() => Promise.all([trap.stop(), origin.stop()]))

  const guarded = (names: Record<string, string[]> = {}) =>
    createEgress({ ports: [trap.port], resolve: async (name) => names[name] ?? [], unreachableAfter: 0 })

  test('are refused in every spelling before anything is connected to [CL-01]', async () => {
    const egress = guarded()
    for (const host of spellings) {
      const fetched = await egress.fetchPage(`http://${host}:${trap.port}/`)
      expect(fetched.kind, host).toBe('unreachable')
    }
    for (const odd of [`http:\\\\127.0.0.1:${trap.port}\\`, `http:127.0.0.1:${trap.port}`, ` http://127.0.0.1:${trap.port}/ `])
      expect((await egress.fetchPage(odd)).kind, odd).toBe('unreachable')
    expect(trap.connections()).toBe(0)
    // The trap is there, for whom it is open.
    const open = createEgress({ ports: [trap.port], permits: () => true })
    expect(await open.fetchPage(`http://127.0.0.1:${trap.port}/`)).toMatchObject({ kind: 'page' })
    expect(trap.connections()).toBe(1)
  })

  test('are refused when a name leads to them, also when it leads to others besides [CL-02]', async () => {
    const names = {
      'v4.example': ['127.0.0.1'],
      'v6.example': ['::1'],
      'mixed.example': ['93.184.216.34', '10.0.0.7'],
      'mapped.example': ['::ffff:127.0.0.1'],
      '127.0.0.1.nip.example': ['127.0.0.1'],
      'zone.example': ['fe80::1%eth0'],
    }
    const egress = guarded(names)
    for (const name of [...Object.keys(names), 'none.example', 'v4.example.'])
      expect((await egress.fetchPage(`http://${name}:${trap.port}/`)).kind, name).toBe('unreachable')
    expect(trap.connections()).toBe(0)
    const half = testEgress([origin.port], { 'half.example': [outside, inside] })
    const reason = `half.example leads to ${inside}`
    expect(await half.fetchPage(`http://half.example:${origin.port}/`)).toEqual({ kind: 'unreachable', reason })
    expect(origin.connections()).toBe(0)
  })

  test('a name is looked up once for a connection, and again for the next: it can’t turn inwards in between [CL-03]', async () => {
    const asked: string[] = []
    sentTo = `http://turning.example:${trap.port}/`
    const answers = [[outside], [inside]]
    const egress = testEgress(
      [origin.port, trap.port],
      {},
      {
        resolve: async (name) => {
          asked.push(name)
          return answers[asked.length - 1] ?? []
        },
      },
    )
    const fetched = await egress.fetchPage(`http://turning.example:${origin.port}/`)
    expect(fetched).toMatchObject({ kind: 'unreachable', reason: `turning.example leads to ${inside}` })
    expect([asked.length, origin.connections(), trap.connections()]).toEqual([2, 1, 0])
  })

  test('are refused where a page sends on to them, in every spelling, and so is what isn’t the web [CL-04]', async () => {
    const egress = testEgress([origin.port, trap.port], { 'inner.example': [inside] })
    const others = ['file:///etc/passwd', 'gopher://127.0.0.1/', 'data:text/html,x', 'javascript:alert(1)', 'ftp://127.0.0.1/']
    const targets = [...spellings, 'inner.example'].map((host) => `http://${host}:${trap.port}/`)
    for (const target of [...targets, `//127.0.0.1:${trap.port}/`, ...others]) {
      sentTo = encodeURI(target).replaceAll('%25', '%')
      expect((await egress.fetchPage(`http://${outside}:${origin.port}/`)).kind, target).toBe('unreachable')
    }
    expect(trap.connections()).toBe(0)
  })

  test('an address that holds a name or a password isn’t gone to, wherever it leads', async () => {
    const egress = testEgress([origin.port])
    for (const who of ['user@', 'user:password@', ':password@', '127.0.0.1@'])
      expect((await egress.fetchPage(`http://${who}${outside}:${origin.port}/`)).kind, who).toBe('unreachable')
    expect(origin.connections()).toBe(0)
  })

  test('ports other than the web’s are not connected to, said or sent on to', async () => {
    const egress = testEgress([origin.port])
    expect((await egress.fetchPage(`http://${outside}:${trap.port}/`)).kind).toBe('unreachable')
    sentTo = `http://${outside}:${trap.port}/`
    expect((await egress.fetchPage(`http://${outside}:${origin.port}/`)).kind).toBe('unreachable')
    expect([origin.connections(), trap.connections()]).toEqual([1, 0])
    const usual = createEgress({ permits: () => true, unreachableAfter: 0 })
    expect(await usual.fetchPage(`http://${inside}:${trap.port}/`)).toEqual({ kind: 'unreachable', reason: `port ${trap.port}` })
  })
})

test('what is no address of a page is told by its text alone', async () => {
  const egress = testEgress([80])
  for (const text of [
    '',
    'a page',
    'example.org',
    'file:///etc/passwd',
    'gopher://a.example/',
    'http://',
    `https://a.example/${'a'.repeat(5_000)}`,
  ])
    expect(await egress.fetchPage(text), text.slice(0, 40)).toEqual({ kind: 'not-an-address' })
})

test('an address is public when it is given out to somebody, and in no other case', () => {
  const edges = [
    ...[
      '9.255.255.255',
      '11.0.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '126.255.255.255',
      '128.0.0.0',
      '172.15.255.255',
      '172.32.0.0',
    ],
    ...[
      '8.8.8.8',
      '192.167.255.255',
      '198.17.255.255',
      '198.20.0.0',
      '223.255.255.255',
      '2606:4700::1111',
      '2a00:1450:4001::1',
      '2001:200::1',
    ],
  ]
  expect(edges.filter((address) => !isPublicAddress(address))).toEqual([])
  const not = [
    ...[
      '10.255.255.255',
      '100.64.0.0',
      '100.127.255.255',
      '172.31.255.255',
      '198.19.255.255',
      '224.0.0.0',
      '::ffff:8.8.8.8',
      '::8.8.8.8',
    ],
    ...[
      '4000::1',
      '1fff:ffff::1',
      '2606:4700::1%eth0',
      '2001:1ff::1',
      '3fff::1',
      '5f00::1',
      '8.8.8',
      '08.8.8.8',
      '',
      'a.example',
      '1.2.3.4.5',
    ],
  ]
  expect(not.filter(isPublicAddress)).toEqual([])
})

test('IPv4 in the clothes of IPv6 is never public, whatever it says', () => {
  const clothes = [...['::ffff:', '::', '64:ff9b::', '::ffff:0:', '64:ff9b:1::']]
  fc.assert(fc.property(fc.ipV4(), fc.constantFrom(...clothes), (v4, before) => !isPublicAddress(`${before}${v4}`)))
})

test('an address is the same one in whatever way a browser lets it be written', () => {
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const ways: ((v4: string) => string)[] = [
    (v4) => String(number(v4)),
    (v4) => `0x${number(v4).toString(16)}`,
    (v4) => `0${number(v4).toString(8)}`,
    (v4) => v4.replaceAll(/\d+/g, (part) => `0x${Number(part).toString(16)}`),
    (v4) => v4.replaceAll(/\d+/g, (part) => `0${Number(part).toString(8)}`),
    (v4) => v4.replace(/\.(\d+)\.(\d+)$/, (_, a, b) => `.${Number(a) * 256 + Number(b)}`),
    (v4) => v4.replaceAll('.', '。').replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    (v4) => `${v4}.`,
  ]
  const some = fc.oneof(
    fc.ipV4(),
    fc.nat(255).map((last) => `127.0.0.${last}`),
    fc.nat(255).map((last) => `169.254.169.${last}`),
  )
  const isSame = (v4: string, way: (v4: string) => string) => {
    const host = URL.parse(`http://${way(v4)}/`)?.hostname ?? ''
    return host === v4 && isPublicAddress(host) === isPublicAddress(v4)
  }
  fc.assert(fc.property(some, fc.constantFrom(...ways), isSame))
})
