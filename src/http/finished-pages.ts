import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { BoundedMap } from '../kit/bounded-map.ts'
import type { Encoding } from './encoding.ts'

/** A page as the bytes that leave the server, in each coding once it was asked for. The same for everyone who gets this variant. */
export type FinishedPage = {
  /** Empty for a page that is sent once. */
  etag: string
  bytes: Record<Encoding, Uint8Array<ArrayBuffer> | null>
  /** How hard it is compressed at first, as brotli counts. */
  level: number
  asked: number
  /** About how many bytes it holds in all codings. */
  size: number
}

export type FinishedPages = {
  /** The page of this key, rendered now if it isn't kept. Two requests at once render it once. */
  load(key: string, render: () => Promise<string> | string): Promise<FinishedPage>
  /** The page if it is kept. */
  find(key: string): FinishedPage | undefined
}

const compressSlowly = promisify(brotliCompress)
// A page is far smaller than brotli's usual window, which costs megabytes for each that is compressed.
const quality = (level: number) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: level,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_LGWIN]: 17,
  },
})
/** A page asked for this often is worth brotli's slowest level, off the main thread. */
const worthTheBest = 32

/** Keeps at most about `maxBytes` of finished pages, the ones used longest ago going first. A key must name everything the page depends on. */
export function createFinishedPages(maxBytes: number): FinishedPages {
  const pages = new BoundedMap<string, FinishedPage>(maxBytes, (page) => page.size)
  const pending = new Map<string, Promise<FinishedPage>>()

  const load = async (key: string, render: () => Promise<string> | string) => {
    const known = pages.get(key) ?? pending.get(key)
    if (known) return known
    const rendering = Promise.resolve(render())
      .then(finishPage)
      .finally(() => pending.delete(key))
    pending.set(key, rendering)
    const page = await rendering
    pages.set(key, page)
    return page
  }
  return { load, find: (key) => pages.get(key) }
}

/** Makes the bytes of one page. */
function finishPage(text: string): FinishedPage {
  const identity = new TextEncoder().encode(text)
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`
  return { etag, bytes: { identity, br: null, gzip: null }, level: 5, asked: 0, size: identity.byteLength * 2 }
}

/** Makes the bytes of a page that goes to one reader and is then forgotten: quickly, since nobody else gains by them. */
export function finishOnce(text: string): FinishedPage {
  const identity = new TextEncoder().encode(text)
  return { etag: '', bytes: { identity, br: null, gzip: null }, level: 1, asked: 0, size: 0 }
}

/** The bytes in this coding, compressed the first time they are asked for. */
export function bytesOf(page: FinishedPage, encoding: Encoding): Uint8Array<ArrayBuffer> {
  if (encoding === 'br' && ++page.asked === worthTheBest) improve(page)
  const ready = page.bytes[encoding]
  if (ready) return ready
  const plain = page.bytes.identity ?? new Uint8Array()
  const bytes = new Uint8Array(
    encoding === 'br' ? brotliCompressSync(plain, quality(page.level)) : gzipSync(plain, { level: page.level + 1 }),
  )
  page.bytes[encoding] = bytes
  return bytes
}

// One at a time: brotli's slowest level takes megabytes while it works, and nobody waits for it.
let improving = Promise.resolve()

function improve(page: FinishedPage) {
  improving = improving.then(async () => {
    if (page.bytes.identity) page.bytes.br = new Uint8Array(await compressSlowly(page.bytes.identity, quality(11)))
  })
}
