import type { Db } from '../data/schema.ts'
import { deleteSession, deleteSessionOf, deleteSessionsOf, findSessionByHash } from '../data/sessions.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import { giveToVisitor, type UniteDeps, type UnitedVisitor } from './unite-readings.ts'

export type SignOutDeps = UniteDeps & {
  db: Db
  secrets: Pick<Secrets, 'hash'>
  /** Told when the readings could not be handed to the browser's visitor. Signing out is never held up by that. */
  onLedgerFailure: (error: unknown) => void
}

/**
 * Ends a browser's session and hands what the member has read to the browser's visitor, so that it starts no new allowance.
 * `visitor` is the one of its cookie, or a new one that the answer gives it. Somebody who isn't signed in stays so.
 */
export async function signOut(
  deps: SignOutDeps,
  { session, visitor }: { session: string | null; visitor: UnitedVisitor },
): Promise<void> {
  const { db, secrets, now } = deps
  if (!isToken(session)) return
  const tokenHash = secrets.hash(session)
  const found = await findSessionByHash(db, tokenHash, now)
  if (found) await handOver(deps, { visitor, memberId: found.member.id })
  await deleteSession(db, tokenHash)
}

/** Ends one of a member's sessions elsewhere, by its id in the list; false when they have none of that id. */
export function endSession({ db }: { db: Db }, { memberId, id }: { memberId: number; id: string }): Promise<boolean> {
  return deleteSessionOf(db, memberId, id)
}

/** Signs a member out everywhere, this browser with the others; it gets their readings as with `signOut`. */
export async function endSessions(
  deps: SignOutDeps,
  { memberId, visitor }: { memberId: number; visitor: UnitedVisitor },
): Promise<void> {
  await handOver(deps, { visitor, memberId })
  await deleteSessionsOf(deps.db, memberId)
}

async function handOver(deps: SignOutDeps, whom: { visitor: UnitedVisitor; memberId: number }) {
  try {
    await giveToVisitor(deps, whom)
  } catch (error) {
    deps.onLedgerFailure(error)
  }
}
