import type { Db } from '../data/schema.ts'
import { listSettings } from '../data/settings.ts'
import type { Magazine } from '../domain/magazine.ts'
import { magazineFrom } from '../domain/settings.ts'

/** The magazine as it has been set, with the default for everything that hasn't been or that can't be read. */
export async function loadMagazine(db: Db): Promise<Magazine> {
  return magazineFrom(await listSettings(db))
}
