import { saveMember } from '../data/members.ts'
import type { Db, Trx } from '../data/schema.ts'
import { deleteSession, saveSession } from '../data/sessions.ts'
import { findSignIn, redeemLink, tryCode } from '../data/sign-ins.ts'
import { isToken, readCode, type Secrets } from '../kit/secret-token.ts'
import { hashCode } from './ask-to-sign-in.ts'
import { expiryOf } from './find-session.ts'
import { giveToMember, type UniteDeps, type UnitedVisitor } from './unite-readings.ts'

export type ConfirmDeps = UniteDeps & {
  db: Db
  secrets: Secrets
  /** Told why the readings could not be united. */
  onLedgerFailure: (error: unknown) => void
}

/** The browser that confirms: its flow cookie, and what becomes of it once it is signed in. */
export type Confirming = {
  flow: string | null
  /** Whose readings the member takes over; null for a browser without a visitor's cookie. */
  visitor: UnitedVisitor | null
  /** The session cookie it has already, if any; that session ends. */
  session?: string | null
  /** A few plain words for the list of sessions, such as "Firefox on Linux". */
  device: string
}

/** `session` is the token for the browser's cookie and stands nowhere else; `next` is a path of this site. */
export type SignedIn = { kind: 'signed-in'; session: string; memberId: number; next: string }
/** `dead`: not asked for in this browser, used, too old, superseded, or ended by five wrong codes. */
export type ConfirmedByCode = SignedIn | NotNow | { kind: 'wrong'; left: number } | { kind: 'dead' }
export type ConfirmedByLink = SignedIn | NotNow | { kind: 'dead' }
/** The ledger can't unite the readings, and would give some of them again. Code and link stay as good as they were. */
type NotNow = { kind: 'not-now' }

/**
 * Signs in with the code from the mail. Only in the browser that asked, once, and with five tries; what isn't eight digits costs none.
 */
export async function confirmByCode(
  deps: ConfirmDeps,
  { code, ...browser }: Confirming & { code: string },
): Promise<ConfirmedByCode> {
  const { db, secrets, now } = deps
  const { flow } = browser
  if (!isToken(flow)) return { kind: 'dead' }
  const flowHash = secrets.hash(flow)
  const digits = readCode(code)
  if (digits === null) {
    const known = await findSignIn(db, { flowHash }, now)
    return known ? { kind: 'wrong', left: known.left } : { kind: 'dead' }
  }
  const codeHash = hashCode(secrets, { flow, code: digits })
  return orNotNow(deps, async (trx, unite) => {
    const tried = await tryCode(trx, { flowHash, codeHash, now })
    if (tried?.kind !== 'redeemed') return tried ?? { kind: 'dead' }
    return begin({ ...deps, unite }, trx, { ...browser, ...tried })
  })
}

/** Signs in by the button on the link's page. Only in the browser that asked, and once. */
export async function confirmByLink(
  deps: ConfirmDeps,
  { token, ...browser }: Confirming & { token: string },
): Promise<ConfirmedByLink> {
  const { secrets, now } = deps
  const { flow } = browser
  if (!isToken(flow) || !isToken(token)) return { kind: 'dead' }
  return orNotNow(deps, async (trx, unite) => {
    const redeemed = await redeemLink(trx, { flowHash: secrets.hash(flow), linkHash: secrets.hash(token), now })
    return redeemed ? begin({ ...deps, unite }, trx, { ...browser, ...redeemed }) : { kind: 'dead' }
  })
}

/** What a mail's link is worth in this browser: `here` it can be used, `elsewhere` it can. Looking changes nothing. */
export async function findLink(
  { db, secrets, now }: Pick<ConfirmDeps, 'db' | 'secrets' | 'now'>,
  { flow, token }: { flow: string | null; token: string },
): Promise<'here' | 'elsewhere' | 'dead'> {
  const asked = isToken(token) ? await findSignIn(db, { linkHash: secrets.hash(token) }, now) : null
  if (!asked) return 'dead'
  return isToken(flow) && secrets.hash(flow) === asked.flowHash ? 'here' : 'elsewhere'
}

type Proved = Omit<Confirming, 'flow'> & { email: string; next: string }

type Unite = (whom: { visitor: UnitedVisitor; memberId: number }) => Promise<void>

/** Redeems in one transaction, of which nothing stays when the readings can't be united. */
async function orNotNow<Confirmed>(
  deps: ConfirmDeps,
  redeem: (trx: Trx, unite: Unite) => Promise<Confirmed>,
): Promise<Confirmed | NotNow> {
  let failure: { error: unknown } | null = null
  const unite: Unite = async (whom) => {
    try {
      await giveToMember(deps, whom)
    } catch (error) {
      failure = { error }
      throw error
    }
  }
  try {
    return await deps.db.transaction().execute((trx) => redeem(trx, unite))
  } catch (error) {
    if (failure === null) throw error
    deps.onLedgerFailure(error)
    return { kind: 'not-now' }
  }
}

/** What the proof of an address leads to, all of it or nothing: the member, the united readings, a new session. */
async function begin(
  deps: ConfirmDeps & { unite: Unite },
  trx: Trx,
  { email, next, visitor, session, device }: Proved,
): Promise<SignedIn> {
  const { secrets, now, unite } = deps
  const memberId = await saveMember(trx, email, now)
  if (visitor) await unite({ visitor, memberId })
  if (isToken(session)) await deleteSession(trx, secrets.hash(session))
  const token = secrets.newToken()
  await saveSession(trx, { tokenHash: secrets.hash(token), memberId, now, expiresAt: expiryOf(now, now), device })
  return { kind: 'signed-in', session: token, memberId, next }
}
