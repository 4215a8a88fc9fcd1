import { saveMember } from '../data/members.ts'
import type { Trx } from '../data/schema.ts'
import { findSignIn, redeemLink, tryCode } from '../data/sign-ins.ts'
import { isToken, readCode } from '../kit/secret-token.ts'
import { hashCode } from './ask-to-sign-in.ts'
import { type Begin, type BeginDeps, type Browser, beginSession, type NotNow, type SignedIn } from './begin-session.ts'

/** The browser that confirms, with its flow cookie. */
export type Confirming = Browser & { flow: string | null }

/** `dead`: not asked for in this browser, used, too old, superseded, or ended by five wrong codes. */
export type ConfirmedByCode = SignedIn | NotNow | { kind: 'wrong'; left: number } | { kind: 'dead' }
export type ConfirmedByLink = SignedIn | NotNow | { kind: 'dead' }

/**
 * Signs in with the code from the mail. Only in the browser that asked, once, and with five tries; what isn't eight digits costs none.
 */
export async function confirmByCode(
  deps: BeginDeps,
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
  return beginSession(deps, async (trx, enter) => {
    const tried = await tryCode(trx, { flowHash, codeHash, now })
    if (tried?.kind !== 'redeemed') return tried ?? { kind: 'dead' }
    return begin(deps, trx, { ...browser, ...tried }, enter)
  })
}

/** Signs in by the button on the link's page. Only in the browser that asked, and once. */
export async function confirmByLink(
  deps: BeginDeps,
  { token, ...browser }: Confirming & { token: string },
): Promise<ConfirmedByLink> {
  const { secrets, now } = deps
  const { flow } = browser
  if (!isToken(flow) || !isToken(token)) return { kind: 'dead' }
  return beginSession(deps, async (trx, enter) => {
    const redeemed = await redeemLink(trx, { flowHash: secrets.hash(flow), linkHash: secrets.hash(token), now })
    return redeemed ? begin(deps, trx, { ...browser, ...redeemed }, enter) : { kind: 'dead' }
  })
}

/** What a mail's link is worth in this browser: `here` it can be used, `elsewhere` it can. Looking changes nothing. */
export async function findLink(
  { db, secrets, now }: Pick<BeginDeps, 'db' | 'secrets' | 'now'>,
  { flow, token }: { flow: string | null; token: string },
): Promise<'here' | 'elsewhere' | 'dead'> {
  const asked = isToken(token) ? await findSignIn(db, { linkHash: secrets.hash(token) }, now) : null
  if (!asked) return 'dead'
  return isToken(flow) && secrets.hash(flow) === asked.flowHash ? 'here' : 'elsewhere'
}

type Proved = Browser & { email: string; next: string }

/** What the proof of an address leads to: its member, made now where there is none yet, signed in. */
async function begin(deps: BeginDeps, trx: Trx, { email, ...browser }: Proved, enter: Begin): Promise<SignedIn> {
  return enter({ memberId: await saveMember(trx, email, deps.now), ...browser })
}
