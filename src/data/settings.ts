import type { Db, Trx } from './schema.ts'

/** What the magazine has set, as stored text by name. What is missing has its default. */
export async function listSettings(db: Db): Promise<Record<string, string>> {
  const rows = await db.selectFrom('setting').select(['name', 'value']).execute()
  return Object.fromEntries(rows.map((row) => [row.name, row.value]))
}

export async function saveSetting(trx: Trx, name: string, value: string): Promise<void> {
  await trx
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Leaves a setting to its default. */
export async function deleteSetting(trx: Trx, name: string): Promise<void> {
  await trx.deleteFrom('setting').where('name', '=', name).execute()
}
