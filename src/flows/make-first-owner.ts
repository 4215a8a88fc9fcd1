import { findFirstCode, saveFirstCode, takeFirstCode } from '../data/first-owner.ts'
import { saveMember, updateName } from '../data/members.ts'
import type { Db } from '../data/schema.ts'
import { saveStaff, updateRole } from '../data/staff.ts'
import { normalEmail } from '../domain/email.ts'
import { readOwnName } from '../domain/own-name.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'
import { type BeginDeps, type Browser, beginSession, type NotNow, type SignedIn } from './begin-session.ts'
import { longestName } from './change-account.ts'
import { type Done, writeAudit } from './write-audit.ts'

/** `dead`: the code isn't the console's newest, has been used, is too old, or there is an owner already. */
export type FirstOwnerMade = SignedIn | NotNow | { kind: 'dead' | 'bad-address' | 'bad-name' }

/** For how long the console's link is good. The next start makes a new one. */
const firstHours = 24

const hour = 3_600_000

/** Makes a new code for a magazine that has no owner, in place of any before; null for one that has. Only its hash is kept. */
export async function makeFirstCode({ db, secrets, now }: { db: Db; secrets: Secrets; now: Date }): Promise<string | null> {
  const code = secrets.newToken()
  const first = { codeHash: secrets.hash(code), expiresAt: new Date(now.getTime() + firstHours * hour) }
  const isSaved = await db.transaction().execute((trx) => saveFirstCode(trx, first))
  return isSaved ? code : null
}

/** Whether a code would make somebody the owner. Looking uses nothing up. */
export async function isFirstCode(
  { db, secrets, now }: Pick<BeginDeps, 'db' | 'secrets' | 'now'>,
  code: string,
): Promise<boolean> {
  return isToken(code) && findFirstCode(db, secrets.hash(code), now)
}

/** Makes whoever has the console's code the magazine's first owner, and signs them in. The code is used up with it. */
export async function makeFirstOwner(
  deps: BeginDeps,
  { code, email, name, ...browser }: Browser & { code: string; email: string; name: string; next: string },
): Promise<FirstOwnerMade> {
  const [address, tidy] = [normalEmail(email), readOwnName(name, longestName)]
  if (!(await isFirstCode(deps, code))) return { kind: 'dead' }
  if (address === null) return { kind: 'bad-address' }
  if (tidy === null || tidy === '') return { kind: 'bad-name' }
  const { secrets, now } = deps
  return beginSession(deps, async (trx, begin) => {
    if (!(await takeFirstCode(trx, secrets.hash(code), now))) return { kind: 'dead' as const }
    const memberId = await saveMember(trx, address, now)
    await updateName(trx, memberId, tidy)
    const isNew = await saveStaff(trx, { memberId, role: 'owner', now, addedBy: null })
    if (!isNew) await updateRole(trx, memberId, 'owner')
    const done: Done = { what: 'makeFirstOwner', subject: `staff ${memberId}`, detail: { role: 'owner' } }
    await writeAudit(trx, { now, hash: secrets.hash, by: 'console' }, done)
    return begin({ ...browser, memberId, email: address, proof: 'console' })
  })
}
