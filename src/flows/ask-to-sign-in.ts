import { saveMail } from '../data/outgoing-mail.ts'
import type { Db } from '../data/schema.ts'
import { findSignIn, saveSignIn } from '../data/sign-ins.ts'
import { normalEmail } from '../domain/email.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import type { AskLimits } from './ask-limits.ts'

export type AskDeps = {
  db: Db
  secrets: Secrets
  limits: AskLimits
  /** Writes the mail; nothing in it may come from whoever asks. */
  writeMail: (parts: { code: string; linkToken: string }) => { subject: string; text: string; html: string }
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
}

/** `flow` goes into the browser's cookie for `minutesGood` minutes. It is the same whether or not a mail went out. */
export type Asked = { kind: 'asked'; flow: string } | { kind: 'bad-address' } | { kind: 'too-many' }

/** How long a link and a code are good for. */
export const minutesGood = 10

const minute = 60_000
const day = 1_440 * minute
const perDay = 5
const slow = 30 * minute

/**
 * Sends a mail with a link and a code to an address, whoever it belongs to: nothing is looked up about it, so that the answer and
 * the work are the same for members and everybody else. One mail a minute for an address, and after five in a day with nobody signing in
 * one every half hour; beyond that nothing is sent, and the browser isn't told.
 */
export async function askToSignIn(deps: AskDeps, { email, next, network, flow }: AskInput): Promise<Asked> {
  const { db, secrets, limits, writeMail, now } = deps
  const address = normalEmail(email)
  if (address === null) return { kind: 'bad-address' }
  if (limits.countAsk(network, now) === 'too-many') return { kind: 'too-many' }
  const [fresh, linkToken, code] = [secrets.newToken(), secrets.newToken(), secrets.newCode()]
  const mail = writeMail({ code, linkToken })
  const expiresAt = after(now, minutesGood * minute)
  const signIn = {
    email: address,
    flowHash: secrets.hash(fresh),
    linkHash: secrets.hash(linkToken),
    codeHash: hashCode(secrets, { flow: fresh, code }),
    next,
    askedAt: now,
    expiresAt,
  }
  const limit = { again: after(now, -minute), since: after(now, -day), most: perDay, slow: after(now, -slow) }
  const isAllowed = await db.transaction().execute(async (trx) => {
    const isSaved = await saveSignIn(trx, signIn, limit)
    if (isSaved) await saveMail(trx, { recipient: address, ...mail }, { now, usefulUntil: expiresAt })
    return isSaved
  })
  // Somebody who presses the button twice goes on with the mail they have.
  const kept = isAllowed || !isToken(flow) ? null : await findSignIn(db, { flowHash: secrets.hash(flow) }, now)
  return { kind: 'asked', flow: kept?.email === address && isToken(flow) ? flow : fresh }
}

/** A code is stored only together with the flow it was asked in, so that eight digits can't be found by trying them all. */
export function hashCode(secrets: Secrets, { flow, code }: { flow: string; code: string }): string {
  return secrets.hash(`${flow}\n${code}`)
}

function after(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds)
}
