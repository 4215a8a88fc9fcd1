import type { Role } from '../domain/role.ts'
import type { Db, Trx } from './schema.ts'

/** Somebody with a role at the desk. `addedBy` is null where it was the console. */
export type StaffPerson = { id: number; name: string; email: string; role: Role; addedAt: Date; addedBy: number | null }

/** What a member may do at the desk; null for who has no role there. */
export async function findRole(db: Db, memberId: number): Promise<Role | null> {
  const row = await db.selectFrom('staff').select('role').where('member_id', '=', memberId).executeTakeFirst()
  return row?.role ?? null
}

/** Everybody with a role, in the order in which they got one. */
export async function listStaff(db: Db): Promise<StaffPerson[]> {
  const rows = await db
    .selectFrom('staff')
    .innerJoin('member', 'member.id', 'staff.member_id')
    .select(['member.id', 'member.name', 'member.email', 'staff.role', 'staff.added_at', 'staff.added_by'])
    .orderBy('staff.added_at')
    .orderBy('member.id')
    .execute()
  return rows.map(({ id, name, email, role, added_at, added_by }) => {
    return { id, name, email, role, addedAt: new Date(added_at), addedBy: added_by }
  })
}

/** Gives a member a role; false when they have one already. */
export async function saveStaff(
  trx: Trx,
  { memberId, role, now, addedBy }: { memberId: number; role: Role; now: Date; addedBy: number | null },
): Promise<boolean> {
  const result = await trx
    .insertInto('staff')
    .values({ member_id: memberId, role, added_at: now.toISOString(), added_by: addedBy })
    .onConflict((conflict) => conflict.column('member_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/**
 * Gives somebody of the staff another role; false when they have none, or are the last owner. The transaction must have written into the
 * audit log before: that is what keeps two owners from stepping down at once.
 */
export async function updateRole(trx: Trx, memberId: number, role: Role): Promise<boolean> {
  let staff = trx.updateTable('staff').set({ role }).where('member_id', '=', memberId)
  if (role !== 'owner')
    staff = staff.where((eb) => eb.or([eb('role', '!=', 'owner'), eb.exists(otherOwner(trx, memberId).select('member_id'))]))
  return (await staff.executeTakeFirst()).numUpdatedRows === 1n
}

/** Takes somebody's role away; false when they have none, or are the last owner. The same holds as for `updateRole`. */
export async function deleteStaff(trx: Trx, memberId: number): Promise<boolean> {
  const result = await trx
    .deleteFrom('staff')
    .where('member_id', '=', memberId)
    .where((eb) => eb.or([eb('role', '!=', 'owner'), eb.exists(otherOwner(trx, memberId).select('member_id'))]))
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

function otherOwner(trx: Trx, memberId: number) {
  return trx.selectFrom('staff as other').where('other.role', '=', 'owner').where('other.member_id', '!=', memberId)
}
