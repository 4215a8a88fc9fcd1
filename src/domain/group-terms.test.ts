import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isPrivateNetwork,
  overlap,
  readGroupDomain,
  readGroupName,
  readGroupNetwork,
  readSeats,
  writeNetwork,
} from './group-terms.ts'
import { isInNetwork, type Network, parseNetwork, start } from './network.ts'

const reasonOf = (read: { ok: boolean; reason?: string }) => (read.ok ? null : read.reason)
const networkOf = (text: string) => {
  const read = readGroupNetwork(text)
  if (!read.ok) throw new Error(read.reason)
  return read.value
}

test('a domain is read as it is, or with all below it', () => {
  expect(readGroupDomain(' School.EXAMPLE ')).toEqual({ ok: true, value: { domain: 'school.example', withSubdomains: false } })
  expect(readGroupDomain('*.school.example')).toEqual({ ok: true, value: { domain: 'school.example', withSubdomains: true } })
  expect(readGroupDomain('@school.example')).toMatchObject({ ok: true })
  for (const text of ['', 'example', '*.', 'a b.example', 'x@y.example', 'school..example', '192.0.2.1', 'ＳＣhool.example'])
    expect(reasonOf(readGroupDomain(text)), text).toContain('is not a domain')
})

test('a domain at which anybody can get an address is refused with the reason', () => {
  for (const text of ['gmail.com', 'GMAIL.com', '*.gmail.com', 'mail.gmail.com', 'web.de', 'proton.me'])
    expect(reasonOf(readGroupDomain(text)), text).toContain('Anybody can get an address')
})

test('a network wider than any institution’s is refused, and so is one that no reader comes from', () => {
  for (const text of ['0.0.0.0/0', '64.0.0.0/7', '::/0', '2001::/18', '::ffff:0:0/96'])
    expect(reasonOf(readGroupNetwork(text)), text).toContain('wider than any')
  for (const text of ['127.0.0.1', '::1', '169.254.1.0/24', 'fe80::/64', '224.0.0.1', '255.255.255.255', '::'])
    expect(reasonOf(readGroupNetwork(text)), text).toContain('not a network that readers come from')
  for (const text of ['', 'x', '192.0.2.0/33', '192.0.2.0/24 x', '192.0.2', '01.2.3.4'])
    expect(reasonOf(readGroupNetwork(text)), text).toContain('is not a network such as')
  for (const text of ['18.0.0.0/8', '192.0.2.1', '2001:db8::/32', '2c0f::/19', '10.0.0.0/8', 'fd00::/48'])
    expect(reasonOf(readGroupNetwork(text)), text).toBe(null)
  expect(['10.1.0.0/16', '192.168.0.0/24', 'fd00::/48', '192.0.2.0/24'].map((text) => isPrivateNetwork(networkOf(text)))).toEqual(
    [true, true, true, false],
  )
})

test('a network is written in one form, whatever form it was typed in, and that form reads back as the same', () => {
  const written = [
    '192.0.2.77/24',
    '2001:DB8::1/32',
    '2001:db8:0:0:1::/80',
    '::ffff:192.0.2.0/120',
    '2001:db8::',
    'fd00::1:0:0:0:1',
  ]
  expect(written.map((text) => writeNetwork(networkOf(text)))).toEqual([
    '192.0.2.0/24',
    '2001:db8::/32',
    '2001:db8:0:0:1::/80',
    '192.0.2.0/24',
    '2001:db8::/128',
    'fd00:0:0:1::1/128',
  ])
  const groups = fc.array(fc.constantFrom('0', '0', '0', '1', '10', 'a0', 'ffff'), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(groups, fc.integer({ min: 19, max: 128 }), (parts, length) => {
      const network = parseNetwork(`${parts.join(':')}/${length}`)
      // What begins like ::ffff:0:0 is one of IPv4's, or, when it is wider than those, none.
      fc.pre(network !== null && network.bits === 128)
      const text = writeNetwork(network)
      expect(parseNetwork(text), text).toEqual({ ...network, value: start(network) })
    }),
  )
})

test('two networks overlap exactly when the first address of one lies in the other', () => {
  const network = fc
    .tuple(fc.nat(7), fc.nat(255), fc.integer({ min: 8, max: 32 }))
    .map(([a, b, length]) => `10.${a}.${b}.0/${length}`)
  fc.assert(
    fc.property(network, network, (one, other) => {
      const [a, b] = [parseNetwork(one) as Network, parseNetwork(other) as Network]
      const first = (text: string) => writeNetwork(parseNetwork(text) as Network).split('/')[0] ?? ''
      expect(overlap(a, b)).toBe(isInNetwork(first(one), other) || isInNetwork(first(other), one))
    }),
  )
})

test('seats are a number, or unlimited', () => {
  expect([readSeats('0'), readSeats('25'), readSeats('unlimited')]).toEqual([0, 25, null].map((value) => ({ ok: true, value })))
  for (const text of ['', '-1', '1.5', 'many', '1000001'])
    expect(reasonOf(readSeats(text)), text).toContain('is not a number of seats')
})

test('a name is one line that can be printed', () => {
  expect(readGroupName('  Ferry \n School ')).toEqual({ ok: true, value: 'Ferry School' })
  for (const text of [' ', 'a'.repeat(81), 'a\u202eb', 'a\u0007b']) expect(readGroupName(text).ok).toBe(false)
})
