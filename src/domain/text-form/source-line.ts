import type { PickText } from '../pick.ts'

/** Where an excerpt comes from, or why the line doesn't say. */
export type SourceRead = { ok: true; source: PickText['source'] } | { ok: false; reason: string }

const LABEL = /^read more at(?= |$)/i
const WEB_URL = /^https?:\/\/[^\s/?#@<>"\\:[\]]+(?::\d{1,5})?(?:[/?#][^\s<>"]*)?$/i

/** Whether the line is "Read more at …". */
export function isSourceLine(text: string): boolean {
  return LABEL.test(text)
}

/** Whether the text is an address on the web: http or https, a host, no user name. */
function isWebUrl(text: string): boolean {
  return WEB_URL.test(text)
}

/** Reads "Read more at NAME", "Read more at NAME <URL>" and "Read more at NAME: URL". */
export function readSourceLine(text: string): SourceRead {
  const { name, url } = splitSource(text.replace(LABEL, '').trim())
  if (name === '') return { ok: false, reason: 'Name the source after “Read more at”.' }
  if (url === null || url === '') return { ok: true, source: { name, url: null } }
  if (isWebUrl(url)) return { ok: true, source: { name, url } }
  return { ok: false, reason: `“${url}” is not an address on the web; it must begin with https:// or http:// and name a site.` }
}

/** The line for a source. A name that ends like an address is followed by "<>", which says that there is none. */
export function printSourceLine({ name, url }: PickText['source']): string {
  if (url !== null) return `Read more at ${name} <${url}>`
  return `Read more at ${name}${splitSource(name).url === null ? '' : ' <>'}`
}

function splitSource(text: string): { name: string; url: string | null } {
  const opening = text.lastIndexOf('<')
  const isSetOff = opening === 0 || text[opening - 1] === ' '
  if (text.endsWith('>') && isSetOff && opening >= 0 && text.indexOf('>', opening) === text.length - 1)
    return { name: text.slice(0, opening).trim(), url: text.slice(opening + 1, -1).trim() }

  const lastWord = text.slice(text.lastIndexOf(' ') + 1)
  if (!lastWord.includes('://')) return { name: text, url: null }
  const before = text.slice(0, text.length - lastWord.length).trim()
  return { name: before.replace(/:$/, '').trim(), url: lastWord }
}
