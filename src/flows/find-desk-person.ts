import type { Db } from '../data/schema.ts'
import { findStaffProof } from '../data/staff-proofs.ts'
import { isSecondProof } from '../domain/proof.ts'
import { isAtLeast, type Role } from '../domain/role.ts'
import { freshUntil } from './ask-for-passkey.ts'
import type { Session } from './find-session.ts'

/**
 * What stands between somebody and the desk. `second-proof`: this session began with the mailbox alone, which isn't enough for them.
 * `set-up`: nothing, but they look after much and have no second proof yet; the desk's pages ask for one first, or to be put off.
 */
export type Door = 'open' | 'set-up' | 'second-proof'

/**
 * Somebody at the desk. `freshUntil`: until when they count as having just shown who they are; null once that has passed. Whoever
 * `needsProof` counts so by a passkey or a recovery code alone.
 */
export type DeskPerson = {
  id: number
  name: string
  email: string
  role: Role
  freshUntil: Date | null
  door: Door
  needsProof: boolean
}

/** What whoever has this session may do at the desk; null for a member without a role. Asked every time: who loses a role has lost it. */
export async function findDeskPerson({ db, now }: { db: Db; now: Date }, session: Session): Promise<DeskPerson | null> {
  const { id, name, email } = session.member
  const proof = await findStaffProof(db, id)
  if (proof === null) return null
  const { role, needsProof, putOffUntil } = proof
  const until = freshUntil(session)
  const isProved = !needsProof || isSecondProof(session.proof)
  const isAsked = !needsProof && isAtLeast(role, 'editor') && (putOffUntil === null || putOffUntil <= now)
  const door = isProved ? (isAsked ? 'set-up' : 'open') : 'second-proof'
  return { id, name, email, role, freshUntil: isProved && until > now ? until : null, door, needsProof }
}
