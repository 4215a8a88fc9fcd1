import { hostCookie } from './cookie.ts'
import { createKeyRing, type KeyRing, type SigningKey } from './key-ring.ts'
import { isSame } from './visitor-token.ts'

/**
 * Makes and reads the cookie that says "has signed in as this address here". No address can be read out of it, nor whether two browsers
 * have signed in as the same one; it only answers when it is asked about an address.
 */
export type KnownBrowsers = {
  /** The Set-Cookie value for a browser that has signed in as this address now. `has` is its cookie so far. */
  add: (has: string | null, address: string, now: Date) => string
  /** The Set-Cookie value that forgets this address, and takes the cookie away with the last one. */
  remove: (has: string | null, address: string, now: Date) => string
  /** The random id this browser has for the address; null for one that never signed in as it, or not within 400 days. */
  find: (has: string | null, address: string, now: Date) => string | null
}

export const knownCookieName = '__Host-tessera-known'

const purpose = 'tessera known browser v1\n'
const mostAddresses = 4
const keptDays = 400
const daySeconds = 24 * 3_600
const longest = 1_000

// key . 128-bit id . day . mac, once for each address, the newest first; the mac covers the address, which stands nowhere
const form = /^((?<key>[\w-]{1,32})\.(?<id>[\w-]{21}[AQgw])\.(?<day>[1-9a-z][0-9a-z]{0,4}))\.(?<mac>[\w-]{22,86})$/

type Entry = { text: string; body: string; key: string; id: string; day: number; mac: string }

/** `keys` as for a key ring. `randomId` gives 128 random bits as base64url. */
export function createKnownBrowsers({
  keys,
  randomId,
}: {
  keys: () => readonly SigningKey[]
  randomId: () => string
}): KnownBrowsers {
  const ring = createKeyRing(keys, () => {})
  const isOf = (address: string) => (entry: Entry) => isSigned(entry, address, ring().find)

  return {
    add: (has, address, now) => {
      const entries = read(has, now)
      const known = entries.find(isOf(address))
      const key = ring().signing(now)
      const body = `${key.id}.${known?.id ?? randomId()}.${dayOf(now).toString(36)}`
      const others = entries.filter((entry) => entry !== known).slice(0, mostAddresses - 1)
      return cookieOf([`${body}.${key.mac(message(body, address))}`, ...others.map(({ text }) => text)])
    },
    remove: (has, address, now) => {
      const isIt = isOf(address)
      return cookieOf(read(has, now).flatMap((entry) => (isIt(entry) ? [] : [entry.text])))
    },
    find: (has, address, now) => read(has, now).find(isOf(address))?.id ?? null,
  }
}

function isSigned({ key, body, mac }: Entry, address: string, find: KeyRing['find']): boolean {
  const signer = find(key)
  return signer !== undefined && isSame(mac, signer.mac(message(body, address)))
}

function message(body: string, address: string): string {
  return `${purpose}${body}\n${address}`
}

function cookieOf(entries: readonly string[]): string {
  return hostCookie(knownCookieName, entries.join('~'), entries.length === 0 ? 0 : keptDays * daySeconds)
}

function read(cookie: string | null, now: Date): Entry[] {
  if (cookie === null || cookie.length > longest) return []
  const entries = cookie.split('~').slice(0, mostAddresses).flatMap(readEntry)
  return entries.filter(({ day }) => dayOf(now) - day <= keptDays)
}

function readEntry(text: string): Entry[] {
  const match = form.exec(text)
  const { key = '', id = '', day = '', mac = '' } = match?.groups ?? {}
  const body = match?.[1]
  return body === undefined ? [] : [{ text, body, key, id, day: Number.parseInt(day, 36), mac }]
}

function dayOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / daySeconds)
}
