import type { Db, Trx } from '../data/schema.ts'
import { deleteSession, saveSession } from '../data/sessions.ts'
import type { Proof } from '../domain/proof.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import { expiryOf } from './find-session.ts'
import { giveToMember, type UniteDeps, type UnitedVisitor } from './unite-readings.ts'

export type BeginDeps = UniteDeps & {
  db: Db
  secrets: Secrets
  /** Told why the readings could not be united. */
  onLedgerFailure: (error: unknown) => void
}

/** What becomes of the browser that is signed in. */
export type Browser = {
  /** Whose readings the member takes over; null for a browser without a visitor's cookie. */
  visitor: UnitedVisitor | null
  /** The session cookie it has already, if any; that session ends. */
  session?: string | null
  /** A few plain words for the list of sessions, such as "Firefox on Linux". */
  device: string
}

/** `session` is the token for the browser's cookie and stands nowhere else; `email` is the member's; `next` is a path of this site. */
export type SignedIn = { kind: 'signed-in'; session: string; memberId: number; email: string; next: string }
/** The ledger can't unite the readings, and would give some of them again. What proved who somebody is stays as good as it was. */
export type NotNow = { kind: 'not-now' }

/** Signs in: unites the readings, and puts a new session in the old one's place. Without a `proof` it was the mailbox. */
export type Begin = (whom: Browser & { memberId: number; email: string; next: string; proof?: Proof }) => Promise<SignedIn>

/**
 * Redeems a proof of who somebody is and does what every one of them leads to, in one transaction: nothing of it stays when the
 * readings can't be united.
 */
export async function beginSession<Redeemed>(
  deps: BeginDeps,
  redeem: (trx: Trx, begin: Begin) => Promise<Redeemed>,
): Promise<Redeemed | NotNow> {
  let isLedgers = false
  const unite = async (whom: { visitor: UnitedVisitor; memberId: number }) => {
    isLedgers = true
    await giveToMember(deps, whom)
    isLedgers = false
  }
  try {
    return await deps.db.transaction().execute((trx) =>
      redeem(trx, async ({ visitor, ...whom }) => {
        if (visitor) await unite({ visitor, memberId: whom.memberId })
        return replaceSession(deps, trx, whom)
      }),
    )
  } catch (error) {
    if (!isLedgers) throw error
    deps.onLedgerFailure(error)
    return { kind: 'not-now' }
  }
}

async function replaceSession(
  { secrets, now }: BeginDeps,
  trx: Trx,
  { memberId, email, next, session, device, proof = 'mail' }: Omit<Parameters<Begin>[0], 'visitor'>,
): Promise<SignedIn> {
  if (isToken(session)) await deleteSession(trx, secrets.hash(session))
  const token = secrets.newToken()
  await saveSession(trx, { tokenHash: secrets.hash(token), memberId, now, expiresAt: expiryOf(now, now), device, proof })
  return { kind: 'signed-in', session: token, memberId, email, next }
}
