import { sql } from 'kysely'
import type { Db, Trx } from './schema.ts'

/** How many tries a sign-in's code has. */
export const mostAttempts = 5

/** The hashes of a mail's secrets. `shared` is code and link together; null where only the browser that asked may use them. */
export type MailHashes = { link: string; code: string; shared: string | null }

/** A sign-in as it is asked for. `mail` is null where no mail went out; `next` is a path of this site. */
export type SignIn = {
  flowHash: string
  email: string
  /** The browser as its mails and tries are counted. */
  browser: string
  mail: MailHashes | null
  next: string
  expiresAt: Date
}

/** A sign-in that a browser waits for. */
export type PendingSignIn = { email: string; browser: string; next: string; hasMail: boolean; left: number }

/** What a try with a code came to. */
export type CodeTried = { kind: 'right' } | { kind: 'wrong'; left: number }

/**
 * Asks for a sign-in in the place of the one this browser waited for before, whose flow is `earlier`, and those that are over. What other
 * browsers wait for stays, and so does what the earlier one's mail is worth to them: nobody can take that away by asking for something else.
 */
export async function saveSignIn(
  trx: Trx,
  { flowHash, email, browser, mail, next, expiresAt }: SignIn,
  { earlier, now }: { earlier: string | null; now: Date },
): Promise<void> {
  await trx.deleteFrom('sign_in').where('email', '=', email).where('expires_at', '<=', now.toISOString()).execute()
  if (earlier !== null)
    await trx.updateTable('sign_in').set({ attempts: mostAttempts }).where('flow_hash', '=', earlier).execute()
  const hashes = { link_hash: mail?.link ?? null, code_hash: mail?.code ?? null, shared_hash: mail?.shared ?? null }
  const waits = { next, expires_at: expiresAt.toISOString(), attempts: 0, shared_attempts: 0 }
  await trx
    .insertInto('sign_in')
    .values({ flow_hash: flowHash, email, browser, ...hashes, ...waits })
    .execute()
}

/** The sign-in this flow waits for; null once it can't be used any more. */
export async function findSignIn(db: Db, flowHash: string, now: Date): Promise<PendingSignIn | null> {
  const row = await db
    .selectFrom('sign_in')
    .select(['email', 'browser', 'next', 'link_hash', 'attempts'])
    .where('flow_hash', '=', flowHash)
    .where('expires_at', '>', now.toISOString())
    .where('attempts', '<', mostAttempts)
    .executeTakeFirst()
  if (!row) return null
  const { email, browser, next, link_hash, attempts } = row
  return { email, browser, next, hasMail: link_hash !== null, left: mostAttempts - attempts }
}

/** Whose sign-in a mail's link belongs to; null once the link is good nowhere. */
export async function findLinked(
  db: Db,
  linkHash: string,
  now: Date,
): Promise<{ flowHash: string; email: string; left: number; sharedLeft: number } | null> {
  const row = await db
    .selectFrom('sign_in')
    .select(['flow_hash', 'email', 'attempts', 'shared_attempts', 'shared_hash'])
    .where('link_hash', '=', linkHash)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  if (!row) return null
  const sharedLeft = row.shared_hash === null ? 0 : mostAttempts - row.shared_attempts
  return { flowHash: row.flow_hash, email: row.email, left: mostAttempts - row.attempts, sharedLeft }
}

/**
 * Tries a code on the sign-in of this flow, which bears `most` tries. Right or wrong it is counted in the same statement, so that guesses
 * that come at once are all counted. Null: there is no such sign-in, or it is too old, or tried too often.
 */
export async function tryCode(
  trx: Trx,
  { flowHash, codeHash, most, now }: { flowHash: string; codeHash: string; most: number; now: Date },
): Promise<CodeTried | null> {
  const { rows } = await sql<Tried>`update sign_in set attempts = attempts + 1
    where flow_hash = ${flowHash} and expires_at > ${now.toISOString()} and attempts < ${most}
    returning attempts, case when code_hash = ${codeHash} then 1 else 0 end as is_right`.execute(trx)
  return asTried(rows, most)
}

/** Tries the code that stands beside a link, for another browser that asked for the same address; counted like `tryCode`, but apart. */
export async function trySharedCode(
  trx: Trx,
  { email, linkHash, sharedHash, now }: { email: string; linkHash: string; sharedHash: string; now: Date },
): Promise<CodeTried | null> {
  const { rows } = await sql<Tried>`update sign_in set shared_attempts = shared_attempts + 1
    where link_hash = ${linkHash} and email = ${email} and shared_hash is not null
      and expires_at > ${now.toISOString()} and shared_attempts < ${mostAttempts}
    returning shared_attempts as attempts, case when shared_hash = ${sharedHash} then 1 else 0 end as is_right`.execute(trx)
  return asTried(rows, mostAttempts)
}

/** Redeems the link of this flow's sign-in, once; false when it isn't that flow's, or is too old, or ended by wrong codes. */
export async function redeemLink(
  trx: Trx,
  { flowHash, linkHash, now }: { flowHash: string; linkHash: string; now: Date },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('sign_in')
    .where('flow_hash', '=', flowHash)
    .where('link_hash', '=', linkHash)
    .where('expires_at', '>', now.toISOString())
    .where('attempts', '<', mostAttempts)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Ends whatever sign-ins were asked for this address, in whichever browsers. */
export async function deleteSignIns(trx: Trx, email: string): Promise<void> {
  await trx.deleteFrom('sign_in').where('email', '=', email).execute()
}

/** Deletes the sign-ins that are over. */
export async function pruneSignIns(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('sign_in').where('expires_at', '<=', now.toISOString()).execute()
}

type Tried = { attempts: number; is_right: number }

function asTried([row]: readonly Tried[], most: number): CodeTried | null {
  if (!row) return null
  return row.is_right === 1 ? { kind: 'right' } : { kind: 'wrong', left: most - row.attempts }
}
