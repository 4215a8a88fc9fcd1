/** What an answer turned out to be. `letters-lost`: not all of its bytes were letters in the charset it claims, and what isn't is U+FFFD. */
export type TextRead = { kind: 'html' | 'text'; text: string; lostLetters: boolean } | { kind: 'neither'; reason: string }

/** Where browsers look for a charset, and a little more than they look at to tell what something is. */
const looked = 1_024

/** How files begin that are no text, whatever is said of them: PNG, JPEG, GIF, RIFF, ZIP, gzip, ELF, Ogg. */
const notText = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF', 'PK\x03\x04', '\x1f\x8b', '\x7fELF', 'OggS']
const beginsLikeHtml =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--|<!doctype\s+html|<(?:html|head|body|title|meta|link|script|style|article|main|div|p|h[1-6]|table|a|br|b|iframe)[\s>/])/i
const marks: [charset: string, mark: RegExp][] = [
  ['utf-8', /^\xef\xbb\xbf/],
  ['utf-16be', /^\xfe\xff/],
  ['utf-16le', /^\xff\xfe/],
]

/**
 * The text of an answer in the charset that its byte-order mark, its header or its own `meta` names, otherwise UTF-8. A page is what is
 * called HTML or text and doesn't begin like something else; what has no type of its own has to begin like HTML.
 */
export function readText(bytes: Buffer, contentType: string): TextRead {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';')
  const called = type.trim()
  const start = bytes.subarray(0, looked).toString('latin1')
  if (isFile(start)) return { kind: 'neither', reason: `called ${called || 'nothing'}, but not text` }
  const said = /^\s*charset\s*=\s*"?([^"\s]+)/.exec(parameters.find((one) => /^\s*charset/.test(one)) ?? '')?.[1]
  const text = decode(bytes, [marks.find(([, mark]) => mark.test(start))?.[0], said, metaCharset(start)])
  const kind = kindOf(called, text.slice(0, looked))
  if (kind === null) return { kind: 'neither', reason: `called ${called || 'nothing'}` }
  return { kind, text, lostLetters: text.includes('\ufffd') }
}

/** PDF may begin late, and the media of ISO say what they are after their length. */
function isFile(start: string): boolean {
  return notText.some((mark) => start.startsWith(mark)) || start.includes('%PDF-') || start.slice(4, 8) === 'ftyp'
}

function kindOf(called: string, start: string): 'html' | 'text' | null {
  switch (called) {
    case 'text/html':
    case 'application/xhtml+xml':
      return 'html'
    case 'text/plain':
    case 'text/markdown':
      return 'text'
    case '':
    case 'application/octet-stream':
    case 'unknown/unknown':
      return beginsLikeHtml.test(start) ? 'html' : null
    default:
      return null
  }
}

function metaCharset(start: string): string | undefined {
  const named = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(start)?.[1]
  // A page whose charset can be read in ASCII isn't in UTF-16, whatever it says.
  return named !== undefined && /^utf-?16/i.test(named) ? undefined : named
}

function decode(bytes: Buffer, charsets: (string | undefined)[]): string {
  for (const charset of charsets) {
    if (charset === undefined) continue
    try {
      return new TextDecoder(charset).decode(bytes)
    } catch {
      // A charset that nobody may use any more, such as UTF-7, or a word that is none.
    }
  }
  return new TextDecoder().decode(bytes)
}
