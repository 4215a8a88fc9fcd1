import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInNetwork, type Network, parseNetwork, write } from './network.ts'
import { compileNetworks } from './network-table.ts'

// Few bits that differ, so that networks and addresses do meet.
const address = fc.oneof(
  fc.nat(255).chain((a) => fc.nat(3).map((b) => `10.${b}.${a >> 6}.${a & 63}`)),
  fc.nat(255).chain((a) => fc.nat(3).map((b) => `2001:db8:${b}::${(a & 15).toString(16)}:${(a >> 4).toString(16)}`)),
  fc.nat(15).map((a) => `::ffff:10.0.0.${a}`),
  fc.constantFrom('', 'none', '300.1.1.1', '::', '0.0.0.0', '255.255.255.255'),
)
const network = fc.oneof(
  fc
    .tuple(fc.nat(255), fc.nat(3), fc.integer({ min: 8, max: 32 }))
    .map(([a, b, length]) => `10.${b}.${a >> 6}.${a & 63}/${length}`),
  fc
    .tuple(fc.nat(255), fc.nat(3), fc.integer({ min: 19, max: 128 }))
    .map(([a, b, length]) => `2001:db8:${b}::${(a & 15).toString(16)}:${(a >> 4).toString(16)}/${length}`),
)

const compile = (texts: readonly string[]) =>
  compileNetworks(
    texts.flatMap((text) => {
      const read = parseNetwork(text)
      return read ? [{ network: read, owner: text }] : []
    }),
  )

test('an address is found in the table exactly where it lies in one of the networks, and then in a narrowest', () => {
  fc.assert(
    fc.property(fc.array(network, { maxLength: 12 }), address, (networks, text) => {
      const found = compile(networks)?.find(text) ?? null
      const holding = networks.filter((one) => isInNetwork(text, one))
      expect(found !== null).toBe(holding.length > 0)
      const length = (one: string) => Number(one.split('/')[1])
      if (found !== null) expect(length(found)).toBe(Math.max(...holding.map(length)))
    }),
    { numRuns: 2_000 },
  )
})

test('the first and last address of a network lie in it, and their neighbours don’t', () => {
  fc.assert(
    fc.property(network, (text) => {
      const { bits, value, prefix } = parseNetwork(text) as Network
      const rest = BigInt(bits - prefix)
      const first = (value >> rest) << rest
      const last = first + (1n << rest) - 1n
      const table = compile([text])
      const find = (at: bigint) => table?.find(write({ bits, value: at })) ?? null
      expect([find(first - 1n), find(first), find(last), find(last + 1n)]).toEqual([null, text, text, null])
    }),
  )
})

test('without a network there is no table to ask', () => {
  expect(compileNetworks([])).toBe(null)
})
