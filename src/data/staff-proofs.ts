import type { Role } from '../domain/role.ts'
import { countCodes } from './recovery-codes.ts'
import type { Db, Trx } from './schema.ts'

/**
 * What somebody of the staff needs to get to the desk. `needsProof`: their mailbox alone is not enough, since they have used a passkey or
 * made recovery codes. `putOffUntil`: until when they aren't asked to set one up.
 */
export type StaffProof = { role: Role; needsProof: boolean; putOffUntil: Date | null }

/** What somebody of the staff has to prove themselves by. A passkey counts once it has been used, so that one which doesn't work shuts nobody out. */
export type StaffProofs = { memberId: number; passkeys: number; codesLeft: number | null }

/** The role of a member and what it takes to use it; null for who has none. */
export async function findStaffProof(db: Db, memberId: number): Promise<StaffProof | null> {
  const row = await db
    .selectFrom('staff')
    .select((eb) => [
      'role',
      'put_off_until',
      eb
        .exists(
          eb
            .selectFrom('passkey')
            .select('credential_id')
            .whereRef('passkey.member_id', '=', 'staff.member_id')
            .where('last_used_at', 'is not', null),
        )
        .as('has_passkey'),
      eb
        .exists(
          eb
            .selectFrom('recovery_code')
            .select('code_hash')
            .whereRef('recovery_code.member_id', '=', 'staff.member_id')
            .where('made_by', '=', 'member'),
        )
        .as('has_codes'),
    ])
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  if (!row) return null
  const putOffUntil = row.put_off_until === null ? null : new Date(row.put_off_until)
  return { role: row.role, needsProof: Boolean(row.has_passkey) || Boolean(row.has_codes), putOffUntil }
}

/** What everybody of the staff has to prove themselves by. */
export async function listStaffProofs(db: Db): Promise<StaffProofs[]> {
  const staff = await db.selectFrom('staff').select('member_id').orderBy('member_id').execute()
  const ids = staff.map(({ member_id }) => member_id)
  if (ids.length === 0) return []
  const [passkeys, codes] = await Promise.all([
    db.selectFrom('passkey').select('member_id').where('member_id', 'in', ids).where('last_used_at', 'is not', null).execute(),
    db
      .selectFrom('recovery_code')
      .select(['member_id', 'used_at'])
      .where('member_id', 'in', ids)
      .where('made_by', '=', 'member')
      .execute(),
  ])
  return ids.map((memberId) => {
    const own = codes.filter(({ member_id }) => member_id === memberId)
    const codesLeft = own.length === 0 ? null : own.filter(({ used_at }) => used_at === null).length
    return { memberId, passkeys: passkeys.filter(({ member_id }) => member_id === memberId).length, codesLeft }
  })
}

/** Whether a member has a passkey they have used, or a recovery code they haven't. */
export async function hasProofLeft(db: Db, memberId: number): Promise<boolean> {
  const passkey = await db
    .selectFrom('passkey')
    .select('credential_id')
    .where('member_id', '=', memberId)
    .where('last_used_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return passkey !== undefined || ((await countCodes(db, memberId)) ?? 0) > 0
}

/** Asks somebody of the staff for nothing until then. */
export async function savePutOff(db: Db, memberId: number, until: Date): Promise<void> {
  await db.updateTable('staff').set({ put_off_until: until.toISOString() }).where('member_id', '=', memberId).execute()
}

/** The addresses of all owners. */
export async function listOwnerEmails(trx: Trx): Promise<string[]> {
  const rows = await trx
    .selectFrom('staff')
    .innerJoin('member', 'member.id', 'staff.member_id')
    .select('member.email')
    .where('staff.role', '=', 'owner')
    .orderBy('member.id')
    .execute()
  return rows.map(({ email }) => email)
}
