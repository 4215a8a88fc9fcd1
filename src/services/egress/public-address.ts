import { type Network, parseAddress, parseNetwork } from '../../domain/network.ts'
import { compileNetworks } from '../../domain/network-table.ts'

/** What lies at nobody in particular, or inside somebody's network (RFC 6890 and the registries at IANA that go on from it). */
const special = [
  // This host, private networks, carriers' own, loopback, link-local with the clouds' metadata.
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  // Protocol assignments, examples, benchmarks, the relays of 6to4 and of AS112, multicast, reserved, broadcast.
  ...['192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.175.48.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // A cloud's own server, in the midst of public addresses.
  '168.63.129.16/32',
  // In what is given out of IPv6: Teredo and other protocols, examples, 6to4, AS112.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'],
]

/** The one part of IPv6 that is given out. NAT64, mapped, compatible, unique local and link-local addresses all lie elsewhere. */
const givenOut = networkOf('2000::/3')
const specials = compileNetworks(special.map((cidr) => ({ network: networkOf(cidr), owner: true })))

/**
 * Whether an address is one that anybody on the internet can reach. What isn't plainly so is not: an address with a zone, or IPv4 in the
 * clothes of IPv6.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text)
  if (address === null || text.includes('%') || (address.bits === 32 && text.includes(':'))) return false
  if (address.bits === 128 && address.value >> 125n !== givenOut.value >> 125n) return false
  return specials?.find(text) !== true
}

function networkOf(cidr: string): Network {
  const network = parseNetwork(cidr)
  if (network === null) throw new Error(`${cidr} is no network`)
  return network
}
