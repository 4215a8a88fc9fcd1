import { saveMember } from '../data/members.ts'
import type { Trx } from '../data/schema.ts'
import { acquaintances, type Counted, countTry, forgetAsks, strangers, takeTurn } from '../data/sign-in-counts.ts'
import {
  deleteSignIns,
  findLinked,
  findSignIn,
  mostAttempts,
  type PendingSignIn,
  redeemLink,
  tryCode,
  trySharedCode,
} from '../data/sign-ins.ts'
import { isToken, readCode } from '../kit/secret-token.ts'
import { hashCode, hashSharedCode } from './ask-to-sign-in.ts'
import { type Begin, type BeginDeps, type Browser, beginSession, type NotNow, type SignedIn } from './begin-session.ts'

/** The browser that confirms, with its flow cookie. */
export type Confirming = Browser & { flow: string | null }

/** `dead`: not asked for in this browser, used, too old, superseded, or ended by wrong codes. */
export type Confirmed = SignedIn | NotNow | { kind: 'wrong'; left: number } | { kind: 'dead' }

/** What a mail's link is worth in a browser: to be pressed `here`, to be pressed together with the mail's code, or good only `elsewhere`. */
export type LinkWorth = 'here' | 'with-code' | 'elsewhere' | 'dead'

/** Codes that are tried in a day for an address, in all browsers that never signed in as it, before each has a single try left. */
export const triesPerDay = 20

const day = 86_400_000

/**
 * Signs in with the code from the mail. Only in the browser that asked, once, and with five tries, or with one when very many have been
 * made for the address today; what isn't eight digits costs none.
 */
export async function confirmByCode(deps: BeginDeps, { code, ...browser }: Confirming & { code: string }): Promise<Confirmed> {
  const { db, secrets, now } = deps
  const { flow } = browser
  if (!isToken(flow)) return { kind: 'dead' }
  const flowHash = secrets.hash(flow)
  const asked = await findSignIn(db, flowHash, now)
  if (!asked) return { kind: 'dead' }
  const digits = readCode(code)
  if (digits === null) return { kind: 'wrong', left: asked.left }
  const codeHash = hashCode(secrets, { flow, code: digits })
  return beginSession(deps, async (trx, enter) => {
    if (!(await takeTurn(trx, asked.email))) return { kind: 'dead' }
    const tried = await tryCode(trx, { flowHash, codeHash, most: await countTries(trx, asked, now), now })
    if (tried?.kind !== 'right') return tried ?? { kind: 'dead' }
    return begin(deps, trx, { ...browser, ...asked }, enter)
  })
}

/**
 * Signs in by the button on the link's page, once. In the browser that asked for this mail the button is enough; one that asked for the
 * same address when no further mail might go out needs the mail's code too, with five tries.
 */
export async function confirmByLink(
  deps: BeginDeps,
  { token, code, ...browser }: Confirming & { token: string; code: string },
): Promise<Confirmed> {
  const { db, secrets, now } = deps
  const { flow } = browser
  if (!isToken(flow) || !isToken(token)) return { kind: 'dead' }
  const asked = await findSignIn(db, secrets.hash(flow), now)
  if (!asked) return { kind: 'dead' }
  const link = { token, linkHash: secrets.hash(token) }
  if (!asked.hasMail) return confirmShared(deps, { ...browser, asked, ...link, code })
  return beginSession(deps, async (trx, enter) => {
    if (!(await takeTurn(trx, asked.email))) return { kind: 'dead' }
    const isRedeemed = await redeemLink(trx, { flowHash: secrets.hash(flow), linkHash: link.linkHash, now })
    return isRedeemed ? begin(deps, trx, { ...browser, ...asked }, enter) : { kind: 'dead' }
  })
}

/** What a mail's link is worth in this browser. Looking changes nothing. */
export async function findLink(
  { db, secrets, now }: Pick<BeginDeps, 'db' | 'secrets' | 'now'>,
  { flow, token }: { flow: string | null; token: string },
): Promise<LinkWorth> {
  const link = isToken(token) ? await findLinked(db, secrets.hash(token), now) : null
  if (!link) return 'dead'
  const flowHash = isToken(flow) ? secrets.hash(flow) : null
  if (flowHash === link.flowHash) return link.left > 0 ? 'here' : 'dead'
  const asked = flowHash === null ? null : await findSignIn(db, flowHash, now)
  if (asked?.email === link.email && !asked.hasMail && link.sharedLeft > 0) return 'with-code'
  return link.left > 0 ? 'elsewhere' : 'dead'
}

type Shared = Browser & { asked: PendingSignIn; token: string; linkHash: string; code: string }

/** With link and code of a mail that another browser asked for. Both stand in the mail alone, so nobody can come here by guessing. */
async function confirmShared(deps: BeginDeps, { asked, token, linkHash, code, ...browser }: Shared): Promise<Confirmed> {
  const { db, secrets, now } = deps
  const digits = readCode(code)
  if (digits === null) {
    const link = await findLinked(db, linkHash, now)
    const left = link?.email === asked.email ? link.sharedLeft : 0
    return left > 0 ? { kind: 'wrong', left } : { kind: 'dead' }
  }
  const sharedHash = hashSharedCode(secrets, { linkToken: token, code: digits })
  return beginSession(deps, async (trx, enter) => {
    if (!(await takeTurn(trx, asked.email))) return { kind: 'dead' }
    const tried = await trySharedCode(trx, { email: asked.email, linkHash, sharedHash, now })
    if (tried?.kind !== 'right') return tried ?? { kind: 'dead' }
    return begin(deps, trx, { ...browser, ...asked }, enter)
  })
}

/** Counts a try, and says how many the sign-in bears. Where no mail went out there is nothing to be guessed, and nothing is counted. */
async function countTries(trx: Trx, { email, browser, hasMail }: PendingSignIn, now: Date): Promise<number> {
  if (!hasMail) return mostAttempts
  const tries = await countTry(trx, { email, browser }, { now, since: new Date(now.getTime() - day) })
  return tries > triesPerDay ? 1 : mostAttempts
}

type Proved = Browser & { email: string; browser: string; next: string }

/**
 * What the proof of an address leads to: its member, made now where there is none yet, signed in. Whatever else waits for the address is
 * over, so that nobody goes on guessing at it.
 */
async function begin(deps: BeginDeps, trx: Trx, { email, browser, ...here }: Proved, enter: Begin): Promise<SignedIn> {
  await deleteSignIns(trx, email)
  for (const counted of countsOf({ email, browser })) await forgetAsks(trx, counted)
  return enter({ memberId: await saveMember(trx, email, deps.now), email, ...here })
}

function countsOf({ email, browser }: Counted): Counted[] {
  return browser === strangers
    ? [{ email, browser }]
    : [
        { email, browser },
        { email, browser: acquaintances },
      ]
}
