import { sql } from 'kysely'
import type { Db, Trx } from './schema.ts'

/** An invitation as it is made. Of its token only the hash comes this far. */
export type NewInvitation = { groupId: number; email: string; tokenHash: string; now: Date; expiresAt: Date }

/** An invitation that can still be accepted. */
export type OpenInvitation = { id: number; groupId: number; email: string; invitedAt: Date; expiresAt: Date }

/**
 * Invites an address in the place of whatever invitation it had to this group; false when it was invited after `notSince`. One
 * statement, so that of several at once one goes out, and only the newest link is ever good.
 */
export async function saveInvitation(
  trx: Trx,
  { groupId, email, tokenHash, now, expiresAt }: NewInvitation,
  notSince: Date,
): Promise<boolean> {
  const { rows } = await sql`insert into group_invitation (group_id, email, token_hash, invited_at, expires_at, ended_at)
    values (${groupId}, ${email}, ${tokenHash}, ${now.toISOString()}, ${expiresAt.toISOString()}, null)
    on conflict (group_id, email) do update set token_hash = excluded.token_hash, invited_at = excluded.invited_at,
      expires_at = excluded.expires_at, ended_at = null
    where group_invitation.invited_at <= ${notSince.toISOString()}
    returning id`.execute(trx)
  return rows.length === 1
}

/** The invitation with this token; null once it was accepted, revoked or is too old. */
export async function findInvitation(db: Db, tokenHash: string, now: Date): Promise<OpenInvitation | null> {
  const row = await open(db, now).where('token_hash', '=', tokenHash).executeTakeFirst()
  return row ? asInvitation(row) : null
}

/** The open invitations of a group, the newest first. */
export async function listInvitations(db: Db, groupId: number, now: Date): Promise<OpenInvitation[]> {
  const rows = await open(db, now).where('group_id', '=', groupId).orderBy('invited_at', 'desc').orderBy('id', 'desc').execute()
  return rows.map(asInvitation)
}

/** Ends an invitation by its token and its address, once; the group it was to, or null when it can't be accepted any more. */
export async function redeemInvitation(
  trx: Trx,
  { tokenHash, email, now }: { tokenHash: string; email: string; now: Date },
): Promise<number | null> {
  const row = await trx
    .updateTable('group_invitation')
    .set({ ended_at: now.toISOString() })
    .where('token_hash', '=', tokenHash)
    .where('email', '=', email)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning('group_id')
    .executeTakeFirst()
  return row?.group_id ?? null
}

/** Revokes an open invitation of a group by its id; false when it has none of that id. The row stays, for the limit on mails. */
export async function endInvitation(
  trx: Trx,
  { groupId, id, now }: { groupId: number; id: number; now: Date },
): Promise<{ email: string } | null> {
  const row = await trx
    .updateTable('group_invitation')
    .set({ ended_at: now.toISOString() })
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('email')
    .executeTakeFirst()
  return row ?? null
}

/** Deletes every invitation to an address. */
export async function deleteInvitationsTo(trx: Trx, email: string): Promise<void> {
  await trx.deleteFrom('group_invitation').where('email', '=', email).execute()
}

/** Deletes invitations that couldn't be accepted any more before then. */
export async function pruneInvitations(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('group_invitation').where('expires_at', '<', before.toISOString()).execute()
}

function open(db: Db, now: Date) {
  return db
    .selectFrom('group_invitation')
    .select(['id', 'group_id', 'email', 'invited_at', 'expires_at'])
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
}

type Row = { id: number; group_id: number; email: string; invited_at: string; expires_at: string }

function asInvitation({ id, group_id, email, invited_at, expires_at }: Row): OpenInvitation {
  return { id, groupId: group_id, email, invitedAt: new Date(invited_at), expiresAt: new Date(expires_at) }
}
