import type { Db, Trx } from './schema.ts'

/** A secret that signs cookies; `secret` is base64url. Of those whose time has come the newest signs. */
export type SigningKey = { id: string; secret: string; signsFrom: Date }
type FreshKey = Omit<SigningKey, 'signsFrom'>

/** The keys, newest first; all of them are believed. `fresh` is kept when there is none yet. */
export async function loadSigningKeys(db: Db, fresh: FreshKey, now: Date): Promise<SigningKey[]> {
  const known = await listSigningKeys(db)
  if (known.length > 0) return known // without waiting for an import to finish
  await keepFirst(db, fresh, now)
  return listSigningKeys(db)
}

/** The keys there are, newest first. */
export async function listSigningKeys(db: Db): Promise<SigningKey[]> {
  const keys = db.selectFrom('signing_key').select(['id', 'secret', 'created_at'])
  const rows = await keys.orderBy('created_at', 'desc').orderBy('id').execute()
  return rows.map(({ id, secret, created_at }) => ({ id, secret, signsFrom: new Date(created_at) }))
}

export async function saveSigningKey(trx: Trx, { id, secret, signsFrom }: SigningKey): Promise<void> {
  await trx.insertInto('signing_key').values({ id, secret, created_at: signsFrom.toISOString() }).execute()
}

export async function deleteSigningKey(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('signing_key').where('id', '=', id).execute()
}

async function keepFirst(db: Db, fresh: FreshKey, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Two processes that start at once agree on one key: the second waits here.
    await trx
      .updateTable('generation')
      .set((eb) => ({ number: eb.ref('number') }))
      .where('id', '=', 1)
      .execute()
    const known = await trx.selectFrom('signing_key').select('id').executeTakeFirst()
    if (known) return
    await trx
      .insertInto('signing_key')
      .values({ ...fresh, created_at: now.toISOString() })
      .execute()
  })
}
