import { parseHTML } from 'linkedom/worker'
import type { Page } from './extractor.ts'

const inHead = /^(?:base|link|meta|noscript|script|style|template|title|#text|#comment)$/i
/** Where a page's own beginning is looked for. */
const looked = 200_000

/**
 * The page as a document. The parser takes tags as they are written, so what HTML lets a page leave out is put in: a root, a head with the
 * address that others are relative to, and a body around everything that is no part of the head.
 */
export function parsePage({ html, url }: Page): Document {
  const { document } = parseHTML(framed(html, `<base href="${escapeAttribute(url)}">`))
  const { documentElement, head, body } = document
  for (const node of [...head.childNodes]) if (!inHead.test(node.nodeName)) body.append(node)
  for (const node of [...documentElement.childNodes]) if (node !== head && node !== body) body.append(node)
  return document
}

function framed(html: string, base: string): string {
  const start = html.slice(0, looked)
  const head = /<head(?:\s[^>]*)?>/i.exec(start) ?? /<html(?:\s[^>]*)?>/i.exec(start)
  if (!/<html[\s>]/i.test(start) || head === null) return `<!doctype html><html><head>${base}</head><body>${html}</body></html>`
  const at = head.index + head[0].length
  const isHead = /^<head/i.test(head[0])
  return `${html.slice(0, at)}${isHead ? base : `<head>${base}</head>`}${html.slice(at)}`
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
}
