import { saveCodes } from '../data/recovery-codes.ts'
import type { Db } from '../data/schema.ts'
import { savePutOff } from '../data/staff-proofs.ts'
import { codesAtOnce, recoveryCodeOf } from '../domain/recovery-code.ts'
import type { Secrets } from '../kit/secret-token.ts'
import { type DoorMail, tellOwners } from './tell-owners.ts'
import { type Done, writeAudit } from './write-audit.ts'

type Deps = { db: Db; secrets: Secrets; now: Date }

const hour = 3_600_000
const day = 24 * hour
/** How long the console's code is good. */
const consoleHours = 24
/** For how long somebody who puts a second proof off isn't asked again. */
const quietDays = 7

/** Makes new recovery codes for somebody at the desk, in place of those they had; only hashes are kept. All owners are told. */
export async function makeRecoveryCodes(
  { db, secrets, now, writeDoorMail }: Deps & { writeDoorMail: DoorMail },
  member: { id: number; email: string },
): Promise<string[]> {
  const codes = Array.from({ length: codesAtOnce }, () => recoveryCodeOf(secrets.newToken()))
  await db.transaction().execute(async (trx) => {
    const hashes = codes.map((code) => secrets.hash(code))
    await saveCodes(trx, { memberId: member.id, madeBy: 'member', hashes, now, expiresAt: null })
    const done: Done = { what: 'makeRecoveryCodes', subject: `staff ${member.id}`, detail: { codes: codes.length } }
    await writeAudit(trx, { now, hash: secrets.hash, by: member.id }, done)
    await tellOwners(trx, { writeDoorMail, now }, { news: 'codes-made', email: member.email })
  })
  return codes
}

/** Makes one code at the console for somebody of the staff who can't get in any more, good for a day. It counts with their mailbox, as any other does. */
export async function makeConsoleCode({ db, secrets, now }: Deps, memberId: number): Promise<string> {
  const code = recoveryCodeOf(secrets.newToken())
  await db.transaction().execute(async (trx) => {
    const expiresAt = new Date(now.getTime() + consoleHours * hour)
    await saveCodes(trx, { memberId, madeBy: 'console', hashes: [secrets.hash(code)], now, expiresAt })
    const done: Done = { what: 'makeConsoleCode', subject: `staff ${memberId}` }
    await writeAudit(trx, { now, hash: secrets.hash, by: 'console' }, done)
  })
  return code
}

/** Puts off setting up a second proof for some days. */
export function putOffProof({ db, now }: { db: Db; now: Date }, memberId: number): Promise<void> {
  return savePutOff(db, memberId, new Date(now.getTime() + quietDays * day))
}
