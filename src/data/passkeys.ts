import type { Db, Trx } from './schema.ts'

/** A passkey as it is registered. `credentialId` and `publicKey` are base64url; `site` is the host it was made for. */
export type NewPasskey = {
  credentialId: string
  memberId: number
  site: string
  publicKey: string
  counter: number
  transports: string[]
  name: string
  isBackedUp: boolean
}

/** What is needed to check an answer that was signed with a passkey. */
export type KnownPasskey = { memberId: number; publicKey: string; counter: number }

/** A passkey as its member sees it; `usedAt` is null until it has signed them in. */
export type ListedPasskey = Pick<NewPasskey, 'credentialId' | 'site' | 'transports' | 'name' | 'isBackedUp'> & {
  createdAt: Date
  usedAt: Date | null
}

/** `known`: the same passkey is registered already, whoever's it is. `gone`: there is no such member any more. */
export type PasskeySaved = 'saved' | 'known' | 'too-many' | 'gone'

/** Registers a passkey, unless its member has `most` already. Those that come at once for one member wait for each other. */
export async function savePasskey(
  trx: Trx,
  passkey: NewPasskey,
  { most, now }: { most: number; now: Date },
): Promise<PasskeySaved> {
  const { credentialId, memberId, site, publicKey, counter, transports, name, isBackedUp } = passkey
  if (!(await holdPasskeysOf(trx, memberId))) return 'gone'
  const { count } = await trx
    .selectFrom('passkey')
    .where('member_id', '=', memberId)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) >= most) return 'too-many'
  const row = await trx
    .insertInto('passkey')
    .values({
      credential_id: credentialId,
      member_id: memberId,
      site,
      public_key: publicKey,
      counter,
      transports: JSON.stringify(transports),
      name,
      backed_up: isBackedUp ? 1 : 0,
      created_at: now.toISOString(),
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('credential_id')
    .executeTakeFirst()
  return row ? 'saved' : 'known'
}

/** Has whoever else changes a member's passkeys wait until the transaction is over; false when there is no such member. */
export async function holdPasskeysOf(trx: Trx, memberId: number): Promise<boolean> {
  const held = trx
    .updateTable('member')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', memberId)
  return (await held.executeTakeFirst()).numUpdatedRows === 1n
}

/** The passkey with this id, whoever's it is. */
export async function findPasskey(db: Db, credentialId: string): Promise<KnownPasskey | null> {
  const row = await db
    .selectFrom('passkey')
    .select(['member_id', 'public_key', 'counter'])
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()
  return row ? { memberId: row.member_id, publicKey: row.public_key, counter: Number(row.counter) } : null
}

/**
 * Writes down that a passkey signed its member in. False when it has been removed meanwhile, or its counter has not gone on: then a
 * copy of it is about. Authenticators that don't count always send 0.
 */
export async function saveUse(
  trx: Trx,
  used: { credentialId: string; memberId: number; counter: number; isBackedUp: boolean; now: Date },
): Promise<boolean> {
  const { credentialId, memberId, counter, isBackedUp, now } = used
  const result = await trx
    .updateTable('passkey')
    .set({ counter, backed_up: isBackedUp ? 1 : 0, last_used_at: now.toISOString() })
    .where('credential_id', '=', credentialId)
    .where('member_id', '=', memberId)
    .where('counter', counter === 0 ? '=' : '<', counter)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** A member's passkeys, the oldest first. */
export async function listPasskeys(db: Db, memberId: number): Promise<ListedPasskey[]> {
  const rows = await db
    .selectFrom('passkey')
    .select(['credential_id', 'site', 'transports', 'name', 'backed_up', 'created_at', 'last_used_at'])
    .where('member_id', '=', memberId)
    .orderBy('created_at')
    .orderBy('credential_id')
    .execute()
  return rows.map((row) => ({
    credentialId: row.credential_id,
    site: row.site,
    transports: JSON.parse(row.transports) as string[],
    name: row.name,
    isBackedUp: row.backed_up === 1,
    createdAt: new Date(row.created_at),
    usedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
  }))
}

/** Names one of a member's own passkeys; false when they have none of that id. */
export async function updatePasskeyName(
  db: Db,
  { memberId, credentialId, name }: { memberId: number; credentialId: string; name: string },
): Promise<boolean> {
  const result = await db
    .updateTable('passkey')
    .set({ name })
    .where('credential_id', '=', credentialId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Removes one of a member's own passkeys; false when they have none of that id. */
export async function deletePasskey(
  trx: Trx,
  { memberId, credentialId }: { memberId: number; credentialId: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('passkey')
    .where('credential_id', '=', credentialId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Removes all passkeys of a member. */
export async function deletePasskeysOf(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('passkey').where('member_id', '=', memberId).execute()
}

/** How many passkeys there are for each host they were made for. */
export async function countPasskeys(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('passkey')
    .select((eb) => ['site', eb.fn.countAll<number | string>().as('count')])
    .groupBy('site')
    .orderBy('site')
    .execute()
  return new Map(rows.map(({ site, count }) => [site, Number(count)]))
}
