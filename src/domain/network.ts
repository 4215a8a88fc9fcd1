/** IP addresses as text, in any of the forms they are written in. An IPv4 address mapped into IPv6 is that IPv4 address everywhere here. */

/** An address as a number of that many bits. */
export type Address = { bits: 32 | 128; value: bigint }
/** A network: the addresses that begin with the same `prefix` bits as this one. */
export type Network = Address & { prefix: number }

const PREFIX_KEPT = { 32: 24, 128: 64 } as const

/** The address in the one form Tessera uses: dotted for IPv4, eight groups in lower case for IPv6. Null when it isn't an address. */
export function plainAddress(text: string): string | null {
  const address = parseAddress(text)
  return address && write(address)
}

/** The network a reader's address lies in, /24 for IPv4 and /64 for IPv6: what one household or office can't change at will. */
export function networkOf(text: string): string | null {
  const address = parseAddress(text)
  if (!address) return null
  const prefix = PREFIX_KEPT[address.bits]
  return `${write({ ...address, value: start({ ...address, prefix }) })}/${prefix}`
}

/** Whether the text names a network: `203.0.113.0/24`, `2001:db8::/32`, or an address alone. Bits beyond the prefix don't matter. */
export function isNetwork(cidr: string): boolean {
  return parseNetwork(cidr) !== null
}

/** Whether the address lies in the network. False when either can't be read. */
export function isInNetwork(text: string, cidr: string): boolean {
  const address = parseAddress(text)
  const network = parseNetwork(cidr)
  if (!address || !network || address.bits !== network.bits) return false
  return start({ ...address, prefix: network.prefix }) === start(network)
}

/**
 * The address a request came from: the peer's, or when the peer is a trusted proxy what it and the trusted ones behind it say in
 * X-Forwarded-For, read from the right. What stands further left was written by whoever sent the request and is not looked at.
 * Null when the peer's address can't be read.
 */
export function clientAddress(
  peer: string | null,
  forwardedFor: string | null,
  trustedProxies: readonly string[],
): string | null {
  let client = plainAddress(peer ?? '')
  const hops = forwardedFor?.split(',') ?? []
  while (client !== null && isInAny(client, trustedProxies)) {
    const hop = plainAddress(withoutPort(hops.pop() ?? ''))
    if (hop === null) break
    client = hop
  }
  return client
}

/** Whether the address lies in one of the networks. */
export function isInAny(address: string, networks: readonly string[]): boolean {
  return networks.some((network) => isInNetwork(address, network))
}

function withoutPort(hop: string): string {
  const text = hop.trim()
  return /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text
}

/** The network a text names, its value with whatever bits it was written with; null when it names none. */
export function parseNetwork(cidr: string): Network | null {
  const [, text = '', length] = /^([^/]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(cidr.trim()) ?? []
  const address = parseAddress(text)
  if (!address) return null
  // A mapped IPv4 network is written with 96 bits more than it has.
  const unmapped = address.bits === 32 && text.includes(':') ? 96 : 0
  const prefix = length === undefined ? address.bits : Number(length) - unmapped
  return prefix >= 0 && prefix <= address.bits ? { ...address, prefix } : null
}

/** The first address of a network. */
export function start({ bits, value, prefix }: Network): bigint {
  const rest = BigInt(bits - prefix)
  return (value >> rest) << rest
}

/** The address a text names; null when it names none. */
export function parseAddress(text: string): Address | null {
  const v4 = parseV4(text)
  if (v4 !== null) return { bits: 32, value: v4 }
  const v6 = parseV6(text.replace(/%[\w.-]+$/, ''))
  if (v6 === null) return null
  return v6 >> 32n === 0xffffn ? { bits: 32, value: v6 & 0xffff_ffffn } : { bits: 128, value: v6 }
}

function parseV4(text: string): bigint | null {
  if (text.length > 15) return null
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

function parseV6(text: string): bigint | null {
  if (text.length > 45) return null
  const halves = text.split('::')
  const [left, right] = halves.map(parseGroups)
  if (!left || right === null || halves.length > 2) return null
  if (right !== undefined && halves[0]?.includes('.')) return null
  const zeros = 8 - left.length - (right?.length ?? 0)
  if (right === undefined ? zeros !== 0 : zeros < 1) return null
  const groups = [...left, ...Array<number>(zeros).fill(0), ...(right ?? [])]
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

/** The 16-bit groups of one side of a "::"; the last two may be written as an IPv4 address. */
function parseGroups(text: string): number[] | null {
  if (text === '') return []
  const parts = text.split(':')
  const v4 = parseV4(parts.at(-1) ?? '')
  const hex = v4 === null ? parts : parts.slice(0, -1)
  if (!hex.every((part) => /^[\da-f]{1,4}$/i.test(part))) return null
  const groups = hex.map((part) => Number.parseInt(part, 16))
  return v4 === null ? groups : [...groups, Number(v4 >> 16n), Number(v4 & 0xffffn)]
}

/** An address written out. */
export function write({ bits, value }: Address): string {
  const size = bits === 32 ? 8 : 16
  const parts = Array.from(
    { length: bits / size },
    (_, index) => (value >> BigInt(bits - size * (index + 1))) & (bits === 32 ? 0xffn : 0xffffn),
  )
  return bits === 32 ? parts.join('.') : parts.map((part) => part.toString(16)).join(':')
}
