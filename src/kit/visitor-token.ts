import { BoundedMap } from './bounded-map.ts'
import { hostCookie } from './cookie.ts'
import { createKeyRing, type KeyRing, type SigningKey } from './key-ring.ts'

/** What a visitor's cookie says: a random id, the day it was signed (days since 1970), and the first reading while the ledger may not have it. */
export type VisitorToken = { id: string; issuedOn: number; first: FirstReading | null }
type FirstReading = { pickId: number; period: string; openedAt: number }

/** Makes and reads visitors' tokens. Reading gives null for whatever wasn't signed here, for this purpose, in exactly this form. */
export type VisitorTokens = {
  /** Unlike any other. Visitors who come one after another share its beginning, so that a ledger in the order of ids has them together. */
  newId: () => string
  issue: (visitor: { id: string; first: FirstReading | null }, now: Date) => string
  read: (cookieValue: string) => VisitorToken | null
  /** Whether the token is older than 90 days, or signed with a key that signs no more: then the next answer brings a new one. */
  isDue: (cookieValue: string, token: VisitorToken, now: Date) => boolean
}

export const visitorCookieName = '__Host-tessera'

const purpose = 'tessera visitor v1\n'
const verifiedKept = 4_000
const longest = 200
const renewAfterDays = 90
const keepForSeconds = 400 * 24 * 3_600
const daySeconds = 24 * 3_600
// 4 characters are 24 of the 128 bits.
const neighbours = { count: 256, shared: 4 }

// key . 128-bit id . day [. pick . period . opened at] . mac; numbers in base 36, without leading zeros
const form =
  /^((?<key>[\w-]{1,32})\.(?<id>[\w-]{21}[AQgw])\.(?<day>[1-9a-z][0-9a-z]{0,4})(?:\.(?<pick>[1-9a-z][0-9a-z]{0,5})\.(?<period>\d{4}-\d\d-\d\d)\.(?<opened>[1-9a-z][0-9a-z]{0,7}))?)\.(?<mac>[\w-]{22,86})$/

/** The Set-Cookie value that gives a visitor their token for 400 days, the longest that browsers allow. */
export function visitorCookie(token: string): string {
  return hostCookie(visitorCookieName, token, keepForSeconds)
}

/** `keys` as for a key ring. `randomId` gives 128 random bits as base64url. */
export function createVisitorTokens({
  keys,
  randomId,
}: {
  keys: () => readonly SigningKey[]
  randomId: () => string
}): VisitorTokens {
  const verified = new BoundedMap<string, VisitorToken>(verifiedKept)
  const ring = createKeyRing(keys, () => verified.clear())
  ring()

  return {
    newId: amongNeighbours(randomId),
    issue: ({ id, first }, now) => {
      const key = ring().signing(now)
      const body = write(key.id, { id, first, issuedOn: dayOf(now) })
      return `${body}.${key.mac(purpose + body)}`
    },
    read: (cookieValue) => {
      const { find } = ring()
      const kept = verified.get(cookieValue)
      if (kept) return kept
      const token = verify(cookieValue, find)
      if (token) verified.set(cookieValue, token)
      return token
    },
    isDue: (cookieValue, token, now) =>
      !cookieValue.startsWith(`${ring().signing(now).id}.`) || dayOf(now) - token.issuedOn > renewAfterDays,
  }
}

function amongNeighbours(randomId: () => string): () => string {
  let beginning = ''
  let left = 0
  return () => {
    const id = randomId()
    if (left === 0) {
      beginning = id.slice(0, neighbours.shared)
      left = neighbours.count
    }
    left--
    return beginning + id.slice(neighbours.shared)
  }
}

function verify(text: string, find: KeyRing['find']): VisitorToken | null {
  if (text.length > longest) return null
  const match = form.exec(text)
  const { key = '', id = '', day = '', pick, period = '', opened = '', mac = '' } = match?.groups ?? {}
  const body = match?.[1]
  const signer = find(key)
  if (body === undefined || !signer || !isSame(mac, signer.mac(purpose + body))) return null
  const first = pick === undefined ? null : { pickId: number(pick), period, openedAt: number(opened) }
  return { id, issuedOn: number(day), first }
}

function write(key: string, { id, issuedOn, first }: VisitorToken): string {
  const body = `${key}.${id}.${issuedOn.toString(36)}`
  return first ? `${body}.${first.pickId.toString(36)}.${first.period}.${first.openedAt.toString(36)}` : body
}

/** Compares in a time that depends on the lengths alone. */
export function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

function number(base36: string): number {
  return Number.parseInt(base36, 36)
}

function dayOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / daySeconds)
}
