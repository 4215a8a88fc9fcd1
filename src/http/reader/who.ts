import type { SignedMessage } from '../../domain/crawler-claim.ts'
import type { Reader } from '../../domain/meter.ts'
import { clientAddress } from '../../domain/network.ts'
import { findSession, type Session } from '../../flows/find-session.ts'
import type { Visitor } from '../../flows/meter-reading.ts'
import { findCookie } from '../../kit/cookie.ts'
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

/** Who asks: what the meter takes them for, the browser's visitor, and the member who is signed in. */
export type Who = { reader: Reader; visitor: Visitor | null; member: Session['member'] | null }

/**
 * Who is reading. The session goes before everything else. A robot counts as one only once it has proved who it is, and is only
 * asked when the magazine lets any in.
 */
export async function findWho(deps: Deps, c: Ctx): Promise<Who> {
  const session = await findSignedIn(deps, c)
  const { visitor } = noMember(deps, c)
  if (session) return { reader: readerOf(session.member), visitor, member: session.member }
  const { crawlers } = deps.generation().magazine
  if (crawlers.length === 0) return { reader: { kind: 'visitor' }, visitor, member: null }
  const isProved = await deps.isCrawler({ address: addressOf(deps, c), message: messageOf(c) }, crawlers)
  return { reader: { kind: isProved ? 'crawler' : 'visitor' }, visitor, member: null }
}

function readerOf({ id, opens }: Session['member']): Reader {
  return opens === null ? { kind: 'member', id: String(id) } : { kind: 'subscriber', opens }
}

/** The same without asking anybody: a visitor. */
export function noMember(deps: Deps, c: Ctx): Who {
  return { reader: { kind: 'visitor' }, visitor: findVisitor(deps, c, deps.now()), member: null }
}

/** The session whose cookie came with the request; null when nobody is signed in. */
export async function findSignedIn({ database, secrets, now }: Deps, c: Ctx): Promise<Session | null> {
  const token = sessionTokenOf(c)
  const session = token === null ? null : await findSession({ db: database.db, secrets, now: now() }, token)
  if (token !== null && session?.renewed) c.set('renewedSession', sessionCookie(token))
  return session
}

/** Where the request comes from: the peer itself, or whom a trusted proxy names. Used for the soft count and for proving robots, and kept nowhere. */
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
