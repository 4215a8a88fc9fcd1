import { deviceName } from '../../domain/device-name.ts'
import type { BeginDeps, Browser, SignedIn } from '../../flows/begin-session.ts'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { ended, knownCookieOf, sessionCookie, sessionTokenOf, withCookies } from './member-cookies.ts'
import { findVisitor } from './who.ts'

/** What every way of signing in needs. */
export function beginDeps({ database, secrets, generation, meter, now }: Deps): BeginDeps {
  const { magazine, calendar } = generation()
  const { onLedgerFailure } = meter
  return { ...database, secrets, policy: magazine.policy, calendar, onLedgerFailure, now: now() }
}

/** The browser that signs in, as far as it shows. */
export function browserOf(deps: Deps, c: Ctx): Browser {
  return {
    visitor: findVisitor(deps, c, deps.now()),
    session: sessionTokenOf(c),
    device: deviceName(c.req.header('user-agent')),
  }
}

/**
 * An answer that leaves the browser signed in: with a new session, whatever way led there over, and a cookie by which mails to this member
 * can be asked for here in spite of strangers.
 */
export function entered(deps: Deps, c: Ctx, answer: Response, { session, email }: SignedIn): Response {
  const known = deps.knownBrowsers.add(knownCookieOf(c), email, deps.now())
  return withCookies(answer, [sessionCookie(session), ended.flow, known])
}
