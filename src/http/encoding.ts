import { BoundedMap } from '../kit/bounded-map.ts'

/** The codings a page is kept in. */
export type Encoding = 'br' | 'gzip' | 'identity'

const known = new BoundedMap<string, Encoding>(200)
const longestKept = 200

/** The best coding that `Accept-Encoding` allows (RFC 9110 §12.5.3); browsers send a handful of values, so answers are remembered. */
export function chooseEncoding(accept: string | undefined): Encoding {
  if (!accept) return 'identity'
  const remembered = known.get(accept)
  if (remembered) return remembered
  const chosen = read(accept)
  if (accept.length <= longestKept) known.set(accept, chosen)
  return chosen
}

function read(accept: string): Encoding {
  const allowed = new Map<string, boolean>()
  for (const part of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    allowed.set(name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)))
  }
  const may = (name: string) => allowed.get(name) ?? allowed.get('*') ?? false
  if (may('br')) return 'br'
  return may('gzip') ? 'gzip' : 'identity'
}
