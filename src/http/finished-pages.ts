import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Encoding } from './encoding.ts'

/** A page as the bytes that leave the server, in each coding once it was asked for. The same for everyone who gets this variant. */
export type FinishedPage = { etag: string; bytes: Record<Encoding, Uint8Array<ArrayBuffer> | null>; asked: number; size: number }

export type FinishedPages = {
  /** The page of this key, rendered now if it isn't kept. Two requests at once render it once. */
  load(key: string, render: () => Promise<string> | string): Promise<FinishedPage>
  /** The page if it is kept. */
  find(key: string): FinishedPage | undefined
}

const compressSlowly = promisify(brotliCompress)
const quality = (level: number) => ({
  params: { [constants.BROTLI_PARAM_QUALITY]: level, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
})
/** A page asked for this often is worth brotli's slowest level, off the main thread. */
const worthTheBest = 32

/** Keeps at most about `maxBytes` of finished pages, the ones used longest ago going first. A key must name everything the page depends on. */
export function createFinishedPages(maxBytes: number): FinishedPages {
  const pages = new Map<string, FinishedPage>()
  const pending = new Map<string, Promise<FinishedPage>>()
  let held = 0

  const find = (key: string) => {
    const page = pages.get(key)
    if (page === undefined) return undefined
    if (pages.size > 1) {
      pages.delete(key)
      pages.set(key, page)
    }
    return page
  }

  const keep = (key: string, page: FinishedPage) => {
    pages.set(key, page)
    held += page.size
    for (const [oldest, old] of pages) {
      if (held <= maxBytes || oldest === key) break
      pages.delete(oldest)
      held -= old.size
    }
  }

  const load = async (key: string, render: () => Promise<string> | string) => {
    const known = find(key) ?? pending.get(key)
    if (known) return known
    const rendering = Promise.resolve(render())
      .then(finishPage)
      .finally(() => pending.delete(key))
    pending.set(key, rendering)
    const page = await rendering
    keep(key, page)
    return page
  }
  return { load, find }
}

/** Makes the bytes of one page. */
export function finishPage(text: string): FinishedPage {
  const identity = new TextEncoder().encode(text)
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`
  return { etag, bytes: { identity, br: null, gzip: null }, asked: 0, size: identity.byteLength * 2 }
}

/** The bytes in this coding, compressed the first time they are asked for. */
export function bytesOf(page: FinishedPage, encoding: Encoding): Uint8Array<ArrayBuffer> {
  if (encoding === 'br' && ++page.asked === worthTheBest) void improve(page)
  const ready = page.bytes[encoding]
  if (ready) return ready
  const plain = page.bytes.identity ?? new Uint8Array()
  const bytes = new Uint8Array(encoding === 'br' ? brotliCompressSync(plain, quality(5)) : gzipSync(plain, { level: 6 }))
  page.bytes[encoding] = bytes
  return bytes
}

async function improve(page: FinishedPage) {
  if (page.bytes.identity) page.bytes.br = new Uint8Array(await compressSlowly(page.bytes.identity, quality(11)))
}
