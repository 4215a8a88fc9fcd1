import type { SignedMessage } from '../../domain/crawler-claim.ts'
import { isRunning } from '../../domain/group.ts'
import type { Reader } from '../../domain/meter.ts'
import { clientAddress } from '../../domain/network.ts'
import type { Opens } from '../../domain/subscription.ts'
import { findSession, type Session } from '../../flows/find-session.ts'
import type { Courtesy } from '../../flows/load-group-access.ts'
import type { Visitor } from '../../flows/meter-reading.ts'
import { findCookie } from '../../kit/cookie.ts'
import type { Ready } from '../../kit/ready.ts'
import { visitorCookieName } from '../../kit/visitor-token.ts'
import { type Ctx, headerOf } from '../context.ts'
import type { Deps } from '../deps.ts'
import { sessionCookie, sessionTokenOf } from './member-cookies.ts'

/** The visitor whose cookie came with the request; null for a browser that brought none that we made. */
export function findVisitor(deps: Deps, c: Ctx, now: Date): Visitor | null {
  const cookie = findCookie(headerOf(c, 'cookie'), visitorCookieName)
  const token = cookie === null ? null : deps.visitors.read(cookie)
  if (cookie === null || token === null) return null
  return { id: token.id, first: token.first, renew: deps.visitors.isDue(cookie, token, now) }
}

/**
 * Who asks: what the meter takes them for, the browser's visitor, and the member who is signed in. `courtesy` is the group on whose
 * network they are, where that opens more than they have of their own.
 */
export type Who = { reader: Reader; visitor: Visitor | null; member: Session['member'] | null; courtesy: Courtesy | null }

/**
 * Who is reading. The session goes before everything else. A robot counts as one only once it has proved who it is, and is only
 * asked when the magazine lets any in.
 */
export function findWho(deps: Deps, c: Ctx): Ready<Who> {
  const isStranger = sessionTokenOf(c) === null && deps.generation().magazine.crawlers.length === 0
  return isStranger ? visitorOrGuest(deps, c) : lookUpWho(deps, c)
}

async function lookUpWho(deps: Deps, c: Ctx): Promise<Who> {
  const session = await findSignedIn(deps, c)
  const { visitor } = noMember(deps, c)
  if (session) {
    const { member } = session
    const courtesy = findCourtesy(deps, c, member.opens)
    return { reader: courtesy ? guestOf(courtesy) : readerOf(member), visitor, member, courtesy }
  }
  const { crawlers } = deps.generation().magazine
  const isProved = crawlers.length > 0 && (await deps.isCrawler({ address: addressOf(deps, c), message: messageOf(c) }, crawlers))
  if (isProved) return { reader: { kind: 'crawler' }, visitor, member: null, courtesy: null }
  return visitorOrGuest(deps, c)
}

function visitorOrGuest(deps: Deps, c: Ctx): Who {
  const courtesy = findCourtesy(deps, c, null)
  return courtesy ? { ...noMember(deps, c), reader: guestOf(courtesy), courtesy } : noMember(deps, c)
}

function readerOf({ id, opens }: Session['member']): Reader {
  return opens === null ? { kind: 'member', id: String(id) } : { kind: 'subscriber', opens }
}

function guestOf({ opens }: Courtesy): Reader {
  return { kind: 'subscriber', opens }
}

/** The same without asking anybody: a visitor. */
export function noMember(deps: Deps, c: Ctx): Who {
  return { reader: { kind: 'visitor' }, visitor: findVisitor(deps, c, deps.now()), member: null, courtesy: null }
}

/** The group on whose network this reader is, if that opens more than what they have. Where no group has a network nothing is looked at. */
function findCourtesy(deps: Deps, c: Ctx, has: Opens | null): Courtesy | null {
  const { networks } = deps.generation().groups
  if (networks === null || has === 'everything') return null
  const address = addressOf(deps, c)
  const courtesy = address === null ? null : networks.find(address)
  if (courtesy === null || courtesy.opens === has || !isRunning(courtesy, deps.now())) return null
  return courtesy
}

/** The session whose cookie came with the request; null when nobody is signed in. */
export async function findSignedIn({ database, secrets, now }: Deps, c: Ctx): Promise<Session | null> {
  const token = sessionTokenOf(c)
  const session = token === null ? null : await findSession({ db: database.db, secrets, now: now() }, token)
  if (token !== null && session?.renewed) c.set('renewedSession', sessionCookie(token))
  return session
}

/** Where the request comes from: the peer itself, or whom a trusted proxy names. Used for the soft count, for the networks of groups and for proving robots, and kept nowhere. */
export function addressOf(deps: Deps, c: Ctx): string | null {
  const peer = c.env?.incoming?.socket.remoteAddress ?? null
  const forwarded = c.req.header('x-forwarded-for') ?? null
  if (forwarded !== null && deps.trustedProxies.length === 0) deps.noteProxy()
  return clientAddress(peer, forwarded, deps.trustedProxies)
}

function messageOf(c: Ctx): SignedMessage {
  const header = (name: string) => c.req.header(name) ?? null
  return {
    method: c.req.method,
    target: c.req.url.replace(/^[a-z]+:\/\/[^/?]*/i, ''),
    signatureInput: header('signature-input'),
    signature: header('signature'),
    signatureAgent: header('signature-agent'),
  }
}

const purposeHeaders = ['sec-purpose', 'purpose', 'x-moz', 'x-purpose'] as const

/** Whether nobody is about to read what is asked for: the browser wants it ready in case, or another site's page embeds it. */
export function isPrefetch(c: Ctx): boolean {
  // Another site's page that names a pick as a picture or a script shows it to nobody.
  if (headerOf(c, 'sec-fetch-site') === 'cross-site' && (headerOf(c, 'sec-fetch-mode') ?? 'navigate') !== 'navigate') return true
  return purposeHeaders.some((name) => {
    const purpose = headerOf(c, name)
    return purpose !== undefined && /prefetch|prerender|preview/i.test(purpose)
  })
}
