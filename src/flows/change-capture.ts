import { findCapture, saveCaptureOfPick } from '../data/captures.ts'
import { findDeskPick } from '../data/drafts.ts'
import { mayWrite } from '../domain/role.ts'
import { changed, commitIf, unchanged } from './commit-if.ts'
import { type DeskDeps, stateOf } from './desk-deps.ts'
import { writeAudit } from './write-audit.ts'

export type CaptureChanged = { kind: 'changed' | 'missing' | 'not-yours' | 'no-such-capture' }

/** Has a pick's excerpt held against this capture from now on. What readers see stays as it is. */
export function changeCapture(deps: DeskDeps, { id, captureId }: { id: number; captureId: number }): Promise<CaptureChanged> {
  return commitIf<CaptureChanged>(deps.db, async (trx) => {
    const pick = await findDeskPick(trx, id)
    if (pick === null) return unchanged({ kind: 'missing' })
    if (!mayWrite(deps.person, { createdBy: pick.createdBy, state: stateOf(pick) })) return unchanged({ kind: 'not-yours' })
    if ((await findCapture(trx, captureId)) === null) return unchanged({ kind: 'no-such-capture' })
    await saveCaptureOfPick(trx, id, captureId)
    await writeAudit(trx, deps, { what: 'changeCapture', subject: `pick ${id}`, detail: { capture: captureId } })
    return changed({ kind: 'changed' })
  })
}
