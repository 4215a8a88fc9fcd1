import { takeApproval } from '../data/desk-approvals.ts'
import { takeCode } from '../data/recovery-codes.ts'
import type { Trx } from '../data/schema.ts'
import { findRole } from '../data/staff.ts'
import type { Deed } from '../domain/deeds.ts'
import type { Proof } from '../domain/proof.ts'
import { readRecoveryCode } from '../domain/recovery-code.ts'
import { isToken } from '../kit/secret-token.ts'
import { type Begin, type BeginDeps, type Browser, beginSession, type NotNow, type SignedIn } from './begin-session.ts'
import { type DoorMail, tellOwners } from './tell-owners.ts'
import { writeAudit } from './write-audit.ts'

export type EnterDeps = BeginDeps & { writeDoorMail: DoorMail }

/** Somebody who is signed in in this browser, and goes on to `next`. */
export type Entering = Browser & { member: { id: number; email: string }; next: string }

/**
 * Lets somebody of the staff in by one of their recovery codes, which is used up. They get a new session in the old one's place, so that
 * whoever has come by the old one has nothing of it. All owners are told.
 */
export async function enterByCode(
  deps: EnterDeps,
  { code, ...entering }: Entering & { code: string },
): Promise<SignedIn | NotNow | { kind: 'wrong' }> {
  const typed = readRecoveryCode(code)
  if (typed === null) return { kind: 'wrong' }
  const { secrets, now } = deps
  return beginSession(deps, async (trx, begin) => {
    if ((await findRole(trx, entering.member.id)) === null) return { kind: 'wrong' }
    const taken = await takeCode(trx, { memberId: entering.member.id, codeHash: secrets.hash(typed), now })
    if (!taken) return { kind: 'wrong' }
    await tellOwners(trx, deps, { news: 'code-used', email: entering.member.email })
    return enter(deps, trx, { ...entering, begin, proof: 'code', what: 'enterByCode' })
  })
}

/** Lets somebody in for whom an owner has typed the number of this very session, once. They get a new session as well. */
export async function enterByApproval(deps: EnterDeps, entering: Entering): Promise<SignedIn | NotNow | { kind: 'not-yet' }> {
  const { secrets, now } = deps
  const { member, session } = entering
  if (!isToken(session)) return { kind: 'not-yet' }
  return beginSession(deps, async (trx, begin) => {
    if ((await findRole(trx, member.id)) === null) return { kind: 'not-yet' }
    const by = await takeApproval(trx, { memberId: member.id, sessionHash: secrets.hash(session), now })
    if (by === null) return { kind: 'not-yet' }
    return enter(deps, trx, { ...entering, begin, proof: 'approval', what: 'enterByApproval' })
  })
}

type How = Entering & { begin: Begin; proof: Proof; what: Deed }

async function enter({ secrets, now }: EnterDeps, trx: Trx, { member, begin, what, ...rest }: How): Promise<SignedIn> {
  await writeAudit(trx, { now, hash: secrets.hash, by: member.id }, { what, subject: `staff ${member.id}` })
  return begin({ ...rest, memberId: member.id, email: member.email })
}
