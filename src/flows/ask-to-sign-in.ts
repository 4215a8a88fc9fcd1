import { saveMail } from '../data/outgoing-mail.ts'
import type { Db, Trx } from '../data/schema.ts'
import { acquaintances, beginTurn, countAsk, strangers } from '../data/sign-in-counts.ts'
import { findSignIn, saveSignIn } from '../data/sign-ins.ts'
import { normalEmail } from '../domain/email.ts'
import type { KnownBrowsers } from '../kit/known-browser.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import type { AskLimits } from './ask-limits.ts'

type Mail = { subject: string; text: string; html: string }

export type AskDeps = {
  db: Db
  secrets: Secrets
  limits: AskLimits
  knownBrowsers: Pick<KnownBrowsers, 'find'>
  /** Writes the mail; nothing in it may come from whoever asks. */
  writeMail: (parts: { code: string; linkToken: string }) => Mail
  now: Date
}

export type AskInput = {
  /** As it was typed. */
  email: string
  /** Where to go on to: a path of this site that has been checked. */
  next: string
  /** The address the request comes from, or null. Only counted, never kept. */
  network: string | null
  /** The flow cookie the browser has already, if any. */
  flow?: string | null
  /** The cookie that says whom this browser has signed in as before, if any. */
  known?: string | null
}

/** `flow` goes into the browser's cookie for `minutesGood` minutes. It is the same whether or not a mail went out. */
export type Asked = { kind: 'asked'; flow: string } | { kind: 'bad-address' } | { kind: 'too-many' }

/** How long a link and a code are good for. */
export const minutesGood = 10

const minute = 60_000
const day = 1_440 * minute
const perDay = 5
const slow = 30 * minute
const acquaintancesPerDay = 100

/**
 * Sends a mail with a link and a code to an address, whoever it belongs to: nothing is looked up about it, so that the answer and
 * the work are the same for members and everybody else. One mail a minute for an address, and after five in a day with nobody signing in
 * one every half hour; a browser that has signed in as this address before has a count of its own for that. Beyond it nothing is sent,
 * and the browser isn't told; it may go on with another mail to the address (`confirmByLink`). What other browsers wait for stays good.
 */
export async function askToSignIn(deps: AskDeps, { email, next, network, flow, known }: AskInput): Promise<Asked> {
  const { db, secrets, limits, knownBrowsers, writeMail, now } = deps
  const address = normalEmail(email)
  if (address === null) return { kind: 'bad-address' }
  const browserId = knownBrowsers.find(known ?? null, address, now)
  if (limits.countAsk(network, now, browserId === null ? null : address) === 'too-many') return { kind: 'too-many' }
  const [fresh, linkToken, code] = [secrets.newToken(), secrets.newToken(), secrets.newCode()]
  const written = writeMail({ code, linkToken })
  const hashes = {
    link: secrets.hash(linkToken),
    code: hashCode(secrets, { flow: fresh, code }),
    shared: browserId === null ? hashSharedCode(secrets, { linkToken, code }) : null,
  }
  const browser = browserId === null ? strangers : secrets.hash(browserId)
  const earlier = isToken(flow) ? secrets.hash(flow) : null
  const signIn = { flowHash: secrets.hash(fresh), email: address, browser, next, expiresAt: after(now, minutesGood * minute) }
  const isKept = await db.transaction().execute(async (trx) => {
    await beginTurn(trx, address, { now, since: after(now, -day) })
    const isAllowed = await countMail(trx, { email: address, browser, now })
    // Somebody who presses the button twice goes on with the mail they have; one that has none waits for another ten minutes.
    const kept = isAllowed || earlier === null ? null : await findSignIn(trx, earlier, now)
    if (kept?.hasMail && kept.email === address) return true
    await saveSignIn(trx, { ...signIn, mail: isAllowed ? hashes : null }, { earlier, now })
    if (isAllowed) await saveMail(trx, { recipient: address, ...written }, { now, usefulUntil: signIn.expiresAt })
    return false
  })
  return { kind: 'asked', flow: isKept && isToken(flow) ? flow : fresh }
}

/** A code is stored only together with the flow it was asked in, so that eight digits can't be found by trying them all. */
export function hashCode(secrets: Secrets, { flow, code }: { flow: string; code: string }): string {
  return secrets.hash(`${flow}\n${code}`)
}

/** Link and code of one mail together, of which neither can be found by trying. */
export function hashSharedCode(secrets: Secrets, { linkToken, code }: { linkToken: string; code: string }): string {
  return secrets.hash(`${linkToken}\n${code}\nshared`)
}

/** Whether a mail may go out to the address now; counted where it belongs. */
async function countMail(trx: Trx, { email, browser, now }: { email: string; browser: string; now: Date }): Promise<boolean> {
  const since = after(now, -day)
  const limit = { now, again: after(now, -minute), since, most: perDay, slow: after(now, -slow) }
  if (!(await countAsk(trx, { email, browser }, limit))) return false
  if (browser === strangers) return true
  // However many browsers somebody has signed in with while they could, they fill no mailbox with them.
  return countAsk(trx, { email, browser: acquaintances }, { now, again: now, since, most: acquaintancesPerDay, slow: null })
}

function after(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds)
}
