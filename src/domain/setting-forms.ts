import { normalEmail } from './email.ts'
import type { Crawler } from './magazine.ts'
import { tidy } from './markup/tidy.ts'
import { isNetwork } from './network.ts'
import type { PeriodKind } from './policy.ts'

/** A value, or a sentence that says how to mend the text it was to come from. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string }

/** How one kind of setting is written as text. `parse(print(value))` is the value. */
export type Form<T> = { parse: (text: string) => Parsed<T>; print: (value: T) => string }

/** One line of text. White space in it becomes single spaces. */
export function line({ longest, shortest = 0 }: { longest: number; shortest?: 0 | 1 }): Form<string> {
  const parse = (text: string): Parsed<string> => {
    const value = tidy(text)
    if (hasControls(text)) return refused('It has characters in it that can’t be printed.')
    if (value.length < shortest) return refused('It can’t be empty.')
    if (value.length > longest) return refused(`It has ${value.length} characters; ${longest} is the most.`)
    return accepted(value)
  }
  return { parse, print: (value) => value }
}

/** Paragraphs of text with an empty line between them. */
export function paragraphs({ longest, fewest = 0 }: { longest: number; fewest?: 0 | 1 }): Form<string[]> {
  const parse = (text: string): Parsed<string[]> => {
    const value = text
      .split(/\r?\n[^\S\n]*\r?\n/)
      .map(tidy)
      .filter((paragraph) => paragraph !== '')
    if (hasControls(text)) return refused('It has characters in it that can’t be printed.')
    if (value.length < fewest) return refused('It can’t be empty.')
    const length = value.join('\n\n').length
    return length > longest ? refused(`It has ${length} characters; ${longest} is the most.`) : accepted(value)
  }
  return { parse, print: (value) => value.join('\n\n') }
}

/** A whole number from `fewest`, which is 0 unless it is said, to `most`. */
export function count({ most, fewest = 0 }: { most: number; fewest?: number }): Form<number> {
  const parse = (text: string): Parsed<number> => {
    const typed = text.trim()
    const value = Number(typed)
    return /^\d{1,9}$/.test(typed) && value >= fewest && value <= most
      ? accepted(value)
      : refused(`“${typed}” is not a whole number from ${fewest} to ${most}.`)
  }
  return { parse, print: String }
}

/** One of these words. */
export function oneOf<const T extends string>(known: readonly T[]): Form<T> {
  const parse = (text: string): Parsed<T> => {
    const typed = text.trim().toLowerCase()
    const value = known.find((one) => one === typed)
    return value === undefined ? refused(`“${typed}” can’t be chosen here. It is one of ${known.join(', ')}.`) : accepted(value)
  }
  return { parse, print: (value) => value }
}

/** A colour as `#rrggbb`, in lower case. */
export const colour: Form<string> = {
  parse(text) {
    const value = text.trim().toLowerCase()
    return /^#[\da-f]{6}$/.test(value)
      ? accepted(value)
      : refused(`“${value}” is not a colour such as #23409b: # and six of 0–9, a–f.`)
  },
  print: (value) => value,
}

/** What the allowance renews with: `month`, `week`, or `rolling:N` days. */
export const periodKind: Form<PeriodKind> = {
  parse(text) {
    const typed = text.trim().toLowerCase()
    if (typed === 'month' || typed === 'week') return accepted({ kind: typed })
    const days = Number(/^rolling:\s*(\d{1,3})$/.exec(typed)?.[1] ?? 0)
    if (days >= 1 && days <= 366) return accepted({ kind: 'rolling', days })
    return refused(`“${typed}” is not a period. It is month, week, or rolling:N for N days (1 to 366), such as rolling:30.`)
  },
  print: (value) => (value.kind === 'rolling' ? `rolling:${value.days}` : value.kind),
}

/** Networks with commas, spaces or line ends between them. */
export const networks: Form<string[]> = {
  parse(text) {
    const value = text.split(/[\s,;]+/).filter((item) => item !== '')
    const wrong = value.find((item) => !isNetwork(item))
    return wrong === undefined ? accepted(value) : refused(`“${wrong}” is not a network such as 203.0.113.0/24 or 2001:db8::/32.`)
  },
  print: (value) => value.join(', '),
}

/** An e-mail address, or nothing. */
export const emailOrNone: Form<string> = {
  parse(text) {
    const value = text.trim() === '' ? '' : normalEmail(text)
    return value === null ? refused(`“${text.trim()}” is not an e-mail address such as desk@quire.example.`) : accepted(value)
  },
  print: (value) => value,
}

/** Robots, one a line: a name, a colon, and the networks, domains and keys that prove it: `Findbot: 192.0.2.0/24, findbot.example, ed25519:…`. */
export const crawlers: Form<Crawler[]> = {
  parse(text) {
    const value: Crawler[] = []
    for (const entry of text.split(/[\n;]/).map(tidy)) {
      const crawler = entry === '' ? null : parseCrawler(entry)
      if (crawler && !crawler.ok) return crawler
      if (crawler) value.push(crawler.value)
    }
    return accepted(value)
  },
  print: (value) =>
    value
      .map(({ name, ranges, domains, keys }) => {
        const proofs = [...ranges, ...domains, ...keys.map((key) => `${keyMark}${key}`)]
        return `${name}: ${proofs.join(', ')}`
      })
      .join('\n'),
}

const keyMark = 'ed25519:'
// 32 bytes fill 42 letters and two thirds of the last one, whose other bits are zero.
const publicKey = /^[\w-]{42}[AEIMQUYcgkosw048]$/

function parseCrawler(entry: string): Parsed<Crawler> {
  const [, name = '', proofs = ''] = /^([^:]+):(.*)$/.exec(entry) ?? []
  const items = proofs.split(/[\s,]+/).filter((item) => item !== '')
  if (tidy(name) === '' || hasControls(entry) || items.length === 0) {
    return refused(
      `“${entry}” is not a robot. Write its name, a colon and what proves it: Findbot: 192.0.2.0/24, findbot.example`,
    )
  }
  const keys = items.filter((item) => item.startsWith(keyMark)).map((item) => item.slice(keyMark.length))
  const wrongKey = keys.find((key) => !publicKey.test(key))
  if (wrongKey !== undefined)
    return refused(`“${keyMark}${wrongKey}” is not a public key: ${keyMark} and its 32 bytes in base64url.`)
  const ranges = items.filter(isNetwork)
  const domains = items.filter((item) => !isNetwork(item) && !item.startsWith(keyMark)).map((domain) => domain.toLowerCase())
  const wrong = domains.find((domain) => !/^([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/.test(domain))
  if (wrong !== undefined)
    return refused(`“${wrong}” is neither a network such as 192.0.2.0/24 nor a domain such as findbot.example.`)
  return accepted({ name: tidy(name), ranges, domains, keys })
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text.replace(/\s/g, ' '))
}

function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

function refused(reason: string): { ok: false; reason: string } {
  return { ok: false, reason }
}
