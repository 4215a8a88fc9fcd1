import { isIP } from 'node:net'
import type { NameResolver } from './name-resolver.ts'

/** To whom a request may go: which addresses and which ports. Both are narrower for everyone but tests. */
export type Bounds = { permits: (address: string) => boolean; ports: readonly number[] }

/** Where a page is asked for: its URL, and the addresses that its name was found to have, every one of them permitted. */
export type Destination = { url: URL; addresses: string[] }

/** `not-an-address` is told by the text alone. `refused` isn't dialled; the reason is for the log, not for whoever asked. */
export type AddressRead = { kind: 'ok'; to: Destination } | { kind: 'not-an-address' } | { kind: 'refused'; reason: string }

const longestUrl = 4_096

/**
 * Reads a URL as browsers do and finds out where it leads. Every address of its name has to be permitted: one among others would be enough
 * for somebody who may choose. Nothing is connected to.
 */
export async function readAddress(
  text: string,
  { permits, ports }: Bounds,
  resolve: NameResolver,
  signal: AbortSignal,
): Promise<AddressRead> {
  const url = text.length > longestUrl ? null : URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return { kind: 'not-an-address' }
  url.hash = ''
  if (url.username !== '' || url.password !== '') return { kind: 'refused', reason: 'the address holds a name or a password' }
  if (!ports.includes(portOf(url))) return { kind: 'refused', reason: `port ${portOf(url)}` }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const addresses = isIP(host) ? [host] : isOwnName(host) ? [] : await resolve(host.replace(/\.$/, ''), signal)
  if (addresses.length === 0) return { kind: 'refused', reason: `${host} has no address` }
  const closed = addresses.filter((address) => !permits(address))
  if (closed.length > 0) return { kind: 'refused', reason: `${host} leads to ${closed.join(', ')}` }
  return { kind: 'ok', to: { url, addresses } }
}

/** The port a URL leads to, said or not. */
function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

/** Names that mean something only where they are used: a single word, and those that are kept for it. */
function isOwnName(host: string): boolean {
  return !/[^.]\.[^.]/.test(host) || /\.(localhost|local|internal|home\.arpa|onion)\.?$/.test(host)
}
