import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** Canaries in each pick of `gatedPick`. */
export const canariesPerPick = 7

/** A word for the search that stands in the excerpt of every `gatedPick` and in no lead. */
export const bodyWord = 'brimstone'

/** A pick with a word of its own in every run and gloss (`cnry3x1q`) and one in its lead (`lead3q`). Its slug is `gated-3`. */
export function gatedPick(number: number, { access = 'metered', topics = 'Harbors' } = {}): string {
  const canary = (k: number) => `cnry${number}x${k}q`
  const lines = [
    `Gated ${number}`,
    'Nov. 2 2026',
    `The editors have this to say about lead${number}q. Ada Brook writes:`,
    `The ${canary(1)} stood first [as ${canary(2)} noted] and . . . ${canary(3)} came after the ${bodyWord}. . . .`,
    `A second one has ${canary(4)} in it [and ${canary(5)}] . . . with ${canary(6)}.`,
    `The third ends on ${canary(7)}.`,
    'Read more at The Paper Boat <https://boat.example/article>',
    ...(access === 'metered' ? [] : [`Access: ${access}`]),
    `More about: ${topics}`,
  ]
  return `${lines.join('\n\n')}\n`
}

/** What a response says: its status line and headers, and its body with the coding taken off. */
export type Said = { head: string; body: string }

export async function readAll(response: Response): Promise<Said> {
  const head = `${response.status} ${response.statusText}\n${[...response.headers].map((pair) => pair.join(': ')).join('\n')}`
  const bytes = Buffer.from(await response.arrayBuffer())
  const coding = bytes.length > 0 ? response.headers.get('content-encoding') : null
  const plain = coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes
  return { head, body: plain.toString('utf8') }
}

/** The numbers of the picks whose canaries stand in the text, plainly or wrapped up to twice in a coding that scripts can undo. */
export function picksIn(text: string): number[] {
  const known = seen.get(text)
  if (known) return known
  const found = new Set<number>()
  for (const outer of codings) {
    const unwrapped = outer(text)
    for (const inner of codings) for (const [, number] of inner(unwrapped).matchAll(/cnry(\d+)x\d+q/gi)) found.add(Number(number))
  }
  const picks = [...found].toSorted((a, b) => a - b)
  seen.set(text, picks)
  return picks
}

/** How many different canaries of a pick stand plainly in the text. */
export function countCanaries(text: string, number: number): number {
  return new Set(text.match(new RegExp(`cnry${number}x\\d+q`, 'g'))).size
}

const seen = new Map<string, number[]>()

const codings: ((text: string) => string)[] = [
  (text) => text,
  (text) =>
    text.replace(/&#(\d+);/g, (_, code) => letter(Number(code))).replace(/&#x([\da-f]+);/gi, (_, code) => letter(hex(code))),
  (text) => text.replace(/\\(?:u|x00)\{?([\da-f]{2,6})\}?/gi, (_, code) => letter(hex(code))),
  (text) => text.replace(/%([\da-f]{2})/gi, (_, code) => letter(hex(code))),
  (text) => (text.match(/[\w+/-]{12,}/g) ?? []).flatMap(fromBase64).join('\n'),
  (text) => (text.match(/(?:[\da-f]{2}){6,}/gi) ?? []).map((run) => Buffer.from(run, 'hex').toString('latin1')).join('\n'),
  (text) => text.replace(/[a-z]/gi, (one) => turned(one, one <= 'Z' ? 65 : 97, 26)),
  (text) => text.replace(/[!-~]/g, (one) => turned(one, 33, 94)),
  (text) => [...text].reverse().join(''),
]

// A run of letters may begin in the middle of a group of four.
function fromBase64(run: string): string[] {
  return [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString('latin1'))
}

function turned(one: string, first: number, count: number): string {
  return letter(((one.charCodeAt(0) - first + count / 2) % count) + first)
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16)
}

function letter(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}
