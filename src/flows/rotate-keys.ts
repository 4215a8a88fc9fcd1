import type { Db } from '../data/schema.ts'
import { deleteSigningKey, listSigningKeys, saveSigningKey } from '../data/signing-keys.ts'
import { changeMagazine } from './change-magazine.ts'

/** What became of retiring a key: it may be none there is, or the one that signs. */
export type KeyRetired = 'retired' | 'unknown' | 'signs'

/** By then every process knows a new key, so that none meets a cookie it can't read. */
const readyAfterMs = 60_000

/** Brings in a new key. It signs from a minute later on, and gives the time; the older ones go on being believed. */
export async function rotateKeys(db: Db, fresh: { id: string; secret: string }, now: Date): Promise<Date> {
  const signsFrom = new Date(now.getTime() + readyAfterMs)
  await changeMagazine(db, async (trx) => {
    await saveSigningKey(trx, { ...fresh, signsFrom })
    return { changed: true, result: null }
  })
  return signsFrom
}

/** Stops believing a key. A visitor who hasn't come back since it was replaced is a new one afterwards. */
export function retireKey(db: Db, id: string, now: Date): Promise<KeyRetired> {
  return changeMagazine(db, async (trx) => {
    const keys = await listSigningKeys(trx)
    const signing = keys.find((key) => key.signsFrom <= now)
    if (!keys.some((key) => key.id === id)) return { changed: false, result: 'unknown' as const }
    if (signing === undefined || signing.id === id) return { changed: false, result: 'signs' as const }
    await deleteSigningKey(trx, id)
    return { changed: true, result: 'retired' as const }
  })
}
