const longest = 2_000
// Neither is read alike by all browsers and servers, and no page of ours has one in its address.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const misleading = /[\u0000-\u0020\u007f-\u00a0\\]/

/**
 * The path within our own site that a text leads to, written out anew; null for whatever could lead anywhere else, or isn't a path.
 * `origin` is the site's own, without a slash at the end.
 */
export function localPath(text: string | null | undefined, origin: string): string | null {
  if (typeof text !== 'string' || text.length > longest || !text.startsWith('/') || misleading.test(text)) return null
  if (!URL.canParse(text, origin)) return null
  const url = new URL(text, origin)
  const path = `${url.pathname}${url.search}${url.hash}`
  // Dots that were resolved away may have left two slashes in front, and then it is a host that follows.
  return url.origin === origin && !path.startsWith('//') && new URL(path, origin).href === url.href ? path : null
}
