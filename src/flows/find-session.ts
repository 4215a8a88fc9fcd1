import type { Db } from '../data/schema.ts'
import { type FoundSession, findSessionByHash, renewSession, sessionId } from '../data/sessions.ts'
import type { Proof } from '../domain/proof.ts'
import { deadlineOf } from '../kit/deadline.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'

export type SessionDeps = { db: Db; secrets: Pick<Secrets, 'hash'>; now: Date }

/** Who is signed in. `renewed`: the session lasts longer from now on, and so the cookie has to be given again. */
export type Session = {
  member: FoundSession['member']
  sessionId: string
  createdAt: Date
  proof: Proof
  renewed: boolean
}

/** A session ends when it hasn't been used for so many days, and after so many days however much it is used. */
export const sessionDays = { unused: 180, most: 400 }

const day = 86_400_000
/** Nobody waits longer for their session to be renewed. It is tried again with their next request. */
const inTime = deadlineOf(100)

/**
 * Who is signed in with the token of the session cookie; null when nobody is. Asks the database every time, so that a session that
 * was ended anywhere is ended everywhere at once.
 */
export async function findSession({ db, secrets, now }: SessionDeps, token: string | null): Promise<Session | null> {
  if (!isToken(token)) return null
  const tokenHash = secrets.hash(token)
  const found = await findSessionByHash(db, tokenHash, now)
  if (!found) return null
  const isDue = now.getTime() - found.seenAt.getTime() >= day
  const renewal = { tokenHash, seenBefore: found.seenAt, now, expiresAt: expiryOf(found.createdAt, now) }
  // While nothing can be written whoever is signed in stays so.
  const renewed = isDue && (await inTime(renewSession(db, renewal)).catch(() => false))
  const { member, createdAt, proof } = found
  return { member, sessionId: sessionId(tokenHash), createdAt, proof, renewed }
}

/** When a session of that age ends unless it is used again. */
export function expiryOf(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + sessionDays.unused * day, createdAt.getTime() + sessionDays.most * day))
}
