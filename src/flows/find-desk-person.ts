import type { Db } from '../data/schema.ts'
import { findRole } from '../data/staff.ts'
import type { Role } from '../domain/role.ts'
import { freshUntil } from './ask-for-passkey.ts'
import type { Session } from './find-session.ts'

/** Somebody at the desk. `freshUntil`: until when they count as having just shown who they are; null once that has passed. */
export type DeskPerson = { id: number; name: string; email: string; role: Role; freshUntil: Date | null }

/** What whoever has this session may do at the desk; null for a member without a role. Asked every time: who loses a role has lost it. */
export async function findDeskPerson({ db, now }: { db: Db; now: Date }, session: Session): Promise<DeskPerson | null> {
  const { id, name, email } = session.member
  const role = await findRole(db, id)
  if (role === null) return null
  const until = freshUntil(session)
  return { id, name, email, role, freshUntil: until > now ? until : null }
}
