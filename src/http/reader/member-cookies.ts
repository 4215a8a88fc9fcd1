import { challengeMinutes } from '../../flows/ask-for-passkey.ts'
import { minutesGood } from '../../flows/ask-to-sign-in.ts'
import { sessionDays } from '../../flows/find-session.ts'
import { findCookie, hostCookie } from '../../kit/cookie.ts'
import { knownCookieName } from '../../kit/known-browser.ts'
import { type Ctx, headerOf } from '../context.ts'

const sessionName = '__Host-tessera-session'
const flowName = '__Host-tessera-flow'
const passkeyName = '__Host-tessera-passkey'
const daySeconds = 24 * 3_600

/** The token of the session cookie that came with the request. */
export function sessionTokenOf(c: Ctx): string | null {
  return findCookie(headerOf(c, 'cookie'), sessionName)
}

/** The token that binds a mail's link and code to the browser that asked for them. */
export function flowTokenOf(c: Ctx): string | null {
  return findCookie(headerOf(c, 'cookie'), flowName)
}

/** The token that binds what a browser was asked about passkeys to it. */
export function passkeyTokenOf(c: Ctx): string | null {
  return findCookie(headerOf(c, 'cookie'), passkeyName)
}

/** The cookie that says whom this browser has signed in as; what it holds for one address, `deps.knownBrowsers` finds. */
export function knownCookieOf(c: Ctx): string | null {
  return findCookie(headerOf(c, 'cookie'), knownCookieName)
}

/** Lasts as long as any session can; the session itself may end sooner, which only the database knows. */
export function sessionCookie(token: string): string {
  return hostCookie(sessionName, token, sessionDays.most * daySeconds)
}

export function flowCookie(token: string): string {
  return hostCookie(flowName, token, minutesGood * 60)
}

export function passkeyCookie(token: string): string {
  return hostCookie(passkeyName, token, challengeMinutes * 60)
}

/** What takes the cookies away again. */
export const ended = {
  session: hostCookie(sessionName, '', 0),
  flow: hostCookie(flowName, '', 0),
  passkey: hostCookie(passkeyName, '', 0),
} as const

/**
 * The answer with the cookie of a session that was renewed meanwhile, unless it gives or takes away a session cookie itself. Browsers
 * that let no cookie live for long keep a member signed in who comes by now and then.
 */
export function withRenewedSession(c: Ctx, response: Response): Response {
  const cookie = c.get('renewedSession')
  if (cookie === undefined) return response
  const isSet = response.headers.getSetCookie().some((one) => one.startsWith(`${sessionName}=`))
  return isSet ? response : withCookies(response, [cookie])
}

/** The answer with these cookies, each in a header of its own. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
