import type { Trx } from '../data/schema.ts'
import { deleteSession, saveSession } from '../data/sessions.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import { expiryOf } from './find-session.ts'
import { giveToMember, type UniteDeps, type UnitedVisitor } from './unite-readings.ts'

export type BeginDeps = UniteDeps & { secrets: Secrets }

/** What becomes of the browser that is signed in. */
export type Browser = {
  /** Whose readings the member takes over; null for a browser without a visitor's cookie. */
  visitor: UnitedVisitor | null
  /** The session cookie it has already, if any; that session ends. */
  session?: string | null
  /** A few plain words for the list of sessions, such as "Firefox on Linux". */
  device: string
}

/** `session` is the token for the browser's cookie and stands nowhere else; `next` is a path of this site. */
export type SignedIn = { kind: 'signed-in'; session: string; memberId: number; next: string }

/**
 * What every proof of who somebody is leads to, all of it or nothing: the united readings, and a new session in the old one's place.
 * Throws when the ledger can't unite them, so that signing in gives none of them again.
 */
export async function beginSession(
  deps: BeginDeps,
  trx: Trx,
  { memberId, next, visitor, session, device }: Browser & { memberId: number; next: string },
): Promise<SignedIn> {
  const { secrets, now } = deps
  if (visitor) await giveToMember(deps, { visitor, memberId })
  if (isToken(session)) await deleteSession(trx, secrets.hash(session))
  const token = secrets.newToken()
  await saveSession(trx, { tokenHash: secrets.hash(token), memberId, now, expiresAt: expiryOf(now, now), device })
  return { kind: 'signed-in', session: token, memberId, next }
}
