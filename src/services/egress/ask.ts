import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Destination } from './page-address.ts'

/** What a page was known by when it was last asked for, in the words of its server; null where the server gave none. */
export type Validators = { etag: string | null; lastModified: string | null }

/** How a page is asked for beyond its address: under another name than the clipper's, and only if it has changed since. */
export type Manner = { name?: string; known?: Validators }

/** Who says so when a page is asked for: always the same, whoever clips, and nothing that tells one magazine from another. */
const headers = {
  'user-agent': 'Mozilla/5.0 (compatible; Tessera clipper)',
  accept: 'text/html,application/xhtml+xml,text/plain;q=0.8',
  'accept-encoding': 'gzip, br, zstd, deflate',
}
const longestHead = 32 * 1_024

/**
 * Asks for a page at the addresses that were found and at no other: the name isn't looked up again. The connection serves this one request,
 * goes through no proxy, and over TLS the certificate has to be the name's. Rejects when nothing answers or the signal is aborted.
 */
export function ask(
  { url, addresses }: Destination,
  signal: AbortSignal,
  { roots, ...manner }: Manner & { roots?: string[] | undefined } = {},
): Promise<IncomingMessage> {
  const isTls = url.protocol === 'https:'
  const options = {
    method: 'GET',
    headers: { ...headers, ...headersOf(manner) },
    agent: isTls ? new TlsAgent({ keepAlive: false, maxCachedSessions: 0 }) : new PlainAgent({ keepAlive: false }),
    lookup: pinned(addresses),
    maxHeaderSize: longestHead,
    signal,
    ...(roots && { ca: roots }),
  }
  return new Promise((resolve, reject) => {
    const asked = (isTls ? tlsRequest : plainRequest)(url, options)
    // A fault after the answer has begun reaches whoever reads its body.
    asked.on('response', resolve).on('error', reject)
    asked.on('upgrade', (_, socket) => {
      socket.destroy()
      reject(new Error('the server spoke another protocol'))
    })
    asked.end()
  })
}

function headersOf({ name, known }: Manner): Record<string, string> {
  return {
    ...(name !== undefined && { 'user-agent': name }),
    ...(known?.etag && { 'if-none-match': known.etag }),
    ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
  }
}

/** A look-up that knows one answer. */
function pinned(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_, { all }, done) => {
    const [first] = found
    if (all) done(null, found)
    else done(first ? null : new Error('no address'), first?.address ?? '', first?.family)
  }
}
