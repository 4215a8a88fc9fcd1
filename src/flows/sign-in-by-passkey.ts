import { findMember } from '../data/members.ts'
import { redeemChallenge } from '../data/passkey-challenges.ts'
import { findPasskey, type KnownPasskey, saveUse } from '../data/passkeys.ts'
import { isToken } from '../kit/secret-token.ts'
import type { UsedCredentialAnswer } from '../services/passkeys/web-authn.ts'
import { type PasskeyDeps, userHandle } from './ask-for-passkey.ts'
import { type BeginDeps, type Browser, beginSession, type NotNow, type SignedIn } from './begin-session.ts'

/** The browser that answers: the token of its passkey cookie, and what it sends. `next` is a path of this site. */
export type Answering = Browser & { browser: string | null; answer: UsedCredentialAnswer; next: string }

/** `refused` says no more, so that nobody learns which passkeys there are. */
export type SignedInByPasskey = SignedIn | NotNow | { kind: 'refused' }

/**
 * Signs in with a passkey, and then does what a mail's code does. Good or not, the answer uses its challenge up; the
 * passkey can be asked for again.
 */
export async function signInByPasskey(
  deps: PasskeyDeps & BeginDeps,
  { browser, answer, next, ...here }: Answering,
): Promise<SignedInByPasskey> {
  const { db, webAuthn, now } = deps
  const challenge = await redeem(deps, browser, answer)
  const known = challenge === null ? null : await findPasskey(db, answer.id)
  if (challenge === null || !known || !isOwn(deps, known, answer)) return { kind: 'refused' }
  const used = await webAuthn.checkUsed(answer, challenge, known)
  if (!used) return { kind: 'refused' }
  const { memberId } = known
  return beginSession(deps, async (trx, enter) => {
    const isSaved = await saveUse(trx, { credentialId: answer.id, memberId, ...used, now })
    const member = isSaved ? await findMember(trx, memberId) : null
    return member ? enter({ memberId, email: member.email, next, proof: 'passkey', ...here }) : { kind: 'refused' }
  })
}

/** The challenge this answers, used up now; null when this browser wasn't asked it, has answered already, or took too long. */
async function redeem({ db, secrets, webAuthn, now }: PasskeyDeps, browser: string | null, answer: UsedCredentialAnswer) {
  const challenge = webAuthn.challengeOf(answer)
  if (challenge === null || !isToken(browser)) return null
  const kept = { hash: secrets.hash(challenge), boundHash: secrets.hash(browser), purpose: { kind: 'sign-in' } } as const
  return (await redeemChallenge(db, kept, now)) ? challenge : null
}

/** Whether the authenticator says the passkey is this member's. One found without being named always says whose it is. */
function isOwn({ secrets }: PasskeyDeps, { memberId }: KnownPasskey, { response }: UsedCredentialAnswer): boolean {
  return response.userHandle === userHandle(secrets, memberId)
}
