import { findWatchLine, type SettledAs, settleWatch, unsettleWatch } from '../data/watch-list.ts'
import { wantLook } from '../data/watches.ts'
import { changed, commitIf, unchanged } from './commit-if.ts'
import type { DeskDeps } from './desk-deps.ts'
import { writeAudit } from './write-audit.ts'

export type WatchSettled = 'settled' | 'other-by-now' | 'missing'

/**
 * Says that a finding has been seen to: it is off the list until the article is found otherwise. `mark` is the finding that was looked
 * at. `quoted-before` also says that the words were so when they were quoted.
 */
export function settleFinding(
  deps: DeskDeps,
  { id, mark, as, note }: { id: number; mark: string; as: SettledAs; note: string },
): Promise<WatchSettled> {
  return commitIf<WatchSettled>(deps.db, async (trx) => {
    const line = await findWatchLine(trx, id)
    if (line === null) return unchanged('missing')
    const settled = { pickId: id, mark, as, note, at: deps.now, by: deps.person.id }
    if (!(await settleWatch(trx, settled))) return unchanged('other-by-now')
    const detail = { state: line.finding.state, as }
    await writeAudit(trx, deps, { what: 'settleWatch', subject: `pick ${id}`, detail })
    return changed('settled')
  })
}

/** Puts a finding that was seen to back on the list. */
export function reopenFinding(deps: DeskDeps, { id }: { id: number }): Promise<'reopened' | 'missing'> {
  return commitIf<'reopened' | 'missing'>(deps.db, async (trx) => {
    if (!(await unsettleWatch(trx, id))) return unchanged('missing')
    await writeAudit(trx, deps, { what: 'reopenWatch', subject: `pick ${id}` })
    return changed('reopened')
  })
}

/** Has an article looked at as soon as its site may be asked again. */
export function lookAgain(deps: DeskDeps, { id }: { id: number }): Promise<'wanted' | 'missing'> {
  return commitIf<'wanted' | 'missing'>(deps.db, async (trx) => {
    if (!(await wantLook(trx, id, deps.now))) return unchanged('missing')
    await writeAudit(trx, deps, { what: 'lookAgain', subject: `pick ${id}` })
    return changed('wanted')
  })
}
