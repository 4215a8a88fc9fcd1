/**
 * Why is this response cacheable, and by whom? Every route names one of these classes, and a response gets its caching headers from nowhere else.
 *
 * | class    | who may keep it                | because it holds                                                              |
 * | -------- | ------------------------------ | ----------------------------------------------------------------------------- |
 * | `shared` | anyone, for five seconds       | the same bytes for everybody: leads, lists, open picks. No excerpt of a gated pick, no cookie, no name, no number |
 * | `forever`| anyone, for a year             | a file whose name never means another one: it holds the hash of its content, or is a picture's own |
 * | `reader` | nobody, not even the browser   | something that depends on who asks: an excerpt, a number left, what was read  |
 * | `never`  | nobody                         | an error, a redirect, an answer to a form: true only now                      |
 */
export type CacheClass = 'shared' | 'forever' | 'reader' | 'never'

const nowhere = { 'cache-control': 'private, no-store', 'cdn-cache-control': 'no-store', 'surrogate-control': 'no-store' }

/** The caching headers of each class. */
export const cacheHeaders: Record<CacheClass, Record<string, string>> = {
  shared: { 'cache-control': 'public, max-age=0, s-maxage=5, must-revalidate', vary: 'accept-encoding' },
  forever: { 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' },
  reader: { ...nowhere, vary: 'accept-encoding, cookie' },
  never: nowhere,
}
