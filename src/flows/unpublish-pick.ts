import { unpublishPick } from '../data/picks.ts'
import { changeMagazine } from './change-magazine.ts'
import { changed, unchanged } from './commit-if.ts'
import type { PickDeps } from './desk-deps.ts'
import { writeAudit } from './write-audit.ts'

/** Takes a pick back from all readers. Its text, versions and address stay, and so does what was read: opening it again counts nothing. */
export function takeBackPick(deps: PickDeps, { id }: { id: number }): Promise<'taken-back' | 'not-public'> {
  return changeMagazine<'taken-back' | 'not-public'>(deps.db, async (trx) => {
    if (!(await unpublishPick(trx, id))) return unchanged('not-public')
    await writeAudit(trx, deps, { what: 'unpublishPick', subject: `pick ${id}` })
    return changed('taken-back')
  })
}
