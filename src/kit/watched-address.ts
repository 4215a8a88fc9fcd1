/** Names that lead nowhere by agreement (RFC 2606, RFC 6761): nothing is ever found at them. */
const reserved = /(?:^|\.)(?:example|invalid|test|localhost|local|internal|onion)$|(?:^|\.)example\.(?:com|net|org)$/

/** No longer than the desk takes. */
export const longestAddress = 2_000

/** An article's address as it is asked for, its host, by which requests are spaced, and the path that robots.txt is asked about. */
export type WatchedAddress = { url: string; origin: string; host: string; path: string }

/** Reads the address of an article that is to be watched; null for what can't be. */
export function watchedAddress(text: string): WatchedAddress | null {
  const url = text.length > longestAddress ? null : URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
  const name = url.hostname.replace(/\.$/, '')
  if (reserved.test(name) || !/[^.]\.[^.]/.test(name)) return null
  url.hash = ''
  return { url: url.href, origin: url.origin, host: url.host, path: url.pathname + url.search }
}
