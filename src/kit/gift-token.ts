import { BoundedMap } from './bounded-map.ts'
import { hostCookie } from './cookie.ts'
import { createKeyRing, type KeyRing, type SigningKey } from './key-ring.ts'
import { isSame } from './visitor-token.ts'

/** One gift that a browser has come with: the gift, the number of its link, its pick, and the second since 1970 at which it ends. */
export type BroughtGift = { id: number; link: number; pickId: number; until: number }

/** What the gift cookie says: a random id of this browser, which says nothing else, and its gifts, the newest first. */
export type GiftToken = { reader: string; gifts: BroughtGift[] }

/** Makes and reads gift cookies. Reading gives null for whatever wasn't signed here, for this purpose, in exactly this form. */
export type GiftTokens = {
  /** The Set-Cookie value that adds a gift to what the browser has; it lasts as long as the longest of them. */
  add: (has: GiftToken | null, gift: BroughtGift, now: Date) => string
  read: (cookieValue: string) => GiftToken | null
}

export const giftCookieName = '__Host-tessera-gifts'

const purpose = 'tessera gift v1\n'
const mostGifts = 8
const verifiedKept = 2_000
const longest = 500
/** Long enough to be told on the pick's page that a gift is over. */
const shortestSeconds = 600

// key . 128-bit id . gift [~ gift]... . mac; a gift is id-link-pick-until, numbers in base 36, without leading zeros
const number = '[1-9a-z][0-9a-z]{0,7}'
const gift = `${number}-${number}-${number}-${number}`
const form = new RegExp(
  `^((?<key>[\\w-]{1,32})\\.(?<reader>[\\w-]{21}[AQgw])\\.(?<gifts>${gift}(?:~${gift}){0,${mostGifts - 1}}))\\.(?<mac>[\\w-]{22,86})$`,
)

/** `keys` as for a key ring. `randomId` gives 128 random bits as base64url. */
export function createGiftTokens({ keys, randomId }: { keys: () => readonly SigningKey[]; randomId: () => string }): GiftTokens {
  const verified = new BoundedMap<string, GiftToken>(verifiedKept)
  const ring = createKeyRing(keys, () => verified.clear())

  return {
    add: (has, added, now) => {
      const seconds = Math.floor(now.getTime() / 1000)
      const others = (has?.gifts ?? []).filter(({ id, until }) => id !== added.id && until > seconds)
      const gifts = [added, ...others].slice(0, mostGifts)
      const signing = ring().signing(now)
      const body = `${signing.id}.${has?.reader ?? randomId()}.${gifts.map(write).join('~')}`
      const lasts = Math.max(shortestSeconds, ...gifts.map(({ until }) => until - seconds))
      return hostCookie(giftCookieName, `${body}.${signing.mac(purpose + body)}`, lasts)
    },
    read: (cookieValue) => {
      const { find } = ring()
      const known = verified.get(cookieValue)
      if (known) return known
      const token = verify(cookieValue, find)
      if (token) verified.set(cookieValue, token)
      return token
    },
  }
}

function verify(text: string, find: KeyRing['find']): GiftToken | null {
  if (text.length > longest) return null
  const match = form.exec(text)
  const { key = '', reader = '', gifts = '', mac = '' } = match?.groups ?? {}
  const body = match?.[1]
  const signer = find(key)
  if (body === undefined || !signer || !isSame(mac, signer.mac(purpose + body))) return null
  return { reader, gifts: gifts.split('~').map(readGift) }
}

function write({ id, link, pickId, until }: BroughtGift): string {
  return [id, link, pickId, until].map((part) => part.toString(36)).join('-')
}

function readGift(text: string): BroughtGift {
  const [id = 0, link = 0, pickId = 0, until = 0] = text.split('-').map((part) => Number.parseInt(part, 36))
  return { id, link, pickId, until }
}
