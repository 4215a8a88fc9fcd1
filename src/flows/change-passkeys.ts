import { saveMail } from '../data/outgoing-mail.ts'
import { deletePasskey, holdPasskeysOf, type ListedPasskey, listPasskeys, updatePasskeyName } from '../data/passkeys.ts'
import type { Db, Trx } from '../data/schema.ts'
import { findStaffProof, hasProofLeft } from '../data/staff-proofs.ts'
import { readOwnName } from '../domain/own-name.ts'
import type { Proof } from '../domain/proof.ts'
import type { Secrets } from '../kit/secret-token.ts'
import { findBySession, isFresh, mostPasskeys } from './ask-for-passkey.ts'
import { type Change, commitIf } from './commit-if.ts'
import { keepsProof, mayChangeProofs } from './guard-passkeys.ts'
import { type DoorMail, tellOwners } from './tell-owners.ts'

type Deps = { db: Db; secrets: Secrets; now: Date }

/** Writes the mail that tells a member what has become of one of their passkeys. */
export type PasskeyMail = (what: 'added' | 'removed') => { subject: string; text: string; html: string }

/** `second-proof`: the session began with the mailbox alone, which isn't enough for somebody of the staff. `last`: they have to keep one. */
export type PasskeyRemoved = 'removed' | 'missing' | 'second-proof' | 'last'

/**
 * A member's passkeys as they see them. `isFresh`: another may be added without showing once more who one is. `isHeld`: nothing may be
 * changed before a second proof.
 */
export type OwnPasskeys = {
  passkeys: { id: string; name: string; site: string; createdAt: Date; usedAt: Date | null }[]
  isFresh: boolean
  isFull: boolean
  isHeld: boolean
}

/** Everything kept about a passkey that means something to its member. Times are ISO 8601 in UTC. */
export type ExportedPasskey = { name: string; site: string; addedAt: string; lastUsedAt: string | null; isBackedUp: boolean }

/** The longest name of a passkey, in UTF-16 units. */
export const longestPasskeyName = 60

const day = 86_400_000

/** The passkeys of whoever is signed in with this session; null when nobody is. */
export async function findOwnPasskeys(deps: Deps, session: string | null): Promise<OwnPasskeys | null> {
  const found = await findBySession(deps, session)
  if (!found) return null
  const passkeys = await findPasskeysOf(deps, found.member.id)
  const isHeld = !(await mayChangeProofs(deps.db, { memberId: found.member.id, proof: found.proof }))
  return { passkeys, isFresh: isFresh(found, deps.now), isFull: passkeys.length >= mostPasskeys, isHeld }
}

/** The same of any member, for those who may see them. */
export async function findPasskeysOf(
  deps: Pick<Deps, 'db'> & { secrets: Pick<Secrets, 'hash'> },
  memberId: number,
): Promise<OwnPasskeys['passkeys']> {
  const listed = await listPasskeys(deps.db, memberId)
  return listed.map(({ name, site, createdAt, usedAt, credentialId }) => {
    return { id: idOf(deps, { credentialId }), name, site, createdAt, usedAt }
  })
}

/** Names one of a member's passkeys. One that isn't theirs, or is gone, is no different from one that was named. */
export async function renamePasskey(
  deps: Deps,
  { memberId, id, name }: { memberId: number; id: string; name: string },
): Promise<{ kind: 'saved' | 'bad-name' }> {
  const tidy = readOwnName(name, longestPasskeyName)
  if (tidy === null) return { kind: 'bad-name' }
  const credentialId = await findCredential(deps, memberId, id)
  if (credentialId !== null) await updatePasskeyName(deps.db, { memberId, credentialId, name: tidy })
  return { kind: 'saved' }
}

/**
 * Removes one of a member's passkeys, which signs nobody in from then on, and tells them so by mail. Where they are of the staff, the owners
 * are told as well. `done` is for what belongs into the same transaction.
 */
export async function removePasskey(
  deps: Deps & { writeMail: PasskeyMail; writeDoorMail: DoorMail; done?: (trx: Trx) => Promise<void> },
  { member, id, proof }: { member: { id: number; email: string }; id: string; proof: Proof },
): Promise<PasskeyRemoved> {
  const { db, writeMail, now } = deps
  const credentialId = await findCredential(deps, member.id, id)
  if (credentialId === null) return 'missing'
  return commitIf<PasskeyRemoved>(db, async (trx) => {
    await holdPasskeysOf(trx, member.id)
    if (!(await mayChangeProofs(trx, { memberId: member.id, proof }))) return unchanged('second-proof')
    const before = await findStaffProof(trx, member.id)
    if (!(await deletePasskey(trx, { memberId: member.id, credentialId }))) return unchanged('missing')
    if (keepsProof(before) && !(await hasProofLeft(trx, member.id))) return unchanged('last')
    await saveMail(trx, { recipient: member.email, ...writeMail('removed') }, { now, usefulUntil: noticeEnd(now) })
    if (before !== null) await tellOwners(trx, deps, { news: 'passkey-removed', email: member.email })
    await deps.done?.(trx)
    return { changed: true, result: 'removed' }
  })
}

/** A member's passkeys for their own hands. */
export async function exportPasskeys(db: Db, memberId: number): Promise<ExportedPasskey[]> {
  const listed = await listPasskeys(db, memberId)
  return listed.map(({ name, site, createdAt, usedAt, isBackedUp }) => ({
    name,
    site,
    addedAt: createdAt.toISOString(),
    lastUsedAt: usedAt?.toISOString() ?? null,
    isBackedUp,
  }))
}

/** Until when it is worth telling somebody that a passkey was added or removed. */
export function noticeEnd(now: Date): Date {
  return new Date(now.getTime() + 3 * day)
}

async function findCredential(deps: Deps, memberId: number, id: string): Promise<string | null> {
  const listed = await listPasskeys(deps.db, memberId)
  return listed.find((one) => idOf(deps, one) === id)?.credentialId ?? null
}

/** A credential's own id can be longer than an address. */
function idOf({ secrets }: { secrets: Pick<Secrets, 'hash'> }, { credentialId }: Pick<ListedPasskey, 'credentialId'>): string {
  return secrets.hash(credentialId).slice(0, 16)
}

function unchanged(result: PasskeyRemoved): Change<PasskeyRemoved> {
  return { changed: false, result }
}
