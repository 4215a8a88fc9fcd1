import {
  confirmSideByCode,
  confirmSideByLink,
  findEmailChange,
  findEmailChangeLink,
  type PendingChange,
  type Side,
  sides,
  takeConfirmedChange,
} from '../data/email-changes.ts'
import { updateEmail } from '../data/members.ts'
import { saveMail } from '../data/outgoing-mail.ts'
import type { Db, Trx } from '../data/schema.ts'
import { deleteOtherSessions } from '../data/sessions.ts'
import { deleteSignInCounts } from '../data/sign-in-counts.ts'
import { deleteSignIns } from '../data/sign-ins.ts'
import { saveNewAddress } from '../data/stripe-addresses.ts'
import type { Proof } from '../domain/proof.ts'
import { isToken, readCode, type Secrets } from '../kit/secret-token.ts'
import { hashCode } from './ask-to-sign-in.ts'
import { endSeatsOfOldAddress } from './group-seats.ts'
import { mayChangeProofs } from './guard-passkeys.ts'

export type ConfirmChangeDeps = {
  db: Db
  secrets: Secrets
  /** Writes to the address that was left that it was. */
  writeChanged: () => { subject: string; text: string; html: string }
  now: Date
}

/** The session that asked for the change, which is the only one that can go on with it, and by what it began. */
export type Changing = { member: { id: number; email: string }; session: string; proof: Proof }

/** `waiting`: one side has yet to confirm. `wrong`: these codes weren't right. `taken`: the address belongs to another account by now. */
export type ChangeConfirmed =
  | { kind: 'changed' }
  | { kind: 'waiting'; pending: PendingChange }
  | { kind: 'wrong'; sides: Side[]; pending: PendingChange }
  | { kind: 'taken' }
  | { kind: 'dead' }

const mailUseful = 2 * 86_400_000

/** The change this session waits for; null when there is none. */
export function findChange(
  { db, secrets, now }: ConfirmChangeDeps,
  { member, session }: Omit<Changing, 'proof'>,
): Promise<PendingChange | null> {
  return findEmailChange(db, { memberId: member.id, sessionHash: secrets.hash(session), now })
}

/** Confirms with the codes from one mail or both; what was left empty is not tried. Five wrong ones end the change. */
export async function confirmChangeByCodes(
  deps: ConfirmChangeDeps,
  { codes, ...changing }: Changing & { codes: Record<Side, string> },
): Promise<ChangeConfirmed> {
  const { secrets } = deps
  const typed = sides.filter((side) => codes[side].trim() !== '')
  return deps.db.transaction().execute(async (trx) => {
    const whose = whoseChange(deps, changing)
    const wrong: Side[] = []
    for (const side of typed) {
      const digits = readCode(codes[side])
      const codeHash = digits === null ? null : hashCode(secrets, { flow: changing.session, code: digits })
      const isRight = codeHash !== null && (await confirmSideByCode(trx, { ...whose, side, codeHash }))
      if (!isRight) wrong.push(side)
    }
    const pending = await findEmailChange(trx, whose)
    if (!pending) return { kind: 'dead' }
    return wrong.length > 0 ? { kind: 'wrong', sides: wrong, pending } : finish(deps, trx, { ...changing, pending })
  })
}

/** Confirms one side by the button on its link's page. */
export async function confirmChangeByLink(
  deps: ConfirmChangeDeps,
  { token, ...changing }: Changing & { token: string },
): Promise<ChangeConfirmed> {
  const { db, secrets, now } = deps
  if (!isToken(token)) return { kind: 'dead' }
  const linkHash = secrets.hash(token)
  return db.transaction().execute(async (trx) => {
    const link = await findEmailChangeLink(trx, linkHash, now)
    const pending = link && (await confirmSideByLink(trx, { ...whoseChange(deps, changing), side: link.side, linkHash }))
    return pending ? finish(deps, trx, { ...changing, pending }) : { kind: 'dead' }
  })
}

/** What a mail's link is worth here: which side it confirms, or that it does so in another browser. Looking changes nothing. */
export async function findChangeLink(
  { db, secrets, now }: ConfirmChangeDeps,
  { session, token }: { session: string | null; token: string },
): Promise<{ kind: 'here'; side: Side } | { kind: 'elsewhere' } | { kind: 'dead' }> {
  const link = isToken(token) ? await findEmailChangeLink(db, secrets.hash(token), now) : null
  if (!link) return { kind: 'dead' }
  return isToken(session) && secrets.hash(session) === link.sessionHash
    ? { kind: 'here', side: link.side }
    : { kind: 'elsewhere' }
}

function whoseChange({ secrets, now }: ConfirmChangeDeps, { member, session }: Omit<Changing, 'proof'>) {
  return { memberId: member.id, sessionHash: secrets.hash(session), now }
}

/**
 * Changes the address once both have agreed: sign-ins of either address that wait are over, and so are the sessions elsewhere. Stripe is
 * told afterwards, so that its being away keeps nobody from changing.
 */
async function finish(
  { secrets, writeChanged, now }: ConfirmChangeDeps,
  trx: Trx,
  { member, session, proof, pending }: Changing & { pending: PendingChange },
): Promise<ChangeConfirmed> {
  // Asked again: they may have come to need a second proof since.
  if (!(await mayChangeProofs(trx, { memberId: member.id, proof }))) return { kind: 'dead' }
  const email = await takeConfirmedChange(trx, member.id)
  if (email === null) return { kind: 'waiting', pending }
  if (!(await updateEmail(trx, member.id, email))) return { kind: 'taken' }
  await saveNewAddress(trx, member.id, now)
  await endSeatsOfOldAddress(trx, { id: member.id, email }, now)
  for (const address of [member.email, email]) {
    await deleteSignInCounts(trx, address)
    await deleteSignIns(trx, address)
  }
  await deleteOtherSessions(trx, member.id, secrets.hash(session))
  const usefulUntil = new Date(now.getTime() + mailUseful)
  await saveMail(trx, { recipient: member.email, ...writeChanged() }, { now, usefulUntil })
  return { kind: 'changed' }
}
