import type { Db } from '../data/schema.ts'
import { findStaffProof, type StaffProof } from '../data/staff-proofs.ts'
import { isSecondProof, type Proof } from '../domain/proof.ts'
import { isAtLeast } from '../domain/role.ts'

/**
 * Whether a session may change what a member proves themselves by: their passkeys and their address. For somebody of the staff who needs a
 * second proof, one that began with the mailbox alone may not: a passkey would make a second proof of the first, and another address would
 * keep the account with whoever was in the mailbox once, and take the mails about it there.
 */
export async function mayChangeProofs(db: Db, { memberId, proof }: { memberId: number; proof: Proof }): Promise<boolean> {
  return isSecondProof(proof) || !needsProof(await findStaffProof(db, memberId))
}

/** Whether somebody has to be left with a second proof: an editor or owner who has one, whose mailbox alone would open the desk otherwise. */
export function keepsProof(proof: StaffProof | null): boolean {
  return proof !== null && needsProof(proof) && isAtLeast(proof.role, 'editor')
}

function needsProof(proof: StaffProof | null): boolean {
  return proof?.needsProof === true
}
