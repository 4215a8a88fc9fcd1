import { deleteDraft, findDeskPick } from '../data/drafts.ts'
import { findPickText } from '../data/picks.ts'
import { mayWrite } from '../domain/role.ts'
import { changed, commitIf, unchanged } from './commit-if.ts'
import { type DeskDeps, stateOf } from './desk-deps.ts'
import { writeAudit } from './write-audit.ts'

export type DraftDeleted = { kind: 'deleted' | 'conflict' | 'missing' | 'not-yours' | 'was-whole' }

/** Deletes a draft with all that was kept of it. One that has gone out, or was imported, has versions, which are kept for ever. */
export function removeDraft(deps: DeskDeps, { id, revision }: { id: number; revision: number }): Promise<DraftDeleted> {
  return commitIf<DraftDeleted>(deps.db, async (trx) => {
    const pick = await findDeskPick(trx, id)
    if (pick === null) return unchanged({ kind: 'missing' })
    if (!mayWrite(deps.person, { createdBy: pick.createdBy, state: stateOf(pick) })) return unchanged({ kind: 'not-yours' })
    if ((await findPickText(trx, id)) !== null) return unchanged({ kind: 'was-whole' })
    if (!(await deleteDraft(trx, id, revision))) return unchanged({ kind: 'conflict' })
    await writeAudit(trx, deps, { what: 'deletePick', subject: `pick ${id}` })
    return changed({ kind: 'deleted' })
  })
}
