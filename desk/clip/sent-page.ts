/** A page as the bookmarklet has sent it. `isVouchedFor`: this window was opened from that very site, says the browser. */
export type SentPage = { url: string; title: string; html: string; isVouchedFor: boolean }
/** What came with this window: a page, or a sentence about why it can't be read. */
export type Sent = { kind: 'page'; page: SentPage } | { kind: 'problem'; message: string }

const longest = { html: 2_500_000, unpacked: 12_000_000, url: 4_000, title: 200 }
const place = /\/desk\/clip\/?$/
const unreadable = 'What was sent here can’t be read. Press the bookmarklet once more, or paste the text.'
const tooLarge = 'The page is too large to be sent here. Paste the text of the article.'

let packed: string | null = null

/** Takes the page out of this window's address, where the bookmarklet has put it. No server gets to see it, and no reload has it again. */
export function takeSentPage(): void {
  if (!place.test(location.pathname) || location.hash.length < 2) return
  packed = location.hash.slice(1)
  history.replaceState(history.state, '', location.pathname)
}

/** Reads the page that was taken, once; null where none was. */
export async function unpackSentPage(): Promise<Sent | null> {
  const taken = packed
  packed = null
  if (taken === null) return null
  if (taken === 'too-large') return { kind: 'problem', message: tooLarge }
  try {
    const text = await unzip(bytesOf(taken))
    const page = text === null ? null : pageOf(JSON.parse(text))
    if (page === null) return { kind: 'problem', message: text === null ? tooLarge : unreadable }
    return page.html.length > longest.html ? { kind: 'problem', message: tooLarge } : { kind: 'page', page }
  } catch {
    return { kind: 'problem', message: unreadable }
  }
}

/** Whoever opened this window may have made it up: nothing in it is believed but that the browser names the site. */
function pageOf(sent: unknown): SentPage | null {
  const { url, title, html } = (sent ?? {}) as Record<string, unknown>
  if (typeof url !== 'string' || typeof title !== 'string' || typeof html !== 'string') return null
  const address = url.length > longest.url ? null : URL.parse(url)
  if (address === null || !/^https?:$/.test(address.protocol)) return null
  const isVouchedFor = URL.parse(document.referrer)?.origin === address.origin
  return { url: address.href, title: title.slice(0, longest.title), html, isVouchedFor }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
}

/** The text of what was packed, or null where it is longer than any page that can be taken. */
async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const decoder = new TextDecoder()
  let [text, size] = ['', 0]
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > longest.unpacked) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}
