import { saveMail } from '../data/outgoing-mail.ts'
import { redeemChallenge } from '../data/passkey-challenges.ts'
import { savePasskey } from '../data/passkeys.ts'
import { findRole } from '../data/staff.ts'
import type { NewCredentialAnswer } from '../services/passkeys/web-authn.ts'
import { findBySession, mostPasskeys, type PasskeyDeps } from './ask-for-passkey.ts'
import { noticeEnd, type PasskeyMail } from './change-passkeys.ts'
import { mayChangeProofs } from './guard-passkeys.ts'
import { type DoorMail, tellOwners } from './tell-owners.ts'

/** `refused`: it isn't an answer to what this session was asked, or not as it was asked. `known`: the passkey is registered already. */
export type PasskeyAdded = { kind: 'added' } | { kind: 'signed-out' | 'sign-in-again' | 'refused' | 'known' | 'full' }

/**
 * Registers the passkey that a browser has made for the member who is signed in there, and tells them so by mail, and the owners where they
 * are of the staff. Good or not, the
 * answer uses its challenge up. `device` is what the passkey is called until its member names it.
 */
export async function addPasskey(
  deps: PasskeyDeps & { writeMail: PasskeyMail; writeDoorMail: DoorMail },
  { session, answer, device }: { session: string | null; answer: NewCredentialAnswer; device: string },
): Promise<PasskeyAdded> {
  const { db, secrets, webAuthn, writeMail, now } = deps
  const found = await findBySession(deps, session)
  if (!found) return { kind: 'signed-out' }
  const { member, boundHash, proof } = found
  const challenge = webAuthn.challengeOf(answer)
  if (challenge === null) return { kind: 'refused' }
  const kept = { hash: secrets.hash(challenge), boundHash, purpose: { kind: 'add', memberId: member.id } } as const
  if (!(await redeemChallenge(db, kept, now))) return { kind: 'refused' }
  const made = await webAuthn.checkNew(answer, challenge)
  if (!made) return { kind: 'refused' }
  const transports = answer.response.transports ?? []
  const passkey = { ...made, memberId: member.id, site: webAuthn.site, transports, name: device }
  return db.transaction().execute(async (trx) => {
    // Asked again: they may have come to need a second proof since the browser was asked.
    if (!(await mayChangeProofs(trx, { memberId: member.id, proof }))) return { kind: 'sign-in-again' }
    const saved = await savePasskey(trx, passkey, { most: mostPasskeys, now })
    if (saved !== 'saved') return { kind: saved === 'too-many' ? 'full' : saved === 'gone' ? 'signed-out' : 'known' }
    await saveMail(trx, { recipient: member.email, ...writeMail('added') }, { now, usefulUntil: noticeEnd(now) })
    if ((await findRole(trx, member.id)) !== null) await tellOwners(trx, deps, { news: 'passkey-added', email: member.email })
    return { kind: 'added' }
  })
}
