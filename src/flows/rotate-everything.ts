import type { Db } from '../data/schema.ts'
import { countSecrets, endSecrets } from '../data/secrets.ts'
import { deleteSigningKey, listSigningKeys, saveSigningKey } from '../data/signing-keys.ts'
import type { Rotated } from '../domain/rotation.ts'
import { changeMagazine } from './change-magazine.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

/** For the day on which somebody may have seen the database or a backup of it. */
export type RotateDeps = AuditDeps & { db: Db }

/**
 * Ends every secret there is at once: sessions, whoever does this included; what mails on the way would open; links of gifts; and the keys of
 * visitors' cookies, with no time in which an old one is still believed. All of it or nothing.
 */
export function rotateEverything(deps: RotateDeps, fresh: { id: string; secret: string }): Promise<Rotated> {
  const { db, now } = deps
  return changeMagazine(db, async (trx) => {
    const ended = await countSecrets(trx, now)
    await endSecrets(trx, now)
    for (const { id } of await listSigningKeys(trx)) await deleteSigningKey(trx, id)
    await saveSigningKey(trx, { ...fresh, signsFrom: now })
    await writeAudit(trx, deps, { what: 'rotateEverything', subject: 'magazine', detail: ended })
    return { changed: true, result: ended }
  })
}
