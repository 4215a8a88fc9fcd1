import { saveMember } from '../data/members.ts'
import { holdSchedulesOf } from '../data/schedules.ts'
import type { Db, Trx } from '../data/schema.ts'
import { deleteStaff, findRole, saveStaff, updateRole } from '../data/staff.ts'
import { normalEmail } from '../domain/email.ts'
import { isAtLeast, type Role } from '../domain/role.ts'
import { type Change, changed, commitIf, unchanged } from './commit-if.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

export type StaffDeps = AuditDeps & { db: Db }

export type StaffAdded = { kind: 'added'; memberId: number } | { kind: 'bad-address' } | { kind: 'already' }
/** `held` counts the picks that the person had planned: each waits for somebody to plan it anew. */
export type StaffChanged = { kind: 'changed'; held: number } | { kind: 'unchanged' | 'missing' | 'last-owner' }

const noEditor = [{ field: 'schedule', message: 'Whoever planned it may not publish any more.' }]

/** Gives somebody a role by their address. Who isn't a member yet becomes one, and signs in like any other. */
export async function addStaff(deps: StaffDeps, { email, role }: { email: string; role: Role }): Promise<StaffAdded> {
  const address = normalEmail(email)
  if (address === null) return { kind: 'bad-address' }
  return commitIf<StaffAdded>(deps.db, async (trx) => {
    const memberId = await saveMember(trx, address, deps.now)
    const addedBy = typeof deps.by === 'number' ? deps.by : null
    if (!(await saveStaff(trx, { memberId, role, now: deps.now, addedBy }))) return unchanged({ kind: 'already' })
    await writeAudit(trx, deps, { what: 'addStaff', subject: `staff ${memberId}`, detail: { role } })
    return changed({ kind: 'added', memberId })
  })
}

/** Gives somebody of the staff another role. The last owner stays one. */
export function changeRole(deps: StaffDeps, { memberId, role }: { memberId: number; role: Role }): Promise<StaffChanged> {
  return changeStaff(deps, memberId, async (trx, before) => {
    if (before === role) return unchanged({ kind: 'unchanged' })
    await writeAudit(trx, deps, { what: 'changeRole', subject: `staff ${memberId}`, detail: { from: before, to: role } })
    if (!(await updateRole(trx, memberId, role))) return unchanged({ kind: 'last-owner' })
    return changed({ kind: 'changed', held: isAtLeast(role, 'editor') ? 0 : await holdSchedulesOf(trx, memberId, noEditor) })
  })
}

/** Takes somebody's role away; they stay a member. The last owner stays one. */
export function removeStaff(deps: StaffDeps, { memberId }: { memberId: number }): Promise<StaffChanged> {
  return changeStaff(deps, memberId, async (trx, before) => {
    await writeAudit(trx, deps, { what: 'removeStaff', subject: `staff ${memberId}`, detail: { from: before } })
    if (!(await deleteStaff(trx, memberId))) return unchanged({ kind: 'last-owner' })
    return changed({ kind: 'changed', held: await holdSchedulesOf(trx, memberId, noEditor) })
  })
}

function changeStaff(
  { db }: StaffDeps,
  memberId: number,
  change: (trx: Trx, before: Role) => Promise<Change<StaffChanged>>,
): Promise<StaffChanged> {
  return commitIf<StaffChanged>(db, async (trx) => {
    const before = await findRole(trx, memberId)
    return before === null ? unchanged({ kind: 'missing' }) : change(trx, before)
  })
}
