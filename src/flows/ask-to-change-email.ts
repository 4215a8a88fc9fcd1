import { type Side, saveEmailChange, sides } from '../data/email-changes.ts'
import { countMailTo } from '../data/mail-counts.ts'
import { findMemberId } from '../data/members.ts'
import { saveMail } from '../data/outgoing-mail.ts'
import type { Db } from '../data/schema.ts'
import { normalEmail } from '../domain/email.ts'
import type { Proof } from '../domain/proof.ts'
import type { Secrets } from '../kit/secret-token.ts'
import type { AskLimits } from './ask-limits.ts'
import { hashCode, minutesGood } from './ask-to-sign-in.ts'
import { mayChangeProofs } from './guard-passkeys.ts'

type Parts = { code: string; linkToken: string }
type Mail = { subject: string; text: string; html: string }

export type AskChangeDeps = {
  db: Db
  secrets: Secrets
  limits: AskLimits
  /** Writes the mails: to the new address, to the present one, and to a new one that has an account already. Nothing in them is typed by anybody. */
  writeMail: Record<Side, (parts: Parts) => Mail> & { taken: () => Mail }
  now: Date
}

/** `session` is the token of the session that asks, `proof` by what it began; `network` is only counted. */
export type AskChange = {
  member: { id: number; email: string }
  session: string
  proof: Proof
  email: string
  network: string | null
}

/** `second-proof`: the session began with the mailbox alone, which isn't enough for somebody of the staff. */
export type AskedToChange =
  | { kind: 'asked' }
  | { kind: 'second-proof' }
  | { kind: 'bad-address' }
  | { kind: 'same' }
  | { kind: 'too-many' }

const minute = 60_000
const day = 1_440 * minute
const perDay = 5

/**
 * Sends a mail to the new address and one to the present one; the change happens once both have confirmed it. An address that has an
 * account already is answered and worked for like any other, but its mail holds no code. One change a minute and five a day; for an
 * address that others ask for too, the mail to it may stay out, of which nothing is said.
 */
export async function askToChangeEmail(
  deps: AskChangeDeps,
  { member, session, proof, email, network }: AskChange,
): Promise<AskedToChange> {
  const { db, secrets, limits, writeMail, now } = deps
  if (!(await mayChangeProofs(db, { memberId: member.id, proof }))) return { kind: 'second-proof' }
  const address = normalEmail(email)
  if (address === null) return { kind: 'bad-address' }
  if (address === member.email) return { kind: 'same' }
  if (limits.countAsk(network, now) === 'too-many') return { kind: 'too-many' }
  const parts = bySide(() => ({ code: secrets.newCode(), linkToken: secrets.newToken() }))
  const expiresAt = new Date(now.getTime() + minutesGood * minute)
  const change = {
    memberId: member.id,
    newEmail: address,
    sessionHash: secrets.hash(session),
    linkHashes: bySide((side) => secrets.hash(parts[side].linkToken)),
    codeHashes: bySide((side) => hashCode(secrets, { flow: session, code: parts[side].code })),
    askedAt: now,
    expiresAt,
  }
  const limit = { again: new Date(now.getTime() - minute), since: new Date(now.getTime() - day), most: perDay }
  return db.transaction().execute(async (trx) => {
    if (!(await saveEmailChange(trx, change, limit))) return { kind: 'too-many' }
    const toNew = (await findMemberId(trx, address)) !== null ? writeMail.taken() : writeMail.new(parts.new)
    const usefulUntil = { now, usefulUntil: expiresAt }
    if (await countMailTo(trx, address, { now, ...limit })) await saveMail(trx, { recipient: address, ...toNew }, usefulUntil)
    await saveMail(trx, { recipient: member.email, ...writeMail.old(parts.old) }, usefulUntil)
    return { kind: 'asked' }
  })
}

function bySide<Value>(make: (side: Side) => Value): Record<Side, Value> {
  return Object.fromEntries(sides.map((side) => [side, make(side)])) as Record<Side, Value>
}
