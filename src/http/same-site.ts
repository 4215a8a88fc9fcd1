import type { Ctx } from './context.ts'

/**
 * Whether a request that changes something comes from one of our own pages. The browser's own word counts (`Sec-Fetch-Site`),
 * else its `Origin`; a request with neither is refused, because a cookie may have come along without the reader's doing.
 */
export function isSameSite(c: Ctx): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  const host = c.req.header('host')
  return origin !== undefined && host !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
