import type { Db } from './schema.ts'

/** A secret that signs cookies; `secret` is base64url. */
export type SigningKey = { id: string; secret: string }

/** The keys, newest first: the first signs, all of them are believed. `fresh` is kept when there is none yet. */
export async function loadSigningKeys(db: Db, fresh: SigningKey, now: Date): Promise<SigningKey[]> {
  const known = await listSigningKeys(db)
  if (known.length > 0) return known // without waiting for an import to finish
  await keepFirst(db, fresh, now)
  return listSigningKeys(db)
}

function listSigningKeys(db: Db): Promise<SigningKey[]> {
  return db.selectFrom('signing_key').select(['id', 'secret']).orderBy('created_at', 'desc').orderBy('id').execute()
}

async function keepFirst(db: Db, fresh: SigningKey, now: Date): Promise<void> {
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
