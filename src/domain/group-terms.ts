import { normalEmail } from './email.ts'
import { domainAndAbove, type GroupDomain } from './group.ts'
import { type Network, parseNetwork, start, write } from './network.ts'

/** What was typed in the form it is kept in, or a sentence about why it can't be. */
export type Read<T> = { ok: true; value: T } | { ok: false; reason: string }

/** The longest name of a group, in UTF-16 units. */
const longestGroupName = 80
/** The most seats a group can have, short of no limit. */
const mostSeats = 1_000_000

/** Where anybody gets an address, so that a domain says nothing about who has it. */
const publicMail = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com msn.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr
  ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de
  freenet.de mail.ru yandex.ru yandex.com qq.com 163.com 126.com sina.com naver.com daum.net mail.com zoho.com fastmail.com
  fastmail.fm tutanota.com tuta.io posteo.de mailbox.org hey.com orange.fr wanadoo.fr free.fr laposte.net libero.it comcast.net
  verizon.net att.net btinternet.com sky.com rediffmail.com mailinator.com yopmail.com guerrillamail.com`.split(/\s+/),
)

/** A group's name, on one line. */
export function readGroupName(text: string): Read<string> {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (name === '') return refused('A group needs a name.')
  if (name.length > longestGroupName)
    return refused(`A name has ${longestGroupName} letters at the most; this has ${name.length}.`)
  if (/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(name)) return refused('The name has characters in it that can’t be printed.')
  return { ok: true, value: name }
}

/** A number of seats, or `unlimited`. */
export function readSeats(text: string): Read<number | null> {
  const typed = text.trim()
  if (typed === 'unlimited') return { ok: true, value: null }
  if (/^\d{1,7}$/.test(typed) && Number(typed) <= mostSeats) return { ok: true, value: Number(typed) }
  return refused(`“${typed}” is not a number of seats: 0 to ${mostSeats.toLocaleString('en-US')}, or unlimited.`)
}

/** `school.example`, or `*.school.example` for the domains below it too. Where anybody can get an address is refused. */
export function readGroupDomain(text: string): Read<GroupDomain> {
  const typed = text.trim()
  const withSubdomains = typed.startsWith('*.')
  const domain = normalEmail(`a@${withSubdomains ? typed.slice(2) : typed.replace(/^@/, '')}`)?.slice(2)
  if (domain === undefined) return refused(`“${typed}” is not a domain such as school.example, or *.school.example.`)
  const open = domainAndAbove(domain).find((one) => publicMail.has(one))
  if (open !== undefined)
    return refused(
      `Anybody can get an address at ${open}, so it can’t tell who belongs to the group. Invite those people one by one.`,
    )
  return { ok: true, value: { domain, withSubdomains } }
}

// The most that was ever given to one institution: whoever writes less has most likely left out a digit.
const shortestPrefix = { 32: 8, 128: 19 } as const
const nobodys = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', '::/8', 'fe80::/10', 'ff00::/8']
const behindRouters = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']

/** A network such as `192.0.2.0/24`, `2001:db8::/32` or one address. Wider ones than any institution has are refused. */
export function readGroupNetwork(text: string): Read<Network> {
  const typed = text.trim()
  const network = parseNetwork(typed)
  if (network === null) return refused(`“${typed}” is not a network such as 192.0.2.0/24 or 2001:db8::/32.`)
  const shortest = shortestPrefix[network.bits]
  if (network.prefix < shortest)
    return refused(`${typed} is wider than any institution’s network. /${shortest} is the widest that can be opened.`)
  if (liesInAny(network, nobodys)) return refused(`${typed} is not a network that readers come from.`)
  return { ok: true, value: { ...network, value: start(network) } }
}

/** Whether a network's addresses are used behind many routers at once, so that they say nothing without a trusted proxy. */
export function isPrivateNetwork(network: Network): boolean {
  return liesInAny(network, behindRouters)
}

/** Whether two networks have an address in common; then one lies in the other. */
export function overlap(a: Network, b: Network): boolean {
  if (a.bits !== b.bits) return false
  const prefix = Math.min(a.prefix, b.prefix)
  return start({ ...a, prefix }) === start({ ...b, prefix })
}

/** A network in the one form it is kept in, with IPv6's longest run of zeros left out. */
export function writeNetwork(network: Network): string {
  const text = write({ ...network, value: start(network) })
  const [run = ''] = (text.match(/(?<![\da-f])0(:0(?![\da-f]))+/g) ?? []).toSorted((a, b) => b.length - a.length)
  const shorter = run === '' ? text : text.replace(new RegExp(`(^|:)${run}(:|$)`), '::')
  return `${shorter}/${network.prefix}`
}

function liesInAny(network: Network, others: readonly string[]): boolean {
  return others.some((text) => {
    const other = parseNetwork(text)
    return other !== null && other.prefix <= network.prefix && overlap(network, other)
  })
}

function refused(reason: string): { ok: false; reason: string } {
  return { ok: false, reason }
}
