import type { Db, Trx } from './schema.ts'

/** How many of each are good at present. */
export type SecretCounts = { sessions: number; signIns: number; emailChanges: number; invitations: number; giftLinks: number }

/** Counts what lets somebody in, or will once its mail is read. */
export async function countSecrets(db: Db, now: Date): Promise<SecretCounts> {
  const at = now.toISOString()
  const sessions = await db
    .selectFrom('session')
    .where('expires_at', '>', at)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  const signIns = await db
    .selectFrom('sign_in')
    .where('expires_at', '>', at)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  const emailChanges = await db
    .selectFrom('email_change')
    .where('expires_at', '>', at)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  const invitations = await db
    .selectFrom('group_invitation')
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  const giftLinks = await db
    .selectFrom('gift')
    .innerJoin('gift_link', (join) => join.onRef('gift_link.gift_id', '=', 'gift.id').onRef('gift_link.link', '=', 'gift.link'))
    .where('gift.ended_at', 'is', null)
    .where('gift.expires_at', '>', at)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return {
    sessions: Number(sessions.count),
    signIns: Number(signIns.count),
    emailChanges: Number(emailChanges.count),
    invitations: Number(invitations.count),
    giftLinks: Number(giftLinks.count),
  }
}

/** Ends every one of them for everybody. What limits how often one may ask again stays as it is. */
export async function endSecrets(trx: Trx, now: Date): Promise<void> {
  const at = now.toISOString()
  await trx.deleteFrom('session').execute()
  await trx.deleteFrom('sign_in').execute()
  await trx.deleteFrom('passkey_challenge').execute()
  await trx.deleteFrom('gift_link').execute()
  await trx.deleteFrom('first_owner').execute()
  await trx.updateTable('email_change').set({ expires_at: at }).where('expires_at', '>', at).execute()
  await trx.updateTable('group_invitation').set({ ended_at: at }).where('ended_at', 'is', null).execute()
}
