import { type CacheClass, cacheHeaders } from './cache-classes.ts'
import { type Ctx, headerOf } from './context.ts'
import { chooseEncoding } from './encoding.ts'
import { bytesOf, type FinishedPage, finishOnce } from './finished-pages.ts'
import { securityHeaders } from './security-headers.ts'

export type ReplyOptions = { status?: number; type?: string; headers?: Record<string, string> }

/** The only ways in which a response leaves: each names its class of caching and carries the headers that every response must. */
export type Replies = {
  /** A page. A `shared` one is revalidated by its ETag; nothing that depends on the reader has one. */
  page(c: Ctx, page: FinishedPage, cache: CacheClass, options?: ReplyOptions): Response
  /** Text made for this one request and kept by nobody. */
  once(c: Ctx, text: string, cache: 'reader' | 'never', options?: ReplyOptions): Response
  /** Only headers: a redirect, a refusal without words, the answer to HEAD. */
  nothing(status: number, cache: CacheClass, headers?: Record<string, string>): Response
  /** Text that is made while it is sent, and kept by nobody. */
  stream(body: ReadableStream<Uint8Array>, cache: 'never', options: ReplyOptions): Response
  /** Bytes of a file. */
  bytes(bytes: Uint8Array<ArrayBuffer>, cache: CacheClass, options: ReplyOptions): Response
}

const html = 'text/html; charset=utf-8'

export function createReplies(isHttps: boolean): Replies {
  const secure = securityHeaders(isHttps)
  const base = Object.fromEntries(
    Object.entries(cacheHeaders).map(([name, headers]) => [name, { ...secure, ...headers }]),
  ) as typeof cacheHeaders

  const page: Replies['page'] = (c, finished, cache, { status = 200, type = html, headers } = {}) => {
    const all: Record<string, string> = { ...base[cache], 'content-type': type, ...headers }
    if (cache === 'shared' && status === 200 && finished.etag !== '') {
      all.etag = finished.etag
      if (matches(headerOf(c, 'if-none-match'), finished.etag)) return new Response(null, { status: 304, headers: all })
    }
    const encoding = chooseEncoding(headerOf(c, 'accept-encoding'))
    if (encoding !== 'identity') all['content-encoding'] = encoding
    return new Response(bytesOf(finished, encoding), { status, headers: all })
  }
  return {
    page,
    once: (c, text, cache, options) => page(c, finishOnce(text), cache, options),
    nothing: (status, cache, headers) => new Response(null, { status, headers: { ...base[cache], ...headers } }),
    stream: (body, cache, { status = 200, type = html, headers }) =>
      new Response(body, { status, headers: { ...base[cache], 'content-type': type, ...headers } }),
    bytes: (bytes, cache, { status = 200, type = html, headers }) =>
      new Response(bytes, { status, headers: { ...base[cache], 'content-type': type, ...headers } }),
  }
}

// RFC 9110 §13.1.2: weak comparison, and `*` matches whatever there is.
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag))
}
