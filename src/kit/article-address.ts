// What is added to addresses to see who came from where. Whatever else is asked for may choose the article and stays.
const tracking =
  /^(?:utm_.*|mc_[ce]id|pk_.*|mtm_.*|at_(?:medium|campaign|custom\d*)|hsa_.*|fb_.*|__?(?:ga|gl|hs[a-z]+)|[a-z]*clid|gbraid|wbraid|igshid?|cmpid|campaign_id|smid|smtyp|ocid|ncid|ito|ref(?:_?(?:src|url))?|referrer|spm|s_kwcid|vero_id|ck_subscriber_id|taid|trk|share|reflink|outputtype|sr_share|guccounter|guce_.*)$/i
const sameHost = /^(?:www\d?|m|mobile|amp)\./

/** An address without what only tells where its reader came from, and without the place on the page. Null when it leads to no page. */
export function plainAddressOf(text: string): string | null {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
  url.hash = ''
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name)
  return url.href
}

/**
 * What the ways to write the address of one article have in common: the scheme, `www.` and its like, a slash at the end, the order of what
 * is asked for and the copy for phones make no difference. For comparing only. Null when it leads to no page.
 */
export function addressKey(text: string): string | null {
  const url = URL.parse(plainAddressOf(text) ?? '')
  if (url === null) return null
  url.searchParams.sort()
  const path = url.pathname.replace(/\/(?:amp|index\.html?)?\/?$/, '').replace(/\/amp\//, '/')
  return `${hostKey(url)}${path}${url.search}`
}

/** Whether two addresses are on one site: on the same host but for `www.` and its like, or on one that belongs to the other's. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [URL.parse(one), URL.parse(other)].map((url) => url && hostKey(url))
  if (!a || !b) return false
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

/** Whether two addresses are on the same host, but for `www.` and its like. */
export function isSameHost(one: string, other: string): boolean {
  const [a, b] = [URL.parse(one), URL.parse(other)]
  return a !== null && b !== null && hostKey(a) === hostKey(b)
}

function hostKey({ host }: URL): string {
  return host.replace(/\.(?=:|$)/, '').replace(sameHost, '')
}
