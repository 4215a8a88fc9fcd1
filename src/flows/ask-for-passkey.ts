import { pruneChallenges, saveChallenge } from '../data/passkey-challenges.ts'
import { listPasskeys } from '../data/passkeys.ts'
import type { Db } from '../data/schema.ts'
import { type FoundSession, findSessionByHash } from '../data/sessions.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import type { WebAuthn } from '../services/passkeys/web-authn.ts'
import type { AskLimits } from './ask-limits.ts'
import { mayChangeProofs } from './guard-passkeys.ts'

export type PasskeyDeps = { db: Db; secrets: Secrets; webAuthn: WebAuthn; now: Date }

/** `options` is for the browser's own interface for passkeys; `browser` goes into its cookie for `challengeMinutes` minutes. */
export type AskedToUse = { kind: 'asked'; browser: string; options: object } | { kind: 'too-many' }
/** `sign-in-again`: the session is older than `freshMinutes`, or began with less than this member needs. `full`: its member has `mostPasskeys` already. */
export type AskedToAdd = { kind: 'asked'; options: object } | { kind: 'signed-out' | 'sign-in-again' | 'full' }

/** How long a browser may take to answer. */
export const challengeMinutes = 5
/** How long after signing in a passkey may be added without showing once more who one is. */
const freshMinutes = 15
/** How many passkeys one member may have. */
export const mostPasskeys = 20
/** How often an hour passkeys may be asked for from one network, and from everywhere. Pages ask on their own, so it is a lot. */
export const passkeyAsksPerHour = { network: 600, everywhere: 30_000 }

const minute = 60_000

/**
 * Asks a browser for any passkey it has for this site. The answer works once and in this browser only. Nobody is named and nothing is
 * looked up, so it is the same whoever asks.
 */
export async function askToUsePasskey(
  deps: PasskeyDeps & { limits: AskLimits },
  { browser, network }: { browser: string | null; network: string | null },
): Promise<AskedToUse> {
  const { secrets, webAuthn, limits, now } = deps
  if (limits.countAsk(network, now) === 'too-many') return { kind: 'too-many' }
  // Several pages of one browser may each wait for an answer.
  const bound = isToken(browser) ? browser : secrets.newToken()
  const challenge = secrets.newToken()
  const kept = { hash: secrets.hash(challenge), boundHash: secrets.hash(bound), purpose: { kind: 'sign-in' } } as const
  await saveChallenge(deps.db, kept, endOf(now))
  // Anybody may ask, so what nobody answered doesn't wait for the end of the day.
  await pruneChallenges(deps.db, now)
  return { kind: 'asked', browser: bound, options: webAuthn.askForAny(challenge) }
}

/** Asks a browser to make a passkey for the member who is signed in there, which has to have happened a short while ago. */
export async function askToAddPasskey(
  deps: PasskeyDeps,
  { session, magazine }: { session: string | null; magazine: string },
): Promise<AskedToAdd> {
  const { db, secrets, webAuthn, now } = deps
  const found = await findBySession(deps, session)
  if (!found) return { kind: 'signed-out' }
  const { member, boundHash, proof } = found
  const mayAdd = isFresh(found, now) && (await mayChangeProofs(db, { memberId: member.id, proof }))
  if (!mayAdd) return { kind: 'sign-in-again' }
  const known = await listPasskeys(db, member.id)
  if (known.length >= mostPasskeys) return { kind: 'full' }
  const challenge = secrets.newToken()
  const purpose = { kind: 'add', memberId: member.id } as const
  await saveChallenge(db, { hash: secrets.hash(challenge), boundHash, purpose }, endOf(now))
  const user = { handle: userHandle(secrets, member.id), name: member.email, displayName: member.name || member.email }
  const ids = known
    .filter(({ site }) => site === webAuthn.site)
    .map(({ credentialId, transports }) => ({ id: credentialId, transports }))
  return { kind: 'asked', options: webAuthn.askForNew(challenge, { user, magazine, known: ids }) }
}

/** The session with this token and the hash that binds a challenge to it; null when nobody is signed in. */
export async function findBySession(
  { db, secrets, now }: Pick<PasskeyDeps, 'db' | 'secrets' | 'now'>,
  session: string | null,
): Promise<(FoundSession & { boundHash: string }) | null> {
  if (!isToken(session)) return null
  const boundHash = secrets.hash(session)
  const found = await findSessionByHash(db, boundHash, now)
  return found && { ...found, boundHash }
}

/** Whether a session began so lately that whoever holds it has just shown who they are. */
export function isFresh({ createdAt }: Pick<FoundSession, 'createdAt'>, now: Date): boolean {
  return now <= freshUntil({ createdAt })
}

/** Until when that is so. */
export function freshUntil({ createdAt }: Pick<FoundSession, 'createdAt'>): Date {
  return new Date(createdAt.getTime() + freshMinutes * minute)
}

/** What a member is called inside their passkeys. It says nothing, and stays the same when their address changes. */
export function userHandle(secrets: Pick<Secrets, 'hash'>, memberId: number): string {
  return secrets.hash(`tessera passkey v1\n${memberId}`)
}

function endOf(now: Date): Date {
  return new Date(now.getTime() + challengeMinutes * minute)
}
