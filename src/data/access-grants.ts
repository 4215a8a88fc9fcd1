import type { AccessWindow, Opens } from '../domain/subscription.ts'
import type { Db, Trx } from './schema.ts'

/** What gives a member access: their subscription, or their seat in a group. */
export type GrantSource = `subscription:${number}` | `group:${number}`

export type AccessGrant = { memberId: number; source: GrantSource; opens: Opens; window: AccessWindow }

/** Gives access, or changes what the same source gave before. It holds for the next request of every session of the member. */
export async function saveGrant(trx: Trx, { memberId, source, opens, window }: AccessGrant): Promise<void> {
  const values = { opens, from_at: window.from.toISOString(), until_at: window.until?.toISOString() ?? null }
  await trx
    .insertInto('access_grant')
    .values({ member_id: memberId, source, ...values })
    .onConflict((conflict) => conflict.columns(['member_id', 'source']).doUpdateSet(values))
    .execute()
}

/** Takes away what a source gave a member. */
export async function deleteGrant(trx: Trx, { memberId, source }: Pick<AccessGrant, 'memberId' | 'source'>): Promise<void> {
  await trx.deleteFrom('access_grant').where('member_id', '=', memberId).where('source', '=', source).execute()
}

/** Takes away what a source gave to anybody. */
export async function deleteGrantsOf(trx: Trx, source: GrantSource): Promise<void> {
  await trx.deleteFrom('access_grant').where('source', '=', source).execute()
}

/** Takes away whatever gives a member access, also what has lost its source. */
export async function deleteGrantsTo(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('access_grant').where('member_id', '=', memberId).execute()
}

/** Everything that gives, gave or will give a member access. */
export async function listGrants(db: Db, memberId: number): Promise<Omit<AccessGrant, 'memberId'>[]> {
  const rows = await db
    .selectFrom('access_grant')
    .select(['source', 'opens', 'from_at', 'until_at'])
    .where('member_id', '=', memberId)
    .orderBy('source')
    .execute()
  return rows.map(({ source, opens, from_at, until_at }) => ({
    source: source as GrantSource,
    opens,
    window: { from: new Date(from_at), until: until_at === null ? null : new Date(until_at) },
  }))
}
